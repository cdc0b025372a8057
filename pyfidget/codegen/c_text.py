"""A program as C: one function of a sample, and a main that writes the picture as PGM. It needs nothing but a C99 compiler, which
is not to fuse multiplications and additions (-ffp-contract=off), and draws the same picture, bit for bit: sin, exp and the like
are our own there, too, rounded to nearest, and of the C library's functions only those are called that have one right answer.

Every line of the function is an operation, with its number in the program; what nothing needs is left out.
"""
from pyfidget import operations, rawmem
from pyfidget.codegen.c_operations import EXPRESSIONS, NAMES
from pyfidget.codegen.c_pieces import definitions
from pyfidget.codegen.programs import needed_operations
from pyfidget.grid import CENTERS, FIDGET
from pyfidget.libm import INFINITY, is_nan
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, VAR_Z
from pyfidget.rpy import float_text

_INCLUDES = '''#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#if FLT_EVAL_METHOD == 2 || FLT_EVAL_METHOD == -1 || defined(__FAST_MATH__)
#error "doubles are to be computed as doubles: without -ffast-math, on x86 with -msse2 -mfpmath=sse"
#endif

'''

_MAIN = '''
static double at(long i, long count)  /* sample i of an axis of count pixels */
{
%s}

int main(void)
{
    printf("P5\\n%%d %%d\\n255\\n", WIDTH, HEIGHT);
    for (long j = 0; j < HEIGHT; j++)
        for (long i = 0; i < WIDTH; i++)
            putchar(value(%s, %s, %s) < 0.0 ? 255 : 0);
    return 0;
}
'''


def c_lines(program, title, width, height, convention, view):
    """The text, as a list of pieces. MemoryError."""
    needed = needed_operations(program)
    before, behind = definitions(_names_of_functions(program, needed))
    lines = ['/* %s, written by pyfidget.  cc -O2 -ffp-contract=off picture.c -lm -o picture && ./picture > picture.pgm */\n'
             % title,
             _INCLUDES,
             'enum { WIDTH = %d, HEIGHT = %d, SHORTER = %d };\n' % (width, height, min(width, height))]
    lines += before
    lines.append('\nstatic double value(double x, double y, double z)\n{\n')
    names = _variable_names(program)
    for i in range(program.size):
        if rawmem.get_int(needed, i) != 0 and (program.opcodes[i] > VAR_Z or program.opcodes[i] == CONST):
            lines.append('    const double %s = %s;  /* %s */\n' % (
                names[i], _expression(program, i, names), OPERATIONS[program.opcodes[i]].name))
    rawmem.free_lines(needed)
    lines.append('    (void)x, (void)y, (void)z;\n    return %s;\n}\n' % names[program.size - 1])
    x = _viewed('at(i, WIDTH)', view.center_x, view)
    y = _viewed('at(HEIGHT - 1 - j, HEIGHT)' if convention == FIDGET else '-at(j, HEIGHT)', view.center_y, view)
    lines.append(_MAIN % (_sample(convention), x, y, _number(view.z)))
    return lines + behind


def _names_of_functions(program, needed):
    """The functions that the operations are, each once, in the order of the table."""
    used = [False] * len(OPERATIONS)
    for i in range(program.size):
        if rawmem.get_int(needed, i) != 0:
            used[program.opcodes[i]] = True
    names = []
    for opcode in range(VAR_Z + 1, len(OPERATIONS)):
        name = OPERATIONS[opcode].name
        if used[opcode] and name not in EXPRESSIONS:
            names.append(NAMES.get(name, name))
    return names


def _variable_names(program):
    names = []
    for i in range(program.size):
        opcode = program.opcodes[i]
        names.append('v%d' % i if opcode == CONST or opcode > VAR_Z else 'xyz'[opcode - operations.VAR_X])
    return names


def _expression(program, i, names):
    opcode = program.opcodes[i]
    if opcode == CONST:
        return _number(program.constants[i])
    name = OPERATIONS[opcode].name
    a = names[program.first[i]]
    b = names[program.second[i]]
    call = NAMES.get(name, name) + ('(@)' if opcode < FIRST_BINARY else '(@, @)')
    return _filled(EXPRESSIONS.get(name, call), a, b)


def _filled(pattern, a, b):
    pieces = pattern.split('@')
    if len(pieces) == 2:
        return pieces[0] + a + pieces[1]
    return pieces[0] + a + pieces[1] + b + pieces[2]


def _number(value):
    """A double as C has it."""
    if is_nan(value):
        return 'NAN'
    if value == INFINITY:
        return 'INFINITY'
    if value == -INFINITY:
        return '-INFINITY'
    text = float_text(value)
    return text if '.' in text or 'e' in text else text + '.0'


def _viewed(sample, center, view):
    if view.center_x == 0.0 and view.center_y == 0.0 and view.scale == 1.0:
        return sample
    return '%s + %s * %s' % (_number(center), _number(view.scale), sample)


def _sample(convention):
    if convention == FIDGET:
        return '    return (i - count / 2.0) * 2.0 / SHORTER;\n'
    if convention == CENTERS:
        return '    return (i + 0.5 - count / 2.0) * 2.0 / SHORTER;\n'
    return '''    const double step = SHORTER > 1 ? 2.0 / (SHORTER - 1) : 0.0;
    if (count > SHORTER)
        return i * step - step * (count - 1) / 2.0;
    return i == count - 1 && i > 0 ? 1.0 : i * step - 1.0;
'''
