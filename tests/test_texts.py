"""Texts in raw memory: what is in them, how they are read from files and pipes."""
import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.system import TooLarge, from_bytes, to_bytes
from pyfidget.texts import LARGEST, TextFile, text_of
from tests.lowering.evaluation import UsedPool

strings = st.binary(max_size=40).map(from_bytes)


def string_of(text):
    return ''.join(text[pos] for pos in range(text.size))


@given(strings, st.data())
def test_a_text_has_the_bytes_of_its_string(string, data):
    text = text_of(string)
    assert text.size == len(string)
    assert string_of(text) == string
    start = data.draw(st.integers(0, len(string)))
    stop = data.draw(st.integers(start, len(string)))
    assert text.piece(start, stop) == string[start:stop]
    text.release()


@given(strings)
def test_behind_a_text_there_is_a_line_end_and_then_zeros(string):
    text = text_of(string)
    whole = string + '\n' + 7 * '\0'
    assert text[len(string)] == '\n'
    for pos in range(len(string) + 1):
        word = text.word(pos)
        assert [(word >> 8 * i) & 0xff for i in range(8)] == [ord(c) for c in whole[pos:pos + 8]]


@given(st.text(alphabet='ab\n', max_size=30).map(str))
def test_lines_are_counted_the_last_one_too(string):
    assert text_of(string).count_lines() == len(string.split('\n'))


@given(st.lists(st.sampled_from(['\n', '\x0b', '\x8a', '\0']), max_size=20).map(''.join), st.integers(1, 3000))
def test_any_number_of_lines_is_counted(string, times):
    assert text_of(times * string).count_lines() == times * string.count('\n') + 1


def read_text(path):
    """The Text of a file, and how many bytes were expected."""
    opened = TextFile(path, LARGEST)
    try:
        return opened.read(UsedPool()), opened.size
    finally:
        opened.close()


@pytest.mark.parametrize('size', [0, 1, 100, 70000])
def test_a_file_is_read_whole(tmp_path, size):
    string = ''.join(chr(i * i % 256) for i in range(size))
    path = tmp_path / 'text'
    path.write_bytes(to_bytes(string))
    text, expected = read_text(str(path))
    assert string_of(text) == string and expected == size


@pytest.mark.parametrize('size', [0, 1, 200000])
def test_a_pipe_is_read_to_its_end(tmp_path, size):
    string = ''.join(chr(i * i % 256) for i in range(size))
    path = str(tmp_path / 'pipe')
    os.mkfifo(path)

    def write():
        with open(path, 'wb') as pipe:
            for start in range(0, size, 5000):
                pipe.write(to_bytes(string[start:start + 5000]))
                pipe.flush()

    writer = threading.Thread(target=write)
    writer.start()
    text, expected = read_text(path)
    writer.join()
    assert string_of(text) == string and expected == 0


def test_a_folder_or_nothing_is_a_fault_of_the_system(tmp_path):
    for path in (tmp_path, tmp_path / 'nothing'):
        with pytest.raises(OSError):
            read_text(str(path))


@pytest.mark.parametrize('path, most', [('/dev/zero', 100000), ('file', 4)])
def test_a_file_of_more_bytes_than_are_wanted_is_not_read(tmp_path, monkeypatch, path, most):
    monkeypatch.chdir(str(tmp_path))
    (tmp_path / 'file').write_bytes(b'x var-x')
    opened = TextFile(path, most)
    with pytest.raises(TooLarge):
        opened.read(UsedPool())
    opened.close()


def test_a_file_of_just_so_many_bytes_is_read(tmp_path):
    path = tmp_path / 'file'
    path.write_bytes(b'x var-x')
    opened = TextFile(str(path), 7)
    assert string_of(opened.read(UsedPool())) == 'x var-x'
    opened.close()
