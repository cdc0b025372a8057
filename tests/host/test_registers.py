"""The comparison of allocators: a row for each, which says what the units say."""
import os

from pyfidget.codegen.ssra import SINKS
from pyfidget.host.registers import compare_allocators, table_lines
from pyfidget.host.view import View
from tests.conftest import ROOT
from tests.models import load


def rows_of(name):
    program = load(os.path.join(ROOT, 'models', name))
    return program, compare_allocators(program, View(64, 64, 0, 0.0, 0.0, 1.0, 0.0))


def test_every_allocator_and_policy_has_a_row_with_and_without_memoisation():
    _, rows = rows_of('draughts.vm')
    assert len({(row.lanes, row.allocator, row.sink, row.memoize) for row in rows}) == len(rows) == 4 * (len(SINKS) + 2)
    for row in rows:
        assert row.bytes > 0 and row.stores > 0 and row.instructions > row.loads + row.stores
        assert row.sunk == 0 or row.sink != 'none'


def test_the_table_has_a_line_for_each_row():
    program, rows = rows_of('heart.vm')
    lines = table_lines(rows, program.size)
    assert len(lines) == len(rows) + 1 and len({len(line) for line in lines}) == 1
