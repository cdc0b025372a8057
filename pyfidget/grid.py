"""Image size, view and convention -> the coordinates of every column and row.

Row 0 is the top of the picture, so that y falls from row to row. With n = min(width, height):

    challenge  the axis of n pixels runs from -1 to 1, both included, as numpy's linspace(-1, 1, n) does, bit for bit; the
               longer axis has the same step and its middle at 0
    fidget     x = (i - width / 2) * 2 / n and y = (height / 2 - 1 - j) * 2 / n: the column of zero is half the width, the last
               row is -1 where the height is n. Fidget itself computes them in single precision, which gives the same where n
               is a power of two
    centers    (i + 1/2 - count / 2) * 2 / n: the square [-1, 1] is cut into n x n pixels, each sampled in its middle

A window is some pixels of a picture that may be larger than any memory. Each has the coordinates that it has in the whole
picture, by the same operations on the same numbers, so that windows join to the bytes of the whole. Up to WIDEST, 2^31 - 1,
neighbours stay distinct: they are 2^-30 apart, doubles of [-1, 1] no more than 2^-53, and a coordinate takes three roundings. (A
view may bring them together, far from 0 or at a tiny scale, at any size.)
"""
CHALLENGE, FIDGET, CENTERS = range(3)
CONVENTIONS = ['challenge', 'fidget', 'centers']
LARGEST = 65536  # side of what is drawn at once, a picture or a window
WIDEST = 2147483647  # side of a picture that is drawn in windows


class View(object):
    """Where the picture looks: a sample that the convention puts at (x0, y0) is taken at
    (center_x + scale * x0, center_y + scale * y0), two rounded operations each, with the third coordinate z.

    The default view (0, 0, 1) leaves the convention's coordinates as they are, to the sign of a zero.
    """
    _immutable_fields_ = ['center_x', 'center_y', 'scale', 'z']

    def __init__(self, center_x=0.0, center_y=0.0, scale=1.0, z=0.0):
        self.center_x = center_x
        self.center_y = center_y
        self.scale = scale
        self.z = z


class Grid(object):
    """The samples of a picture: pixel (i, j), column i of row j, lies at (xs[i], ys[j], z).

    Along each axis the coordinates never change their direction, so that those of a run of pixels lie between the
    coordinates of its first and its last.
    """
    _immutable_fields_ = ['width', 'height', 'xs[*]', 'ys[*]', 'z']

    def __init__(self, width, height, xs, ys, z):
        self.width = width
        self.height = height
        self.xs = xs
        self.ys = ys
        self.z = z


class Rectangle(object):
    """Some pixels of a picture, never none: the columns left to right - 1 of the rows top to bottom - 1."""
    _immutable_fields_ = ['left', 'top', 'right', 'bottom']

    def __init__(self, left, top, right, bottom):
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom


def all_pixels(grid):
    return Rectangle(0, 0, grid.width, grid.height)


def make_grid(width, height, convention, view):
    """width, height: pixels, 1 to LARGEST; convention: CHALLENGE, FIDGET or CENTERS."""
    return make_window(width, height, convention, view, Rectangle(0, 0, width, height))


def make_window(width, height, convention, view, window):
    """The Grid of some pixels of a picture. width, height: of the whole, 1 to WIDEST; window: a Rectangle in it."""
    return _make_samples(width, height, convention, view, [i for i in range(window.left, window.right)],
                         [j for j in range(window.top, window.bottom)])


def make_corners(width, height, convention, view):
    """The four corners of a picture as a Grid of two columns and two rows: what spans them spans all its samples."""
    return _make_samples(width, height, convention, view, [0, width - 1], [0, height - 1])


def make_cells(width, height, convention, view, window, side):
    """Where the first and the last samples of cells lie: a window of a picture is cut into squares of `side` pixels, smaller ones
    at its right and bottom, and each has two columns and two rows of this Grid."""
    return _make_samples(width, height, convention, view, _ends_of_cells(window.left, window.right, side),
                         _ends_of_cells(window.top, window.bottom, side))


def _ends_of_cells(start, stop, side):
    ends = []
    while start < stop:
        ends.append(start)
        ends.append(min(start + side, stop) - 1)
        start += side
    return ends


def _make_samples(width, height, convention, view, columns, rows):
    """Those in some columns and rows of a picture."""
    shorter = min(width, height)
    xs = [_offset(i, width, shorter, convention) for i in columns]
    if convention == FIDGET:
        ys = [_offset(height - 1 - j, height, shorter, convention) for j in rows]
    else:
        ys = [-_offset(j, height, shorter, convention) for j in rows]
    if not (view.center_x == 0.0 and view.center_y == 0.0 and view.scale == 1.0):
        xs = [view.center_x + view.scale * x for x in xs]
        ys = [view.center_y + view.scale * y for y in ys]
    return Grid(len(xs), len(ys), xs, ys, view.z)


def axis(count, convention):
    """The coordinates of an axis of count pixels, rising, where no other one is shorter."""
    return [_offset(i, count, count, convention) for i in range(count)]


def _offset(i, count, shorter, convention):
    """The coordinate of pixel i of an axis of count pixels, rising with i."""
    if convention == FIDGET:
        return (i - count / 2.0) * 2.0 / shorter
    if convention == CENTERS:
        return (i + 0.5 - count / 2.0) * 2.0 / shorter
    step = 2.0 / (shorter - 1) if shorter > 1 else 0.0
    if count > shorter:
        return i * step - step * (count - 1) / 2.0
    if i == count - 1 and i > 0:
        return 1.0
    return i * step - 1.0
