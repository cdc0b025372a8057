"""The command `pyfidget`, in the words of the binary."""
import os
import subprocess
import sys

import pytest

from pyfidget.cli import main as untranslated
from pyfidget.host import command, native
from pyfidget.host.commands import render
from pyfidget.host.text import text
from tests.conftest import ROOT
from tests.host.native import needs_library

HEART = f'{ROOT}/models/heart.vm'
GEAR = f'{ROOT}/models/gear.vm'


@pytest.fixture
def run(monkeypatch, tmp_path, capfd):
    """Runs the command in a fresh folder; gives its status, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, 'argv', ['pyfidget', *words])
        with pytest.raises(SystemExit) as raised:
            command.main()
        out, err = capfd.readouterr()
        status = raised.value.code
        return (1, out, f'{err}{status}\n') if isinstance(status, str) else (status or 0, out, err)

    return run


WORDS = [
    ['--size', '70'], ['--width', '33', '--height', '20', '--format', 'pgm'], ['--size=40', '--center=0.5,-0.25', '--scale=0.5'],
    ['--size', '30', '--grid', 'fidget', '--z', '1', '--format', 'pbm'], ['--size', '64', '--engine', 'quadtree'],
    ['--size', '20', '--engine', 'scalar', '--repeat', '2'], ['--size', '64', '--engine', 'quadtree', '--passes', 'sign,dead'],
    ['--size', '64', '--engine', 'quadtree', '--early-exit'], ['--size', '64', '--mode', 'regions'],
    ['--size', '70', '--mode', 'sdf'],
    ['--size', '50', '--threads', '2', '--no-machine-code', '--format', 'ppm'],
]


@pytest.mark.slow
@needs_library
@pytest.mark.parametrize('words', WORDS, ids=' '.join)
def test_render_writes_what_the_binary_writes(run, tmp_path, words):
    assert run('render', GEAR, '-o', 'mine', *words) == (0, '', '')
    assert untranslated(['prospero-c', GEAR, '-o', 'other', *words]) == 0
    assert (tmp_path / 'mine').read_bytes() == (tmp_path / 'other').read_bytes()


@needs_library
def test_what_the_library_can_do_it_does(run, monkeypatch):
    monkeypatch.setattr(render, 'make_rendering', lambda *arguments: pytest.fail('drawn untranslated'))
    for words in WORDS:
        assert run('render', GEAR, *words)[0] == 0


@needs_library
@pytest.mark.parametrize('words, threads', [([], len(os.sched_getaffinity(0))), (['--threads', '3'], 3)])
def test_render_uses_all_cores_if_nothing_is_said(run, words, threads):
    status, _, err = run('render', HEART, '--size', '512', '--stats', *words)
    assert (status, err.splitlines()[-1]) == (0, f'{threads} thread{"s" if threads > 1 else ""}')


def test_reference_draws_the_same(run, tmp_path):
    view = ['--width', '40', '--height', '31', '--center', '0.1,0.2', '--scale', '0.7', '--format', 'pgm']
    assert run('reference', HEART, '-o', 'mine', *view) == (0, '', '')
    assert untranslated(['prospero-c', HEART, '-o', 'other', *view]) == 0
    assert (tmp_path / 'mine').read_bytes() == (tmp_path / 'other').read_bytes()
    assert run('reference', HEART, '--size', '8', '--stats')[2] == '17 operations at each pixel\n'


def test_without_the_library_render_says_so_and_draws(run, tmp_path, monkeypatch):
    def missing(*arguments):
        raise native.MissingLibrary('no native library: gone')

    monkeypatch.setattr(render, 'run_binary', missing)
    warning = 'pyfidget: no native library: gone: drawn by numpy instead\n'
    assert run('render', HEART, '-o', 'a.pgm', '--size', '40') == (0, '', warning)
    assert run('render', HEART, '-o', 'b.pgm', '--size', '40', '--engine', 'quadtree') == (0, '', '')
    assert (tmp_path / 'a.pgm').read_bytes() == (tmp_path / 'b.pgm').read_bytes()


@pytest.mark.parametrize('words, message', [
    (['render', 'none.vm'], "pyfidget: cannot read 'none.vm': No such file or directory"),
    (['info', 'none.vm'], 'pyfidget info: cannot read none.vm: No such file or directory'),
    (['graph', 'none.vm'], 'pyfidget graph: cannot read none.vm: No such file or directory'),
])
def test_a_fault_is_one_line_and_status_1(run, words, message):
    assert run(*words) == (1, '', message + '\n')


@pytest.mark.parametrize('words, message', [
    (['render'], 'pyfidget: which model? (see --help)'),
    (['render', HEART, '--size', '0'], "pyfidget: --size: expected a whole number from 1 to 65536, not '0'"),
    (['reference', HEART, '--mode', 'sdf'], 'pyfidget: --mode: numpy draws plain pictures only'),
    (['reference', HEART, '--engine', 'quadtree'], 'pyfidget: --engine: numpy is no engine of the others'),
    (['reference', HEART, '--threads', '2'], 'pyfidget: --threads, --no-machine-code: numpy makes no use of them'),
    (['reference', HEART, '--no-machine-code'], 'pyfidget: --threads, --no-machine-code: numpy makes no use of them'),
    (['info', HEART, '--grid', 'x'], "pyfidget info: --grid: 'x' is none of challenge, fidget, centers"),
    (['draw'], "pyfidget: 'draw' is none of render, opt, poster, info, text, graph, quadtree, passes, registers, outline, mesh, "
     'view, film, reference (see pyfidget --help)'),
])
def test_wrong_use_is_one_line_and_status_2(run, words, message):
    assert run(*words) == (2, '', message + '\n')


def test_info_counts(run):
    status, out, err = run('info', HEART)
    assert (status, err) == (0, '') and out.startswith('17 operations\n') and 'lowered: 15 entries' in out


def test_text_is_a_model(run, tmp_path):
    assert run('text', 'Hi', '-o', 'hi.vm') == (0, '', '')
    assert (tmp_path / 'hi.vm').read_text().endswith(text('Hi').to_vm())


@pytest.mark.parametrize('words', [['graph', HEART, '-o', 'g.dot'], ['quadtree', HEART, '-o', 'g.dot', '--size', '16']])
def test_drawings(run, tmp_path, words):
    assert run(*words) == (0, '', '')
    assert (tmp_path / 'g.dot').read_text().startswith('digraph')


@pytest.mark.slow
@pytest.mark.parametrize('words, made', [
    (['render', '--size', '9'], 'stdin.png'), (['reference', '--size', '9'], 'stdin.png'), (['graph', '-o', 'g.dot'], 'g.dot'),
    (['quadtree', '--size', '9', '-o', 'q.dot'], 'q.dot'), (['info'], None), (['passes', '--size', '9'], None),
])
def test_a_model_from_standard_input(tmp_path, words, made):
    def run(content):
        done = subprocess.run([sys.executable, '-m', 'pyfidget', words[0], '-', *words[1:]], input=content, cwd=tmp_path,
                              env={**os.environ, 'PYTHONPATH': ROOT}, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr.splitlines()[-1:]  # without a library, a line before it says so

    assert run(b'x var-y\nr neg q') == (1, b'', [b"<stdin>:2:7: undefined name 'q'"])
    status, out, _ = run(b'x var-y')
    assert status == 0 and bool(out) == (made is None)
    assert [path.name for path in tmp_path.iterdir()] == ([made] if made else [])


def test_passes_prints_a_table(run):
    status, out, err = run('passes', HEART, '--size', '16')
    assert (status, err) == (0, '') and out.startswith('level')


def test_help_names_every_command(run):
    status, out, err = run('--help')
    assert (status, err) == (0, '') and all(f'\n  {name} ' in out for name in command.COMMANDS)
    assert run() == (2, out, '')


@pytest.mark.parametrize('name', sorted(command.COMMANDS))
def test_every_command_has_help(run, name):
    status, out, err = run(name, '--help')
    assert (status, err) == (0, '') and out.startswith(f'usage: pyfidget {name} ')


def test_the_version_tells_of_the_library(run, monkeypatch):
    monkeypatch.setattr(command, 'NativeProgram', lambda *arguments: None)
    assert run('--version')[1].endswith(' (with the native library)\n')


@pytest.mark.slow
@pytest.mark.parametrize('words', [
    ['info', 'm.vm'], ['info', '--help'], ['render', '--help'], ['text', '--help'], ['graph', '--help'], ['--help'],
    ['--version'], ['passes', 'm.vm', '--size', '8'], ['text', 'A', '-o', '-'], ['render', 'm.vm', '-o', '-'],
], ids=' '.join)
def test_a_full_or_closed_standard_output_is_one_line(tmp_path, words):
    (tmp_path / 'm.vm').write_text('x var-x\n')
    code = f'import sys; sys.path.insert(0, {ROOT!r}); from pyfidget.host.command import main; main()'
    for opened, reason in (('> /dev/full', 'No space left on device'), ('>&-', 'Bad file descriptor')):
        done = subprocess.run(['sh', '-c', f'"$@" {opened}', 'sh', sys.executable, '-c', code, *words], cwd=tmp_path,
                              stderr=subprocess.PIPE, text=True, check=False)
        assert (done.returncode, done.stderr.count('\n')) == (1, 1), done.stderr
        assert done.stderr.endswith(f'cannot write standard output: {reason}\n')


@pytest.mark.slow
def test_a_model_without_an_end_is_one_line(run):
    told = 'pyfidget info: /dev/zero has more than 268435456 bytes: --largest-model BYTES allows them\n'
    assert run('info', '/dev/zero') == (1, '', told)


@pytest.mark.slow
@needs_library
def test_the_package_itself_is_the_command(tmp_path):
    def run_apart(*words):
        process = subprocess.run([sys.executable, '-m', 'pyfidget', *words], cwd=tmp_path, capture_output=True, text=True,
                                 env={**os.environ, 'PYTHONPATH': ROOT})
        return process.returncode, process.stdout, process.stderr

    assert run_apart('--version')[1].endswith(' (with the native library)\n')
    assert run_apart('render', HEART, '--size', '50', '-o', 'mine.pgm') == (0, '', '')
    assert untranslated(['prospero-c', HEART, '--size', '50', '-o', f'{tmp_path}/other.pgm']) == 0
    assert (tmp_path / 'mine.pgm').read_bytes() == (tmp_path / 'other.pgm').read_bytes()
    assert run_apart('draw')[0] == 2


@pytest.mark.parametrize('command', ['render', 'reference', 'info', 'graph', 'quadtree', 'passes'])
def test_every_command_that_reads_a_model_has_a_largest_one(run, tmp_path, command):
    size = os.path.getsize(HEART)
    status, out, err = run(command, HEART, '--largest-model', str(size - 1))
    assert (status, out, err.count('\n')) == (1, '', 1)
    assert err.endswith(f'has more than {size - 1} bytes: --largest-model BYTES allows them\n')
    assert list(tmp_path.iterdir()) == []
