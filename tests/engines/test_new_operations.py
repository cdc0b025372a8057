"""Operations that are added to the table are rendered by every engine, as many as the table has room for."""
import os
import subprocess
import sys

import pytest

from pyfidget.operations import OPERATIONS, OPERATIONS_AT_MOST
from tests.conftest import ROOT

ROOM = (OPERATIONS_AT_MOST - len(OPERATIONS)) // 2  # for as many of one argument as of two


def run(count):
    script = os.path.join(ROOT, 'tests', 'engines', 'with_operations.py')
    process = subprocess.Popen([sys.executable, script, str(count)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, errors = process.communicate()
    return process.returncode, out.decode(), errors.decode()


@pytest.mark.parametrize('count', [1, 40, ROOM])
def test_every_engine_renders_with_more_operations(count):
    status, out, errors = run(count)
    assert status == 0, errors
    lines = [line.split() for line in out.splitlines()]
    assert [name for name, _, _ in lines] == ['scalar', 'quadtree', 'wide', 'points']
    assert len(set(digest for _, _, digest in lines)) == 1
    assert 0 < int(lines[0][1]) < 70 * 66


def test_more_than_there_is_room_for_are_told_where_the_room_ends():
    status, _, errors = run(ROOM + 1)
    assert status != 0
    assert 'the table of operations is full' in errors
