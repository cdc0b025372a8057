"""Output: all of a file or nothing of it."""
import os
import stat

import pytest

from pyfidget import system
from pyfidget.output import Output, write_file
from pyfidget.system import from_bytes

OLD, NEW = 'the old picture', 'a new picture \x00\xff\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A fresh folder, which is the current one."""
    monkeypatch.chdir(str(tmp_path))
    return tmp_path


def get(name):
    with open(name, 'rb') as content:
        return from_bytes(content.read())


def put(name, text):
    with open(name, 'w') as out:
        out.write(text)


def names():
    return sorted(os.listdir('.'))


def test_a_file_is_written_piece_by_piece(folder):
    output = Output('a')
    output.write('a new ')
    output.write('')
    output.write('picture \x00\xff\n')
    output.commit()
    assert get('a') == NEW
    assert names() == ['a']


def test_until_it_is_all_written_the_old_file_is_there(folder):
    write_file('a', OLD)
    output = Output('a')
    output.write(NEW)
    assert get('a') == OLD
    output.commit()
    assert get('a') == NEW


def test_until_it_is_all_written_a_new_file_is_not_there(folder):
    output = Output('a')
    output.write(NEW)
    assert not os.path.exists('a')
    output.commit()
    assert names() == ['a']


def test_an_abandoned_file_leaves_the_old_one_and_nothing_else(folder):
    write_file('a', OLD)
    output = Output('a')
    output.write(NEW)
    output.abandon()
    assert get('a') == OLD
    assert names() == ['a']


def test_abandoning_what_is_committed_does_nothing(folder):
    output = Output('a')
    output.write(NEW)
    output.commit()
    output.abandon()
    assert get('a') == NEW


def test_a_file_is_as_long_as_what_is_written_whatever_was_expected(folder):
    output = Output('a')
    output.expect(1 << 20)
    output.write(NEW)
    output.commit()
    assert get('a') == NEW


def test_abandoning_twice_is_abandoning(folder):
    output = Output('a')
    output.abandon()
    output.abandon()
    assert names() == []


def test_two_links_are_followed_to_the_file(folder):
    os.mkdir('sub')
    write_file('sub/a', OLD)
    os.symlink('a', 'sub/b')
    os.symlink(os.path.abspath('sub/b'), 'c')
    write_file('c', NEW)
    assert get('sub/a') == NEW
    assert os.path.islink('c') and os.path.islink('sub/b')
    assert names() == ['c', 'sub'] and sorted(os.listdir('sub')) == ['a', 'b']


def test_a_link_to_nothing_makes_the_file_that_it_names(folder):
    os.symlink('a', 'b')
    write_file('b', NEW)
    assert get('a') == NEW and not os.path.islink('a')


def test_a_loop_of_links_is_an_error(folder):
    os.symlink('a', 'b')
    os.symlink('b', 'a')
    with pytest.raises(OSError):
        Output('a')
    assert names() == ['a', 'b']


@pytest.mark.parametrize('mode', [0o600, 0o644, 0o755, 0o444])
def test_permissions_are_kept(folder, mode):
    write_file('a', OLD)
    os.chmod('a', mode)
    write_file('a', NEW)
    assert stat.S_IMODE(os.stat('a').st_mode) == mode


def test_an_unfinished_file_is_no_more_public_than_the_old_one(folder):
    write_file('a', OLD)
    os.chmod('a', 0o600)
    output = Output('a')
    unfinished, = [name for name in names() if name != 'a']
    assert stat.S_IMODE(os.stat(unfinished).st_mode) == 0o600
    output.abandon()


def test_an_unfinished_file_is_hidden_and_lies_beside_its_target(folder):
    os.mkdir('sub')
    output = Output('sub/a')
    unfinished, = os.listdir('sub')
    assert unfinished.startswith('.pyfidget-')
    output.abandon()


def test_a_taken_name_is_left_alone_and_another_one_found(folder, monkeypatch):
    words = [1, 1, 2, -3]
    monkeypatch.setattr(system, 'random_word', lambda: words.pop(0))
    os.symlink('victim', '.pyfidget-0000000000000001.tmp')
    put('victim', OLD)
    put('.pyfidget-0000000000000002.tmp', OLD)
    write_file('a', NEW)
    assert get('a') == NEW and not os.path.islink('a')
    assert get('victim') == get('.pyfidget-0000000000000002.tmp') == OLD
    assert os.readlink('.pyfidget-0000000000000001.tmp') == 'victim'
    assert (names(), words) == (['.pyfidget-0000000000000001.tmp', '.pyfidget-0000000000000002.tmp', 'a', 'victim'], [])


def test_where_every_name_is_taken_there_is_an_error(folder, monkeypatch):
    monkeypatch.setattr(system, 'random_word', lambda: 10)
    put('.pyfidget-000000000000000a.tmp', OLD)
    with pytest.raises(OSError):
        write_file('a', NEW)
    assert names() == ['.pyfidget-000000000000000a.tmp'] and get(names()[0]) == OLD


def test_two_unfinished_files_of_one_target_are_two(folder):
    first, second = Output('a'), Output('a')
    first.write(OLD)
    second.write(NEW)
    second.commit()
    assert get('a') == NEW
    first.commit()
    assert get('a') == OLD and names() == ['a']


@pytest.mark.parametrize('path', ['no/a', '.', 'sub', 'a/b', 'new/'])
def test_a_place_that_cannot_be_written_is_an_error_and_stays_as_it_is(folder, path):
    os.mkdir('sub')
    write_file('a', OLD)
    with pytest.raises(OSError):
        write_file(path, NEW)
    assert names() == ['a', 'sub'] and os.listdir('sub') == []
    assert get('a') == OLD


def test_a_name_that_is_too_long_is_an_error_and_leaves_nothing(folder):
    with pytest.raises(OSError):
        write_file('a' * 300, NEW)
    assert names() == []


def test_a_full_disk_is_an_error(folder):
    with pytest.raises(OSError):
        write_file('/dev/full', NEW)
    assert stat.S_ISCHR(os.stat('/dev/full').st_mode)


def test_a_device_is_written_as_it_is(folder):
    write_file('/dev/null', NEW)
    assert stat.S_ISCHR(os.stat('/dev/null').st_mode)
    assert names() == []


def test_a_dash_is_standard_outwrite_file(folder, capfd):
    write_file('-', 'a new picture\n')
    assert capfd.readouterr().out == 'a new picture\n'
    assert names() == []


def test_standard_output_stays_open(folder, capfd):
    write_file('-', 'one ')
    write_file('-', 'two')
    assert capfd.readouterr().out == 'one two'


def test_no_descriptor_is_left_open(folder):
    first = os.dup(0)
    os.close(first)
    write_file('a', OLD)
    write_file('a', NEW)
    output = Output('a')
    output.abandon()
    with pytest.raises(OSError):
        write_file('no/a', NEW)
    last = os.dup(0)
    os.close(last)
    assert last == first


def test_names_are_bytes(folder):
    write_file('gr\xc3\xbcn', NEW)
    assert os.listdir(b'.') == [b'gr\xc3\xbcn']
