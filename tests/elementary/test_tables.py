"""The constants and tables are what tools/elementary_tables.py makes."""
import os

import pytest

from tests.conftest import ROOT

pytest.importorskip('mpmath')
from tools import elementary_tables  # noqa: E402


def test_the_tables_are_made_anew_to_the_byte(tmp_path):
    elementary_tables.main(str(tmp_path))
    names = os.listdir(str(tmp_path))
    assert len(names) == 6
    for name in names:
        with open(os.path.join(ROOT, 'pyfidget', 'elementary', name), 'rb') as file:
            assert file.read() == (tmp_path / name).read_bytes(), name
