"""Whole models: the pictures that numpy drew of other people's, and our own by both engines."""
import os

import pytest

from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.grid import CHALLENGE, View, make_grid
from pyfidget.passes.switches import Switches
from tests.conftest import ROOT
from tests.models import load, picture, raster_sha256, read_golden, square_grid

QUICK = 333 * 333  # pixels that the quadtree engine draws in a second or two, whatever the model
OWN_MODELS = sorted(name for name in os.listdir(os.path.join(ROOT, 'models')) if name.endswith('.vm'))


def quadtree():
    return Quadtree(Switches(), False, Statistics(False)).render


def wrong_lines(folder, lines, render):
    """Those of some lines of golden.txt that an engine draws differently."""
    wrong = []
    for line in lines:
        program = load(os.path.join(folder, line.model + '.vm'))
        drawn = picture(render, program, make_grid(line.width, line.height, CHALLENGE, View()))
        if (''.join(drawn).count('#'), raster_sha256(drawn)) != (line.white, line.sha256):
            wrong.append(line)
    return wrong


@pytest.mark.slow
def test_golden_pictures_by_quadtree(shared_models):
    lines = [line for line in read_golden(shared_models) if line.width * line.height <= QUICK]
    assert len(lines) >= 15
    assert wrong_lines(shared_models, lines, quadtree()) == []


def test_golden_pictures_by_scalar_evaluation(shared_models):
    """Every operation at every pixel: tiny pictures, and those of models of a few operations."""
    lines = [line for line in read_golden(shared_models) if line.width <= 17 or line.width == 64 and line.model in (
        'hi', 'quarter', 'tanglecube')]
    assert len(lines) == 7
    assert wrong_lines(shared_models, lines, render_scalar) == []


@pytest.mark.slow
@pytest.mark.parametrize('name', OWN_MODELS)
def test_our_own_models_by_both_engines(own_models, name):
    program = load(os.path.join(own_models, name))
    grid = square_grid(33 if program.size < 1000 else 16)
    drawn = picture(quadtree(), program, grid)
    assert drawn == picture(render_scalar, program, grid)
    assert '#' in ''.join(drawn) and '.' in ''.join(drawn)
