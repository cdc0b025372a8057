"""What `info` counts is what there is."""
import pytest

from pyfidget.host.info import describe
from pyfidget.host.view import make_view
from pyfidget.parser import parse


def info_of(text, center=(0.0, 0.0), scale=1.0):
    return describe(parse(text, 'test.vm'), make_view(64, None, None, center, scale, 0.0, 'challenge'))


BLEND = 'x var-x\ny var-y\nk const 0.25\na sub x k\nb sub y k\nm min a b\nxy mul x y\ns add m xy\nt min s a\n'


def test_operations_and_entries_are_counted():
    info = info_of(BLEND)
    assert info.operations == {'sub': 2, 'min': 2, 'var-x': 1, 'var-y': 1, 'const': 1, 'mul': 1, 'add': 1}
    assert info.values['mul'] == info.values['min'] == 1 and info.comparisons == {'a < k': 2} and info.booleans == {'or': 1}
    lines = info.lines()
    assert lines[0] == '9 operations' and '          2 a < k' in lines and '      1 booleans' in lines
    assert f'lowered: {info.values.total() + 3} entries' in lines


@pytest.mark.parametrize('center, verdict', [((-10.0, 0.0), 'inside'), ((10.0, 0.0), 'outside')])
def test_what_lowering_decides_has_no_entries(center, verdict):
    info = info_of('x var-x\n', center)
    assert verdict in info.verdict or 'nothing' in info.verdict
    assert not info.values and not info.comparisons and not info.booleans
    assert info.lines()[-1] == f'lowered: {info.verdict}'


def test_an_entry_that_spreads_an_axis_is_named():
    assert info_of(BLEND).values['spread'] > 0
