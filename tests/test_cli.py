"""The command line program, untranslated: the words and the exit status that the binary has, too (see tests/native)."""
import errno
import io
import os
import subprocess
import sys

import pytest

from pyfidget import cli
from pyfidget.usage import HELP
from pyfidget.version import VERSION
from tests.conftest import ROOT
from tests.faults import MODELS, USAGE

CORNER = 'x var-x\ny var-y\nr max x y\n'
SMALL = b'P5\n3 3\n255\n' + b'\x00\x00\x00\x00\x00\x00\xff\x00\x00'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A fresh folder with a model in it, which is the current one."""
    monkeypatch.chdir(str(tmp_path))
    put('m.vm', CORNER.encode())
    return tmp_path


def put(name, content):
    with io.open(name, 'wb') as out:
        out.write(content)


def get(name):
    with io.open(name, 'rb') as content:
        return content.read()


@pytest.fixture
def run(folder, capfd):
    """Run in this process; gives exit status, standard output, standard error."""
    def run(*arguments):
        status = cli.main(['pyfidget'] + list(arguments))
        captured = capfd.readouterr()
        return status, captured.out, captured.err
    return run


def environment():
    """That of a process that sees pyfidget and nothing else; the RPython toolchain would add words of its own."""
    return dict(os.environ, PYTHONPATH=ROOT)


def run_apart(arguments, stdout=subprocess.PIPE, stdin=None):
    """Run as a program; the same three, as bytes."""
    process = subprocess.Popen([sys.executable, '-m', 'pyfidget.untranslated'] + list(arguments), stderr=subprocess.PIPE,
                               env=environment(), stdout=stdout, stdin=None if stdin is None else subprocess.PIPE)
    out, err = process.communicate(stdin)
    return process.returncode, out, err


# ---- pictures ----

def test_the_picture_lies_in_the_current_folder_under_the_name_of_the_model(run):
    assert run('m.vm', '--size=3', '--format=pgm') == (0, '', '')
    assert get('m.pgm') == SMALL
    assert sorted(os.listdir('.')) == ['m.pgm', 'm.vm']


def test_the_default_is_a_png(run):
    assert run('m.vm', '--size=3') == (0, '', '')
    assert get('m.png').startswith(b'\x89PNG\r\n\x1a\n')


def test_several_models_go_into_a_folder_and_a_fault_of_one_stops_no_other(run):
    put('n.vm', b'x var-x')
    put('bad.vm', b'x vor-x')
    status, out, err = run('m.vm', 'bad.vm', 'no.vm', 'n.vm', '-o', 'out', '--size=3', '--format=pgm')
    assert (status, out) == (1, '')
    assert err == "bad.vm:1:3: unknown operation 'vor-x'\npyfidget: cannot read 'no.vm': No such file or directory\n"
    assert sorted(os.listdir('out')) == ['m.pgm', 'n.pgm']
    assert get('out/m.pgm') == SMALL
    assert get('out/n.pgm') == b'P5\n3 3\n255\n' + 3 * b'\xff\x00\x00'


@pytest.mark.parametrize('line', ['--engine=wide', '--engine=quadtree', '--engine=scalar', '--mode=regions', '--mode=sdf'])
def test_several_models_by_every_engine_and_mode(run, line):
    put('n.vm', CORNER.encode())
    assert run('m.vm', 'n.vm', '-oout/', '--size=40', '--format=ppm', line) == (0, '', '')
    assert run('m.vm', '--output=one.ppm', '--size=40', line) == (0, '', '')
    assert get('out/m.ppm') == get('out/n.ppm') == get('one.ppm')


def test_a_folder_that_cannot_be_made_is_said_in_one_line(run):
    assert run('m.vm', '-o', 'a/b/') == (1, '', "pyfidget: cannot make the folder 'a/b/': No such file or directory\n")


def test_no_picture_replaces_a_model(run):
    os.link('m.vm', 'heart.png')
    assert run('m.vm', '-o', 'heart.png') == (2, '', "pyfidget: -o: 'heart.png' is the model\n")
    os.rename('heart.png', 'n.png')
    put('n.vm', CORNER.encode())
    assert run('n.vm', 'm.vm', '--size=3') == (2, '', "pyfidget: -o: 'n.png' is the model\n")
    assert get('m.vm') == CORNER.encode()


@pytest.mark.parametrize('options', [
    ['--engine=scalar'], ['--engine=quadtree'], ['--engine=quadtree', '--early-exit'], ['--engine=quadtree', '--passes=none'],
    ['--engine=quadtree', '--repeat=2'], ['--engine=wide'], ['--repeat=3'], ['--threads=1'], ['--threads=7'],
], ids=' '.join)
def test_no_switch_changes_the_picture(run, options):
    assert run('m.vm', '--size=3', '-o', 'a.pgm', *options) == (0, '', '')
    assert get('a.pgm') == SMALL


@pytest.mark.parametrize('mode', ['regions', 'sdf'])
def test_a_picture_in_colour(run, mode):
    assert run('m.vm', '--size=3', '--mode', mode, '-o', 'a.ppm', '--no-legend', '--repeat=2') == (0, '', '')
    assert get('a.ppm').startswith(b'P6\n3 3\n255\n') and len(get('a.ppm')) == len(SMALL) + 2 * 9
    assert run('m.vm', '--size=3', '--mode', mode) == (0, '', '')
    assert get('m.png').startswith(b'\x89PNG\r\n\x1a\n')


@pytest.mark.parametrize('options, expected', [
    (['--width=4', '--height=2'], b'P5\n4 2\n255\n\x00\x00\x00\x00\xff\xff\x00\x00'),
    (['--size=2', '--grid=centers'], b'P5\n2 2\n255\n\x00\x00\xff\x00'),
    (['--size=2', '--center=-2,-2'], b'P5\n2 2\n255\n\xff\xff\xff\xff'),
    (['--size=2', '--scale=-1'], b'P5\n2 2\n255\n\x00\xff\x00\x00'),
])
def test_size_and_view_reach_the_grid(run, options, expected):
    assert run('m.vm', '-o', 'a.pgm', *options) == (0, '', '')
    assert get('a.pgm') == expected


def test_the_third_coordinate_reaches_the_grid(run):
    put('z.vm', b'z var-z\n')
    run('z.vm', '--size=1', '-o', 'a.pgm', '--z=-0.5')
    assert get('a.pgm').endswith(b'\xff')


def test_a_picture_on_standard_output_is_the_same_bytes(folder):
    assert run_apart(['m.vm', '--size=3', '--format=pgm', '-o', '-']) == (0, SMALL, b'')


def test_names_are_bytes(folder):
    name = b'gr\xc3\xbcn \xff.vm'
    put(name, CORNER.encode())
    assert run_apart([name, '--size=3', '--format=pgm']) == (0, b'', b'')
    assert get(b'gr\xc3\xbcn \xff.pgm') == SMALL


# ---- reports ----

def test_help(run):
    assert run('--help') == (0, HELP, '')


def test_version(run):
    assert run('--version') == (0, 'pyfidget %s (untranslated)\n' % VERSION, '')


def test_times_are_six_lines(run):
    status, out, err = run('m.vm', '--size=3', '--time')
    assert (status, out) == (0, '')
    assert [line.split()[0] for line in err.splitlines()] == [
        'parse_ms', 'lower_ms', 'frame_ms_min', 'frame_ms_median', 'write_ms', 'total_ms']
    assert all(float(line.split()[1]) >= 0.0 for line in err.splitlines())


def test_statistics_are_a_table_of_the_last_frame(run):
    status, out, err = run('m.vm', '--size=3', '--stats', '--repeat=2', '--engine=quadtree')
    assert (status, out) == (0, '')
    assert err.splitlines()[1].split() == ['0', '1', '0', '0', '1', '|', '3', '3', '3', '3', '3']


def test_statistics_of_the_default_engine_are_those_of_the_last_frame(run):
    once, thrice = [run('m.vm', '--size=80', '--stats', '--repeat=%d' % frames) for frames in (1, 3)]
    assert once == thrice and once[:2] == (0, '')
    assert once[2].splitlines()[0] == '2 values, 2 comparisons, 1 booleans'


def test_the_median_of_frame_times(monkeypatch, run):
    """The clock stands still but for the frames, which take 3, 1, 2 and 8 seconds."""
    clock = iter([0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 4.0, 4.0, 6.0, 6.0, 14.0] + [14.0] * 9)
    monkeypatch.setattr(cli.system, 'now', lambda: next(clock))
    assert run('m.vm', '--size=3', '--time', '--repeat=4')[2].splitlines()[2:4] == [
        'frame_ms_min 1000.000', 'frame_ms_median 2500.000']


# ---- faults ----

@pytest.mark.parametrize('arguments, message', USAGE, ids=[' '.join(arguments) for arguments, _ in USAGE])
def test_wrong_use(run, arguments, message):
    assert run(*arguments) == (2, '', 'pyfidget: %s\n' % message)
    assert os.listdir('.') == ['m.vm']


@pytest.mark.parametrize('content, message', MODELS, ids=[message for _, message in MODELS])
def test_a_fault_in_a_model(run, content, message):
    put('bad.vm', content)
    assert run('bad.vm') == (1, '', 'bad.vm:%s\n' % message)


@pytest.mark.parametrize('arguments, message', [
    (['no.vm'], "cannot read 'no.vm': No such file or directory"),
    (['.'], "cannot read '.': Is a directory"),
    (['m.vm', '--size=3', '-o', 'no/m.png'], "cannot write 'no/m.png': No such file or directory"),
    (['m.vm', '-o', '/dev/full', '--format=pgm'], "cannot write '/dev/full': No space left on device"),
    (['m.vm', '--engine=scalar', '--jit=off'], '--jit: this build has no JIT (make translate-jit gives one)'),
])
def test_a_fault_of_a_file(run, arguments, message):
    status = 2 if message.startswith('--') else 1
    assert run(*arguments) == (status, '', 'pyfidget: %s\n' % message)
    assert os.listdir('.') == ['m.vm']


@pytest.mark.parametrize('mode', ['plain', 'regions', 'sdf'])
def test_a_lack_of_memory_is_one_line(monkeypatch, run, mode):
    def no_memory(size):
        raise MemoryError
    monkeypatch.setattr('pyfidget.rawmem.alloc_bytes', no_memory)
    assert run('m.vm', '--mode', mode) == (1, '', 'pyfidget: not enough memory\n')


def test_a_failing_close_is_one_line_also_once_the_picture_is_written(monkeypatch, run):
    def close(descriptor):
        before(descriptor)
        raise OSError(errno.EIO, 'no matter what Python says')

    before = os.close
    monkeypatch.setattr(os, 'close', close)
    done = run('m.vm', '--size', '3')
    monkeypatch.undo()
    assert done == (1, '', "pyfidget: cannot read 'm.vm': Input/output error\n")


def test_a_model_that_is_too_large_is_one_line(run):
    line = "pyfidget: %s has more than 5 bytes: --largest-model BYTES allows them\n"
    for model in ('m.vm', '/dev/zero'):
        assert run(model, '-o', 'm.png', '--largest-model', '5') == (1, '', line % repr(model))
    assert run('m.vm', '--largest-model', '%d' % os.path.getsize('m.vm'))[0] == 0


@pytest.mark.slow
def test_a_model_from_standard_input(folder):
    options = ['--size=3', '--format=pgm']
    assert run_apart(['-', '-o', '-'] + options, stdin=CORNER.encode()) == (0, SMALL, b'')
    assert run_apart(['m.vm', '-', '-o', 'out'] + options, stdin=CORNER.encode()) == (0, b'', b'')
    assert get('out/m.pgm') == get('out/stdin.pgm') == SMALL


@pytest.mark.slow
@pytest.mark.parametrize('text, message', [
    (b'x var-x\ny neg z\n', b"<stdin>:2:7: undefined name 'z'"),
    (b'', b'<stdin>:1:1: the program is empty: there is no instruction'),
    (100 * b'#', b'pyfidget: standard input has more than 99 bytes: --largest-model BYTES allows them'),
])
def test_a_fault_on_standard_input(folder, text, message):
    assert run_apart(['-', '--largest-model=99'], stdin=text) == (1, b'', message + b'\n')
    assert os.listdir('.') == ['m.vm']


@pytest.mark.slow
def test_exit_statuses_reach_the_shell(folder):
    assert run_apart(['no.vm']) == (1, b'', b"pyfidget: cannot read 'no.vm': No such file or directory\n")
    assert run_apart(['--nonsense']) == (2, b'', b"pyfidget: unknown option '--nonsense'\n")


def test_a_reader_that_goes_away(folder):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = run_apart(['m.vm', '--size=3', '-o', '-'], stdout=writing)
    finally:
        os.close(writing)
    assert done == (1, None, b'pyfidget: cannot write standard output: Broken pipe\n')


def test_an_interrupt_is_no_traceback(folder):
    """It comes while the picture is being written, and nothing of that stays."""
    program = ('import os, runpy, signal, sys, time, pyfidget.cli\n'
               'def write_and_wait(canvas, output, picture_format):\n'
               '    output.write("begun")\n'
               '    os.kill(os.getpid(), signal.SIGINT)\n'
               '    time.sleep(60)\n'
               'pyfidget.rendering.write_picture = write_and_wait\n'
               'sys.argv = ["pyfidget", "m.vm", "--size=9"]\n'
               'runpy.run_module("pyfidget.untranslated", run_name="__main__")\n')
    process = subprocess.Popen([sys.executable, '-c', program], stderr=subprocess.PIPE, env=environment())
    assert process.communicate() == (None, b'')
    assert process.returncode == 130
    assert os.listdir('.') == ['m.vm']
