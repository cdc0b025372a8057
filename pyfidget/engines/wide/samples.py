"""The coordinates of a picture's samples in raw memory, in the order that tiles read them.

A tile's row is 16 lanes. Packed to bits, the first lane of eight is the lowest bit of a byte, while on a canvas the lowest
bit is the last pixel of eight; so within each eight the columns lie the other way round: column i is at lane_of(i). Both axes
go on to a whole region of tiles with their last coordinate.
"""
from pyfidget.engines.wide.worker import REGION_SIDE


def lane_of(column):
    return column ^ 7


class Samples(object):
    """xs, ys: raw doubles, in the pool's lasting memory; width, height: pixels."""

    def __init__(self, grid, pool):
        self.width = grid.width
        self.height = grid.height
        self.xs = pool.lasting_doubles(_whole_regions(grid.width))
        for column in range(_whole_regions(grid.width)):
            self.xs[lane_of(column)] = grid.xs[min(column, grid.width - 1)]
        self.ys = pool.lasting_doubles(_whole_regions(grid.height))
        for row in range(_whole_regions(grid.height)):
            self.ys[row] = grid.ys[min(row, grid.height - 1)]


def _whole_regions(count):
    return (count + REGION_SIDE - 1) // REGION_SIDE * REGION_SIDE
