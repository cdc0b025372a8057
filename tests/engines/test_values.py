"""The values that the quadtree finds are those of the definition, to the sign of a zero."""
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.values import Receiver, ValueQuadtree, find_all_values
from pyfidget.grid import CHALLENGE, CONVENTIONS, View, make_grid
from pyfidget.parser import parse
from pyfidget.passes.switches import NAMES, Switches
from tests.engines.pictures import ROOTS, SIGNED_ZEROS, UNIONS, views
from tests.models import picture
from tests.strategies import alike, programs, scaled

SIZES = [1, 2, 5, 8, 9, 16, 17, 23]
SWITCHES = [Switches(*flags) for flags in itertools.product([True, False], repeat=len(NAMES))]


class Table(Receiver):
    """Keeps the values; each pixel has one."""

    def __init__(self):
        self.values = {}

    def receive(self, column, row, value):
        assert (column, row) not in self.values
        self.values[column, row] = value


def by_definition(program, grid):
    table = Table()
    find_all_values(program, grid, table)
    return table.values


def by_quadtree(program, grid, switches, statistics=None):
    table = Table()
    ValueQuadtree(switches, statistics or Statistics(False)).find_values(program, grid, table)
    return table.values


def assert_same_values(program, grid, switches, expected):
    found = by_quadtree(program, grid, switches)
    assert sorted(found) == sorted(expected) == sorted(itertools.product(range(grid.width), range(grid.height)))
    assert [at for at in expected if not alike(found[at], expected[at])] == []


@scaled(150)
@given(programs(), st.sampled_from(SIZES), st.sampled_from(SIZES), st.integers(0, len(CONVENTIONS) - 1), views(),
       st.sampled_from(SWITCHES))
def test_the_values_are_those_of_the_definition(program, width, height, convention, view, switches):
    grid = make_grid(width, height, convention, view)
    assert_same_values(program, grid, switches, by_definition(program, grid))


@scaled(50)
@given(programs(), st.sampled_from(SIZES), views())
def test_the_definition_has_the_sign_of_the_picture(program, size, view):
    grid = make_grid(size, size, CHALLENGE, view)
    values = by_definition(program, grid)
    assert picture(render_scalar, program, grid) == [
        ''.join('#' if values[i, j] < 0.0 else '.' for i in range(size)) for j in range(size)]


@pytest.mark.parametrize('text', [SIGNED_ZEROS, ROOTS, UNIONS], ids=['signed zeros', 'roots', 'unions'])
def test_no_combination_of_passes_changes_a_value(text):
    program = parse(text, 'test.vm')
    grid = make_grid(21, 19, CHALLENGE, View())
    expected = by_definition(program, grid)
    assert len(set(expected.values())) > 10
    for switches in SWITCHES:
        assert_same_values(program, grid, switches, expected)


def test_regions_get_shorter_programs():
    statistics = Statistics(True)
    by_quadtree(parse(UNIONS, 'test.vm'), make_grid(64, 64, CHALLENGE, View()), Switches(), statistics)
    assert [level.regions for level in statistics.levels] == [1, 4, 16, 64]
    assert [level.evaluated for level in statistics.levels] == [0, 0, 0, 64]
    last = statistics.levels[-1]
    assert last.kept < last.before < 64 * statistics.levels[0].before
