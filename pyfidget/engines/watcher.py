"""Observers of the quadtree engine, which draw what it did."""


class Watcher(object):
    """An observer: called with the outcome of each region, a region before its quarters. This one ignores it.

    depth   0 for the whole picture
    pixels  the region's pixels, a grid.Rectangle
    size    of the program that was analysed there, in operations
    kept    of the program that goes on
    """

    def decided(self, depth, pixels, size, is_inside):
        """The region is proven to lie inside, or else outside."""

    def divided(self, depth, pixels, size, kept):
        """The region is undecided; its quarters come next."""

    def evaluated(self, depth, pixels, size, kept):
        """The region is undecided and small: its pixels have been evaluated, they are on the canvas."""
