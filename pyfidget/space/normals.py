"""Normals: the gradient at each visible voxel, by forward differentiation of the program at its world point, made as long as 1.

With each value go its derivatives by x, y and z. The definition does all operations in the program's order, by the rules of
derivatives.py. In a square of 64 x 64 pixels, and then in each of its tiles, what they choose there is found first, so that
fewer are left (choices.py). Of these 64 pixels at a time are computed so:

    values        of all operations
    backward      which derivatives the result needs: where a min, max, and, or takes the same argument at all of these pixels,
                  only that one's, which are its own; what is flat needs none
    derivatives   of those operations

No rounding differs, so that the bits are those of the definition. A normal of three zeros: there is nothing to be seen, or the
gradient is 0 or not finite. Raw memory only, but for what says otherwise.
"""
from pyfidget import rawmem
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, VAR_X, VAR_Z, apply_operation, meaning_of, op_div
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import unrolling_iterable
from pyfidget.space.choices import is_choice, shorten
from pyfidget.space.derivatives import CHOICES, DERIVATIVES, FACTORS, IS_FLAT, unit_component
from pyfidget.space.worker import AXES, GRADIENT_WORDS, POINTS, SIDE, SQUARE, SQUARE_PIXELS, SQUARE_TILES, use_steps

_NOBODY = -1

_unary = unrolling_iterable([(_opcode, meaning_of(_opcode)) for _opcode in range(VAR_Z + 1, FIRST_BINARY)])
_binary = unrolling_iterable([(_opcode, meaning_of(_opcode)) for _opcode in range(FIRST_BINARY, len(OPERATIONS))])
_rules = unrolling_iterable([(_opcode, FACTORS[_opcode], DERIVATIVES[_opcode]) for _opcode in range(VAR_Z + 1, len(OPERATIONS))
                             if IS_FLAT[_opcode] == '\0'])
_choices = unrolling_iterable(CHOICES)


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


# ---- 64 pixels at a time ----

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
    """The normals of a square's pixels, whose heights are there: by what is left of the program in the square, or in a tile."""
    count = _gather(w, left, top, right, bottom)
    use_steps(w, w.gradient_steps, w.gradient_constants, w.gradient_length)
    if w.gradient_choices == 0 or count <= POINTS:
        _find_some(w, 0, count)
        return
    length = shorten(w, w.gradient_steps, w.gradient_constants, w.gradient_length, w.shorter_steps, w.shorter_constants, 0, count)
    choices = w.choices_left
    tile = 0
    while tile < SQUARE_TILES:
        start = get_int(w.tile_starts, tile)
        end = get_int(w.tile_starts, tile + 1)
        use_steps(w, w.shorter_steps, w.shorter_constants, length)
        if choices > 0 and end - start >= POINTS // 2:
            left_over = shorten(
                w, w.shorter_steps, w.shorter_constants, length, w.shortest_steps, w.shortest_constants, start, end)
            use_steps(w, w.shortest_steps, w.shortest_constants, left_over)
        _find_some(w, start, end)
        tile += 1


def _gather(w, left, top, right, bottom):
    """The points of a square's pixels that have a height, tile by tile; the others have their normal. Gives how many."""
    count = 0
    tile = 0
    while tile < SQUARE_TILES:
        set_int(w.tile_starts, tile, count)
        tile_left = left + tile % (SQUARE // SIDE) * SIDE
        row = top + tile // (SQUARE // SIDE) * SIDE
        tile_right = min(tile_left + SIDE, right)
        tile_bottom = min(row + SIDE, bottom)
        while row < tile_bottom:
            column = tile_left
            while column < tile_right:
                pixel = row * w.width + column
                height = get_int(w.heights, pixel)
                if height > 0:
                    _put_point(w, count, w.xs[column], w.ys[row], w.zs[height - 1])
                    set_int(w.square_pixels, count, pixel)
                    count += 1
                else:
                    w.normals[3 * pixel] = w.normals[3 * pixel + 1] = w.normals[3 * pixel + 2] = 0.0
                column += 1
            row += 1
        tile += 1
    set_int(w.tile_starts, SQUARE_TILES, count)
    return count


def _put_point(w, i, x, y, z):
    axis = 0
    while axis < AXES:
        w.square_points[axis * SQUARE_PIXELS + i] = world_coordinate(w.matrix, axis, x, y, z)
        axis += 1


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
        i = 0
        while i < count:
            x = gradients[i]
            y = gradients[POINTS + i]
            z = gradients[2 * POINTS + i]
            pixel = get_int(w.square_pixels, start + i)
            normals[3 * pixel] = unit_component(x, x, y, z)
            normals[3 * pixel + 1] = unit_component(y, x, y, z)
            normals[3 * pixel + 2] = unit_component(z, x, y, z)
            i += 1
        start += count


def differentiate(w, count):
    """The gradients at the first points of `gradients`, in their place; the rest of these is made like the first before."""
    gradients = w.gradients
    axis = 0
    while axis < AXES * POINTS:
        i = count
        while i < POINTS:
            gradients[axis + i] = gradients[axis]
            i += 1
        axis += POINTS
    _find_values(w)
    _find_needed(w)
    _find_derivatives(w)
    last = get_int(w.gradient_same, w.used_length - 1) * (AXES * POINTS)
    i = 0
    while i < AXES * POINTS:
        gradients[i] = w.derivatives[last + i]
        i += 1


def _find_values(w):
    v = w.values
    steps = w.used_steps
    i = 0
    while i < w.used_length:
        opcode = steps[GRADIENT_WORDS * i]
        c = i * POINTS
        a = steps[GRADIENT_WORDS * i + 1] * POINTS
        b = steps[GRADIENT_WORDS * i + 2] * POINTS
        if opcode == CONST:
            _fill(v, c, w.used_constants[i])
        elif opcode <= VAR_Z:
            _copy(v, c, w.gradients, (opcode - VAR_X) * POINTS)
        elif opcode < FIRST_BINARY:
            for case, meaning in _unary:
                if opcode == case:
                    k = 0
                    while k < POINTS:
                        v[c + k] = meaning(v[a + k])
                        k += 1
        else:
            for case, meaning in _binary:
                if opcode == case:
                    k = 0
                    while k < POINTS:
                        v[c + k] = meaning(v[a + k], v[b + k])
                        k += 1
        i += 1


def _find_needed(w):
    """Mark the operations whose derivatives are needed. `gradient_same`: the one whose derivatives an operation's are, itself or
    an argument, which is resolved later, or _NOBODY if they are not needed."""
    steps = w.used_steps
    same = w.gradient_same
    i = 0
    while i < w.used_length:
        set_int(same, i, _NOBODY)
        i += 1
    i = w.used_length - 1
    set_int(same, i, i)
    while i >= 0:
        opcode = steps[GRADIENT_WORDS * i]
        if get_int(same, i) != _NOBODY and IS_FLAT[opcode] == '\0':
            a = steps[GRADIENT_WORDS * i + 1]
            b = steps[GRADIENT_WORDS * i + 2]
            taken = _count_first(w.values, opcode, a * POINTS, b * POINTS)
            if taken == POINTS:
                set_int(same, i, a)
                set_int(same, a, a)
            elif taken == 0:
                set_int(same, i, b)
                set_int(same, b, b)
            else:
                set_int(same, a, a)
                if opcode >= FIRST_BINARY:
                    set_int(same, b, b)
        i -= 1


def _count_first(v, opcode, a, b):
    """At how many pixels an operation takes its first argument; -1 if it is none that chooses."""
    for case, takes_first in _choices:
        if opcode == case:
            taken = 0
            k = 0
            while k < POINTS:
                taken += takes_first(v[a + k], v[b + k])
                k += 1
            return taken
    return -1


def _find_derivatives(w):
    steps = w.used_steps
    same = w.gradient_same
    d = w.derivatives
    i = 0
    while i < w.used_length:
        own = get_int(same, i)
        if own == i:
            opcode = steps[GRADIENT_WORDS * i]
            a = steps[GRADIENT_WORDS * i + 1]
            b = steps[GRADIENT_WORDS * i + 2]
            if IS_FLAT[opcode] != '\0':
                axis = 0
                while axis < AXES:
                    _fill(d, (AXES * i + axis) * POINTS, float(int(opcode == VAR_X + axis)))
                    axis += 1
            else:
                for case, factor, rule in _rules:
                    if opcode == case:
                        _apply(w, i, a, b if opcode >= FIRST_BINARY else a, factor, rule)
        elif own != _NOBODY:
            set_int(same, i, get_int(same, own))
        i += 1


def _apply(w, i, a, b, factor, rule):
    v = w.values
    d = w.derivatives
    factors = w.factors
    at = a * POINTS
    other = b * POINTS
    value = i * POINTS
    k = 0
    while k < POINTS:
        factors[k] = factor(v[at + k], v[other + k], v[value + k])
        k += 1
    first = get_int(w.gradient_same, a) * AXES * POINTS
    second = get_int(w.gradient_same, b) * AXES * POINTS
    target = i * AXES * POINTS
    axis = 0
    while axis < AXES * POINTS:
        k = 0
        while k < POINTS:
            d[target + axis + k] = rule(v[at + k], v[other + k], factors[k], d[first + axis + k], d[second + axis + k])
            k += 1
        axis += POINTS


def _fill(r, at, value):
    k = 0
    while k < POINTS:
        r[at + k] = value
        k += 1


def _copy(r, to, source, at):
    k = 0
    while k < POINTS:
        r[to + k] = source[at + k]
        k += 1


_apply._always_inline_ = True
