"""Pictures in colour drawn in tests, and reduced to what the plain one shows."""
from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.values import ValueQuadtree, find_all_values
from pyfidget.image.canvas import Canvas
from pyfidget.passes.switches import Switches
from pyfidget.pictures.bands import BandPicture, fitting_width
from pyfidget.pictures.colours import INK, INSIDE, MUTED, PAPER
from pyfidget.pictures.regions import RegionPicture
from pyfidget.pictures.sheet import Sheet


def draw_regions(program, grid, early_exit=False):
    """The finished Sheet of a program's regions."""
    sheet = Sheet(grid.width, grid.height, False)
    canvas = Canvas(grid.width, grid.height)
    picture = RegionPicture(sheet, canvas, program.size)
    Quadtree(Switches(), early_exit, Statistics(False), picture).render(program, grid, canvas)
    picture.finish()
    canvas.release()
    return sheet


def draw_bands(program, grid, scale=1.0, by_definition=False):
    """The finished Sheet of a program's values."""
    sheet = Sheet(grid.width, grid.height, False)
    picture = BandPicture(sheet, fitting_width(program, grid, scale))
    if by_definition:
        find_all_values(program, grid, picture)
    else:
        ValueQuadtree(Switches(), Statistics(False)).find_values(program, grid, picture)
    picture.finish()
    return sheet


def indices(sheet):
    """The picture without its legend, as rows of colours' indices."""
    return [[sheet.painting.get(i, j) for i in range(sheet.width)] for j in range(sheet.height)]


def reduced(sheet):
    """The picture as rows of '#' (inside) and '.'; no colour of the two may be the same, and none is the legend's."""
    pixels = indices(sheet)
    palette = sheet.painting.palette
    used = set(index for row in pixels for index in row)
    inside = set(palette[index] for index in used if index & INSIDE)
    assert not inside & set(palette[index] for index in used if not index & INSIDE)
    assert not used & set([MUTED, PAPER, INK])
    return [''.join('#' if palette[index] in inside else '.' for index in row) for row in pixels]
