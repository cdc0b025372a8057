"""The samples of a picture of space: columns and rows as of a flat picture, and voxels behind one another.

Voxel k of a pixel, 1 to depth, lies at the k-th sample of an axis of `depth` samples, by the same rule as the other axes; the
largest k is nearest to the viewer. So the depth says how fine voxels are, not how far they reach.
"""
from pyfidget.grid import View, axis, make_grid

DEEPEST = 65535  # voxels: a height fits 16 bits


class Lattice(object):
    """Voxel (i, j, k) lies at (xs[i], ys[j], zs[k - 1])."""
    _immutable_fields_ = ['width', 'height', 'depth', 'xs[*]', 'ys[*]', 'zs[*]']

    def __init__(self, width, height, depth, xs, ys, zs):
        self.width = width
        self.height = height
        self.depth = depth
        self.xs = xs
        self.ys = ys
        self.zs = zs


def make_lattice(width, height, depth, convention):
    """width, height: pixels; depth: voxels, 1 to DEEPEST."""
    grid = make_grid(width, height, convention, View())
    return Lattice(width, height, depth, grid.xs, grid.ys, axis(depth, convention))


def default_depth(width, height):
    """The longer side."""
    return min(max(width, height), DEEPEST)
