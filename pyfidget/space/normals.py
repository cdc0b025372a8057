"""Normals: the gradient at each visible voxel, by forward differentiation of the program at its world point, made as long as 1.

With each value go its derivatives by x, y and z. The definition does all operations in the program's order, by the rules of
derivatives.py. In a square of 64 x 64 pixels, and then in each of its tiles, what they choose there is found first, so that
fewer are left (choices.py); those are differentiated at 64 pixels at a time (gradients.py). No rounding differs, so that the bits
are those of the definition. A normal of three zeros: there is nothing to be seen, or the gradient is 0 or not finite. Raw memory
only, but for what says otherwise.
"""
from pyfidget import rawmem
from pyfidget.operations import CONST, FIRST_BINARY, VAR_X, VAR_Z, apply_operation, op_div
from pyfidget.rawmem import get_int, set_int
from pyfidget.space.choices import is_choice, shorten
from pyfidget.space.derivatives import DERIVATIVES, FACTORS, unit_component
from pyfidget.space.gradients import differentiate, make_units, use_steps
from pyfidget.space.worker import AXES, GRADIENT_WORDS, POINTS, SIDE, SQUARE, SQUARE_PIXELS, SQUARE_TILES


def world_coordinate(m, axis, x, y, z):
    """A coordinate of the world point of a sample, by the operations of orientation.py. m: the 16 entries."""
    coordinate = _row(m, 4 * axis, x, y, z)
    if m[12] == 0.0 and m[13] == 0.0 and m[14] == 0.0 and m[15] == 1.0:
        return coordinate
    return op_div(coordinate, _row(m, 12, x, y, z))


def _row(m, at, x, y, z):
    total = 0.0
    has_terms = False
    if m[at] != 0.0:
        total = m[at] * x
        has_terms = True
    if m[at + 1] != 0.0:
        total = total + m[at + 1] * y if has_terms else m[at + 1] * y
        has_terms = True
    if m[at + 2] != 0.0:
        total = total + m[at + 2] * z if has_terms else m[at + 2] * z
        has_terms = True
    if m[at + 3] != 0.0:
        total = total + m[at + 3] if has_terms else m[at + 3]
    return total


# ---- the definition ----

def gradient_at(program, point):
    """The gradient of a Program at a world point, three coordinates."""
    values = [0.0] * program.size
    derivatives = [[0.0] * program.size for _ in range(AXES)]
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            values[index] = program.constants[index]
        elif opcode <= VAR_Z:
            values[index] = point[opcode - VAR_X]
            derivatives[opcode - VAR_X][index] = 1.0
        else:
            first = program.first[index]
            second = program.second[index] if opcode >= FIRST_BINARY else first
            a = values[first]
            b = values[second]
            r = apply_operation(opcode, a, b)
            values[index] = r
            factor = FACTORS[opcode](a, b, r)
            for axis in range(AXES):
                derivatives[axis][index] = DERIVATIVES[opcode](
                    a, b, factor, derivatives[axis][first], derivatives[axis][second])
    return [derivatives[axis][program.size - 1] for axis in range(AXES)]


def normal_at(program, matrix, x, y, z):
    """The normal of a Program at a sample, which is seen through a matrix. Untranslated only: for whoever checks the others."""
    gradient = gradient_at(program, [world_coordinate(matrix, axis, x, y, z) for axis in range(AXES)])
    return [unit_component(component, gradient[0], gradient[1], gradient[2]) for component in gradient]


# ---- squares ----

class Steps(object):
    """The operations of a Program, for all workers, and how many of them choose; `release` frees them."""

    def __init__(self, program):
        """MemoryError."""
        self.length = program.size
        self.choices = len([opcode for opcode in program.opcodes if is_choice(opcode)])
        self.words = rawmem.alloc_words(GRADIENT_WORDS * program.size)
        self.constants = rawmem.alloc_doubles(program.size)
        for i in range(program.size):
            self.words[GRADIENT_WORDS * i] = program.opcodes[i]
            self.words[GRADIENT_WORDS * i + 1] = program.first[i]
            self.words[GRADIENT_WORDS * i + 2] = program.second[i]
            self.constants[i] = program.constants[i]

    def release(self):
        rawmem.free_lines(self.words)
        rawmem.free_lines(self.constants)


def find_normals(w, left, top, right, bottom):
    """The normals of a square's pixels, whose heights are there: by the program's live part in the square, or in a tile."""
    count = _gather(w, left, top, right, bottom)
    if count == 0:
        return
    _see_through_matrix(w, count)
    if w.gradient_choices == 0 or count <= POINTS:
        use_steps(w, w.gradient_steps, w.gradient_constants, w.gradient_length)
        _find_some(w, 0, count)
        return
    length = shorten(w, w.gradient_steps, w.gradient_constants, w.gradient_length, w.shorter_steps, w.shorter_constants, 0, count)
    if w.choices_left == 0:
        use_steps(w, w.shorter_steps, w.shorter_constants, length)
        _find_some(w, 0, count)
        return
    tile = 0
    while tile < SQUARE_TILES:
        start = get_int(w.tile_starts, tile)
        end = get_int(w.tile_starts, tile + 1)
        if end - start >= POINTS // 2:
            left_over = shorten(
                w, w.shorter_steps, w.shorter_constants, length, w.shortest_steps, w.shortest_constants, start, end)
            use_steps(w, w.shortest_steps, w.shortest_constants, left_over)
            _find_some(w, start, end)
        elif end > start:
            use_steps(w, w.shorter_steps, w.shorter_constants, length)
            _find_some(w, start, end)
        tile += 1


# ---- the points ----

def _gather(w, left, top, right, bottom):
    """The samples of a square's pixels that have a height, tile by tile; gives how many."""
    count = 0
    tile = 0
    while tile < SQUARE_TILES:
        set_int(w.tile_starts, tile, count)
        tile_left = left + tile % (SQUARE // SIDE) * SIDE
        tile_top = top + tile // (SQUARE // SIDE) * SIDE
        tile_right = min(tile_left + SIDE, right)
        tile_bottom = min(tile_top + SIDE, bottom)
        if tile_left < tile_right and tile_top < tile_bottom:
            missing = get_int(w.missing, tile_top // SIDE * w.tiles_across + tile_left // SIDE)
            if missing < (tile_right - tile_left) * (tile_bottom - tile_top):
                count = _gather_tile(w, count, tile_left, tile_top, tile_right, tile_bottom)
        tile += 1
    set_int(w.tile_starts, SQUARE_TILES, count)
    return count


def _gather_tile(w, count, left, top, right, bottom):
    """Each pixel is put behind those that are there, and stays there if it has a height: so there is no branch."""
    points = w.square_points
    row = top
    while row < bottom:
        y = w.ys[row]
        column = left
        while column < right:
            pixel = row * w.width + column
            height = get_int(w.heights, pixel)
            is_seen = int(height > 0)
            points[count] = w.xs[column]
            points[SQUARE_PIXELS + count] = y
            points[2 * SQUARE_PIXELS + count] = w.zs[height - is_seen]
            set_int(w.square_pixels, count, pixel)
            count += is_seen
            column += 1
        row += 1
    return count


def _see_through_matrix(w, count):
    """Make samples world points, by the operations of world_coordinate."""
    m = w.matrix
    points = w.square_points
    is_affine = m[12] == 0.0 and m[13] == 0.0 and m[14] == 0.0 and m[15] == 1.0
    start = 0
    while start < count:
        axis = 0
        while axis < AXES:
            _row_of_points(m, 4 * axis, points, start, w.gradients, axis * POINTS)
            axis += 1
        if not is_affine:
            _row_of_points(m, 12, points, start, w.factors, 0)
        axis = 0
        while axis < AXES:
            _put_points(points, axis * SQUARE_PIXELS + start, w.gradients, axis * POINTS, w.factors, is_affine)
            axis += 1
        start += POINTS


def _row_of_points(m, at, points, start, to, first):
    """As _row, of 64 points."""
    has_terms = False
    axis = 0
    while axis < AXES:
        factor = m[at + axis]
        source = axis * SQUARE_PIXELS + start
        if factor != 0.0:
            i = 0
            if has_terms:
                while i < POINTS:
                    to[first + i] += factor * points[source + i]
                    i += 1
            else:
                while i < POINTS:
                    to[first + i] = factor * points[source + i]
                    i += 1
            has_terms = True
        axis += 1
    last = m[at + 3]
    if not has_terms:
        i = 0
        while i < POINTS:
            to[first + i] = last if last != 0.0 else 0.0
            i += 1
    elif last != 0.0:
        i = 0
        while i < POINTS:
            to[first + i] += last
            i += 1


def _put_points(points, at, source, first, divisors, is_affine):
    i = 0
    if is_affine:
        while i < POINTS:
            points[at + i] = source[first + i]
            i += 1
    else:
        while i < POINTS:
            points[at + i] = op_div(source[first + i], divisors[i])
            i += 1


def _find_some(w, start, end):
    """The normals at a square's points from `start` to `end` - 1."""
    normals = w.normals
    gradients = w.gradients
    while start < end:
        count = min(end - start, POINTS)
        axis = 0
        while axis < AXES:
            i = 0
            while i < count:
                gradients[axis * POINTS + i] = w.square_points[axis * SQUARE_PIXELS + start + i]
                i += 1
            axis += 1
        differentiate(w, count)
        make_units(w)
        i = 0
        while i < count:
            pixel = get_int(w.square_pixels, start + i)
            normals[3 * pixel] = gradients[i]
            normals[3 * pixel + 1] = gradients[POINTS + i]
            normals[3 * pixel + 2] = gradients[2 * POINTS + i]
            i += 1
        start += count
