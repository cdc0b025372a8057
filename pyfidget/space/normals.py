"""Normals: the gradient at each visible voxel, by forward differentiation of the program at its world point, made as long as 1.

With each value go its derivatives by x, y and z. The definition does all operations in the program's order, by the rules of
derivatives.py. 64 pixels at a time are computed so:

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
from pyfidget.space.derivatives import CHOICES, DERIVATIVES, FACTORS, IS_FLAT, unit_component
from pyfidget.space.worker import POINTS

AXES = 3
_NOBODY = -1
_STEP_WORDS = 3  # operation, first, second

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
    """The operations of a Program, for all workers; `release` frees them."""

    def __init__(self, program):
        """MemoryError."""
        self.length = program.size
        self.words = rawmem.alloc_words(_STEP_WORDS * program.size)
        self.constants = rawmem.alloc_doubles(program.size)
        for i in range(program.size):
            self.words[_STEP_WORDS * i] = program.opcodes[i]
            self.words[_STEP_WORDS * i + 1] = program.first[i]
            self.words[_STEP_WORDS * i + 2] = program.second[i]
            self.constants[i] = program.constants[i]

    def release(self):
        rawmem.free_lines(self.words)
        rawmem.free_lines(self.constants)


def find_normals(w, row, left, right):
    """The normals of a row's pixels from `left` to `right` - 1, whose heights are there."""
    normals = w.normals
    pixel = row * w.width + left
    end = row * w.width + right
    while pixel < end:
        count = 0
        start = pixel
        while pixel < end and count < POINTS:
            height = get_int(w.heights, pixel)
            if height > 0:
                _put_point(w, count, w.xs[pixel - row * w.width], w.ys[row], w.zs[height - 1])
                count += 1
            pixel += 1
        if count > 0:
            differentiate(w, count)
        count = 0
        while start < pixel:
            if get_int(w.heights, start) > 0:
                x = w.gradients[count]
                y = w.gradients[POINTS + count]
                z = w.gradients[2 * POINTS + count]
                normals[3 * start] = unit_component(x, x, y, z)
                normals[3 * start + 1] = unit_component(y, x, y, z)
                normals[3 * start + 2] = unit_component(z, x, y, z)
                count += 1
            else:
                normals[3 * start] = normals[3 * start + 1] = normals[3 * start + 2] = 0.0
            start += 1


def _put_point(w, i, x, y, z):
    w.gradients[i] = world_coordinate(w.matrix, 0, x, y, z)
    w.gradients[POINTS + i] = world_coordinate(w.matrix, 1, x, y, z)
    w.gradients[2 * POINTS + i] = world_coordinate(w.matrix, 2, x, y, z)


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
    last = get_int(w.gradient_same, w.gradient_length - 1) * (AXES * POINTS)
    i = 0
    while i < AXES * POINTS:
        gradients[i] = w.derivatives[last + i]
        i += 1


def _find_values(w):
    v = w.values
    steps = w.gradient_steps
    i = 0
    while i < w.gradient_length:
        opcode = steps[_STEP_WORDS * i]
        c = i * POINTS
        a = steps[_STEP_WORDS * i + 1] * POINTS
        b = steps[_STEP_WORDS * i + 2] * POINTS
        if opcode == CONST:
            _fill(v, c, w.gradient_constants[i])
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
    steps = w.gradient_steps
    same = w.gradient_same
    i = 0
    while i < w.gradient_length:
        set_int(same, i, _NOBODY)
        i += 1
    i = w.gradient_length - 1
    set_int(same, i, i)
    while i >= 0:
        opcode = steps[_STEP_WORDS * i]
        if get_int(same, i) != _NOBODY and IS_FLAT[opcode] == '\0':
            a = steps[_STEP_WORDS * i + 1]
            b = steps[_STEP_WORDS * i + 2]
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
    steps = w.gradient_steps
    same = w.gradient_same
    d = w.derivatives
    i = 0
    while i < w.gradient_length:
        own = get_int(same, i)
        if own == i:
            opcode = steps[_STEP_WORDS * i]
            a = steps[_STEP_WORDS * i + 1]
            b = steps[_STEP_WORDS * i + 2]
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
