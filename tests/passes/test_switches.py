"""Which passes run."""
import pytest

from pyfidget.passes.switches import NAMES, Switches, UnknownPass, parse_switches


def running(switches):
    return [name for name in NAMES if getattr(switches, name)]


def test_every_pass_runs_by_default():
    assert running(Switches()) == NAMES


@pytest.mark.parametrize('text, names', [
    ('all', ['decide', 'fold', 'peephole', 'sign', 'dead']),
    ('none', []),
    ('fold', ['fold']),
    ('dead,decide', ['decide', 'dead']),
    ('all,-fold', ['decide', 'peephole', 'sign', 'dead']),
    ('all,-fold,-dead', ['decide', 'peephole', 'sign']),
    ('-fold', []),
    ('fold,fold', ['fold']),
    ('fold,-fold', []),
    ('-fold,fold', ['fold']),
    ('fold,none,sign', ['sign']),
    ('-sign,all', ['decide', 'fold', 'peephole', 'sign', 'dead']),
])
def test_a_list_is_read_from_left_to_right(text, names):
    assert running(parse_switches(text)) == names


@pytest.mark.parametrize('text, word', [
    ('', ''), ('all,', ''), ('all,,fold', ''), ('Fold', 'Fold'), ('-', '-'), ('--fold', '--fold'), ('-all', '-all'),
    ('fold, sign', ' sign'), ('all,-nonsense', '-nonsense'), ('foldsign', 'foldsign'),
])
def test_a_word_that_is_no_pass_is_named(text, word):
    with pytest.raises(UnknownPass) as fault:
        parse_switches(text)
    assert fault.value.name == word
