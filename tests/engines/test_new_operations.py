"""Operations that are added to the table are rendered by every engine, as many as the table has room for."""
import io
import os
import subprocess
import sys

import pytest

from pyfidget.loads import LOAD_Y
from pyfidget.operations import OPERATIONS, OPERATIONS_AT_MOST
from tests.conftest import ROOT

ROOM = (OPERATIONS_AT_MOST - LOAD_Y) // 2  # for as many of one argument as of two; loads stand behind them


def run(count):
    script = os.path.join(ROOT, 'tests', 'engines', 'with_operations.py')
    process = subprocess.Popen([sys.executable, script, str(count)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, errors = process.communicate()
    return process.returncode, out.decode(), errors.decode()


@pytest.mark.slow
@pytest.mark.parametrize('count', [1, 40, ROOM])
def test_every_engine_renders_with_more_operations(count):
    status, out, errors = run(count)
    assert status == 0, errors
    lines = [line.split() for line in out.splitlines()]
    assert [name for name, _, _ in lines] == ['scalar', 'quadtree', 'wide', 'compiled', 'points', 'voxels', 'space']
    assert len(set(digest for _, _, digest in lines[:5])) == 1 and lines[5][1:] == lines[6][1:]
    assert 0 < int(lines[0][1]) < 70 * 66 and 0 < int(lines[5][1]) < 20 * 18


def test_more_than_there_is_room_for_are_told_where_the_room_ends():
    status, _, errors = run(ROOM + 1)
    assert status != 0
    assert 'the table of operations is full' in errors


def test_the_recipe_names_every_file_that_has_a_row_for_each_operation():
    with io.open(os.path.join(ROOT, 'ARCHITECTURE.md'), encoding='utf-8') as page:
        recipe = page.read().split('- **An operation**')[1].split('- **A rewrite**')[0]
    package = os.path.join(ROOT, 'pyfidget')
    files = [os.path.join(folder, name) for folder, _, names in os.walk(package) for name in names if name.endswith('.py')]
    found = 0
    for path in files:
        with io.open(path, encoding='utf-8') as lines:
            source = lines.read()
        if all("'%s'" % row.name in source or "'%s_'" % row.name in source for row in OPERATIONS if row.arity):
            assert '`%s`' % os.path.relpath(path, package) in recipe
            found += 1
    assert found == 6
    assert '`codegen/c_operations.py`' in recipe  # which has most of them as functions of C
