"""The command `pyfidget outline`, as its user sees it."""
import io
import re
import sys

import ezdxf
import numpy as np
import pytest

import pyfidget as pf
from pyfidget.host import command, cutting
from pyfidget.host.diagrams.command import Failure
from tests.conftest import ROOT
from tests.host.native import needs_library

pytestmark = needs_library
GEAR = f'{ROOT}/models/gear.vm'


@pytest.fixture
def run(monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, 'argv', ['pyfidget', 'outline', *words])
        with pytest.raises(SystemExit) as raised:
            command.main()
        out, err = capfd.readouterr()
        status = raised.value.code
        return (1, f'{err}{status}\n') if isinstance(status, str) else (status or 0, out + err)

    return run


def in_svg(text):
    polylines = [[list(map(float, point.split(','))) for point in piece.split()] for piece in re.findall('M (.*?) Z', text)]
    return [np.array(points) * (1, -1) for points in polylines]


def test_svg_has_every_point_to_the_last_bit(run, tmp_path):
    assert run(GEAR, '--size', '100', '--center', '0.1,0.2', '--scale', '0.9') == (0, '')
    expected = pf.load(GEAR).contours(100, center=(0.1, 0.2), scale=0.9)
    found = in_svg((tmp_path / 'gear.svg').read_text())
    assert len(found) == len(expected) > 1
    for one, other in zip(found, expected):
        assert np.array_equal(one, other)


def test_lengths_are_millimetres(run, tmp_path):
    assert run(GEAR, '--size', '100', '--unit', '50', '-o', 'gear.svg') == (0, '')
    text = (tmp_path / 'gear.svg').read_text()
    width = float(re.search('width="(.*?)mm"', text)[1])
    points = np.concatenate(pf.load(GEAR).contours(100))
    assert width == pytest.approx(50 * np.ptp(points[:, 0]) + 0.2, abs=1e-3)
    assert np.array_equal(in_svg(text)[0], pf.load(GEAR).contours(100)[0] * 50)


def test_dxf(run, tmp_path):
    assert run(GEAR, '--size', '100', '--unit', '25.4', '-o', 'gear.DXF') == (0, '')
    drawing = ezdxf.readfile(tmp_path / 'gear.DXF')
    assert not drawing.audit().has_errors and drawing.units == ezdxf.units.MM
    curves = list(drawing.modelspace())
    for curve, points in zip(curves, pf.load(GEAR).contours(100), strict=True):
        assert curve.closed and np.array_equal(np.array(curve.get_points('xy')), points * 25.4)


def test_without_ezdxf_there_is_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, 'ezdxf', None)
    with pytest.raises(Failure, match="a .dxf takes ezdxf: pip install 'pyfidget\\[cutting\\]' has it"):
        cutting.make_dxf([], 1.0)


def test_a_model_on_standard_input(run, tmp_path, monkeypatch):
    (tmp_path / 'in.vm').write_text(pf.circle(0, 0, 0.5).to_vm())
    with open(tmp_path / 'in.vm', 'rb') as file:
        monkeypatch.setattr(sys, 'stdin', io.TextIOWrapper(file))
        import os
        kept = os.dup(0)
        os.dup2(file.fileno(), 0)
        try:
            assert run('-', '--size', '64') == (0, '')
        finally:
            os.dup2(kept, 0)
            os.close(kept)
    assert len(in_svg((tmp_path / 'stdin.svg').read_text())) == 1


@pytest.mark.parametrize('words, answer', [
    (['none.vm'], (1, 'pyfidget outline: cannot read none.vm: No such file or directory\n')),
    ([GEAR, '-o', 'x.pdf'], (2, "pyfidget outline: -o: 'x.pdf' ends in none of .svg, .dxf\n")),
    ([GEAR, '--unit', '0'], (2, "pyfidget outline: --unit: expected a length above 0, not '0'\n")),
    ([GEAR, '--unit', 'mm'], (2, "pyfidget outline: --unit: expected a length above 0, not 'mm'\n")),
    ([GEAR, '--size', '0'], (2, "pyfidget outline: --size: expected a whole number from 1 to 65536, not '0'\n")),
    ([GEAR, '--passes', 'all'], (2, 'pyfidget outline: unrecognized arguments: --passes all\n')),
    ([GEAR, '-o', '/none/x.svg'], (1, 'pyfidget outline: cannot write /none/x.svg: No such file or directory\n')),
    ([GEAR, '--center', '9,9'], (0, f'pyfidget outline: nothing of {GEAR} is inside the picture\n')),
])
def test_wrong_use_is_one_line(run, words, answer):
    assert run(*words) == answer
