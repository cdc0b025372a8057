"""`opt`, untranslated: files, pipes and faults."""
import io
import os

import pytest

from pyfidget import cli
from pyfidget.optimiser.options import HELP
from tests.test_cli import run_apart

MODEL = u'x var-x\nc const 2\nd const 3\ne add c d\nm mul x e\nn neg m\nu neg x\nr max n u\n'
SHORT = '_0 var-x\n_1 const -5.0\n_2 mul _0 _1\n_3 neg _0\n_4 max _2 _3\n'


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Run in this process, in a fresh folder with a model in it; gives exit status, standard output, standard error."""
    monkeypatch.chdir(str(tmp_path))
    with io.open('m.vm', 'w') as model:
        model.write(MODEL)

    def run(*words):
        status = cli.main(['pyfidget', 'opt'] + list(words))
        captured = capfd.readouterr()
        return status, captured.out, captured.err
    return run


def test_the_program_goes_to_standard_output(run):
    assert run('m.vm') == (0, SHORT, '')


def test_or_to_a_file(run):
    assert run('m.vm', '-o', 'n.vm', '--passes=fold') == (0, '', '')
    with io.open('n.vm') as text:
        assert text.read() == '_0 var-x\n_1 const 5.0\n_2 mul _0 _1\n_3 neg _2\n_4 neg _0\n_5 max _3 _4\n'
    assert sorted(os.listdir('.')) == ['m.vm', 'n.vm']


def test_print_changes_nothing_but_names(run):
    status, out, err = run('m.vm', '--passes', 'print')
    assert (status, err) == (0, '')
    assert [line.split()[1] for line in out.splitlines()] == [line.split()[1] for line in MODEL.splitlines()]


def test_a_region(run):
    assert run('m.vm', '--region=-2,-1,0,0', '--passes=fold')[1] == '_0 var-x\n_1 const 5.0\n_2 mul _0 _1\n_3 neg _2\n'


@pytest.mark.slow
def test_a_pipe(tmp_path):
    status, out, err = run_apart(['opt', '-', '--passes=simplify'], stdin=run_apart(
        ['opt', '-', '--passes=fold'], stdin=MODEL.encode())[1])
    assert (status, out, err) == (0, SHORT.encode(), b'')


def test_help(run):
    assert run('--help') == (0, HELP, '')


@pytest.mark.parametrize('words, status, message', [
    (['no.vm'], 1, "pyfidget: cannot read 'no.vm': No such file or directory\n"),
    (['m.vm', '-o', 'no/n.vm'], 1, "pyfidget: cannot write 'no/n.vm': No such file or directory\n"),
    (['m.vm', '-o', './m.vm'], 2, "pyfidget: -o: './m.vm' is the model\n"),
    (['m.vm', '--largest-model', '9'], 1, "pyfidget: 'm.vm' has more than 9 bytes: --largest-model BYTES allows them\n"),
])
def test_faults(run, words, status, message):
    assert run(*words) == (status, '', message)


def test_a_fault_in_the_model(run):
    with io.open('m.vm', 'w') as model:
        model.write(u'x vor-x\n')
    assert run('m.vm') == (1, '', "m.vm:1:3: unknown operation 'vor-x'\n")
