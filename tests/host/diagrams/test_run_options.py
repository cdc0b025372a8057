import pytest

from pyfidget.grid import CENTERS
from pyfidget.host.diagrams.run_options import RunParser


def read(*words):
    return RunParser('test', 'A test.').read(words)


def fault_of(capsys, *words):
    """The message behind the program's name."""
    with pytest.raises(SystemExit) as raised:
        read(*words)
    said = capsys.readouterr()
    assert (raised.value.code, said.out, said.err.count('\n')) == (2, '', 1)
    return said.err.split(': ', 1)[1].rstrip('\n')


def test_the_defaults_are_those_of_the_binary():
    run = read('folder/m.vm').run
    assert (run.model, run.width, run.height, run.view.scale) == ('folder/m.vm', 1024, 1024, 1.0)
    assert vars(run.switches) == dict.fromkeys(['decide', 'fold', 'peephole', 'sign', 'dead'], True)


def test_every_option_reaches_the_run():
    run = read('m.vm', '--width', '30', '--height=20', '--grid', 'centers', '--center', '-0.5,2', '--scale', '-3', '--z=7',
               '--passes', 'all,-sign').run
    assert (run.width, run.height, run.convention) == (30, 20, CENTERS)
    assert (run.view.center_x, run.view.center_y, run.view.scale, run.view.z) == (-0.5, 2.0, -3.0, 7.0)
    assert run.switches.decide and not run.switches.sign


def test_the_title_says_what_was_run():
    assert read('folder/m.vm').title == 'm.vm, 1024 × 1024 pixels'
    assert read('m.vm', '--width=3', '--height=4', '--z', '-1').title == 'm.vm, 3 × 4 pixels --z=-1'


@pytest.mark.parametrize('words, message', [
    (['m.vm', '--size', '0'], "--size: expected a whole number from 1 to 65536, not '0'"),
    (['m.vm', '--size', '☃'], "--size: expected a whole number from 1 to 65536, not '☃'"),
    (['m.vm', '--size=3', '--width=3', '--height=3'], 'give --size, or --width and --height, not both'),
    (['m.vm', '--center', '-1'], "--center: expected X,Y or X,Y,Z, not '-1'"),
    (['m.vm', '--scale', '0'], '--scale: must not be 0'),
    (['m.vm', '--z', 'inf'], "--z: 'inf' is not finite"),
    (['m.vm', '--passes', 'all,none,some'], "--passes: unknown pass 'some'"),
    ([''], "the model's file name is empty"),
    (['m.vm', '--threads', '2'], 'unrecognized arguments: --threads 2'),
])
def test_wrong_use_is_told_as_the_binary_does_and_in_one_line(capsys, words, message):
    assert fault_of(capsys, *words) == message
