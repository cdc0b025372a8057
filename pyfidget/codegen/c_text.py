"""A program as C: one function of a sample, and a main that writes the picture as PGM. It needs nothing but a C99 compiler, which
is not to fuse multiplications and additions (-ffp-contract=off), and draws the same picture. sin, exp and the like are the C
library's there, which are not always rounded to nearest as ours: where a pixel hangs on their last bit, it may differ.

Every line of the function is an operation, with its number in the program; what nothing needs is left out.
"""
from pyfidget import operations
from pyfidget.codegen.programs import needed_operations
from pyfidget.grid import CENTERS, FIDGET
from pyfidget.libm import INFINITY, is_nan
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, VAR_Z
from pyfidget.rpy import float_text

# The meanings: an expression of arguments, each an @, or a function of that name, below.
_EXPRESSIONS = {
    'abs': 'fabs(@)', 'neg': '-@', 'sqrt': 'sqrt(@)', 'floor': 'floor(@)', 'ceil': 'ceil(@)', 'round': 'round(@)',
    'sin': 'sin(@)', 'cos': 'cos(@)', 'tan': 'tan(@)', 'asin': 'asin(@)', 'acos': 'acos(@)', 'atan': 'atan(@)',
    'exp': 'exp(@)', 'ln': 'log(@)', 'add': '@ + @', 'sub': '@ - @', 'mul': '@ * @', 'div': '@ / @',
    'atan2': 'atan2(@, @)',
}
_FUNCTIONS = {
    'square': 'double square(double a) { return a * a; }',
    'not': 'double not(double a) { return a == 0.0 ? 1.0 : 0.0; }',
    'min': 'double min(double a, double b) { return a < b || a != a ? a : b; }  /* the second of two equal ones */',
    'max': 'double max(double a, double b) { return a > b || a != a ? a : b; }',
    'compare': 'double compare(double a, double b) { return a < b ? -1.0 : a > b ? 1.0 : a == b ? 0.0 : NAN; }',
    'mod': 'double mod(double a, double b) { double r = fmod(a, b); return r < 0.0 ? r + fabs(b) : r; }',
    'and': 'double and(double a, double b) { return a == 0.0 ? a : b; }',
    'or': 'double or(double a, double b) { return a != 0.0 ? a : b; }',
    'rand': '''double rand_of(double a)
{
    uint64_t bits = (uint64_t)(hashed(single_bits(a)) >> 9) << 29 | 0x3FF0000000000000u;
    return double_of(bits) - 1.0;
}''',
    'mix': 'double mix(double a, double b) { return of_single_bits(hashed(single_bits(a) + hashed(single_bits(b)))); }',
}
_HASHES = '''
/* Bits of single precision, held in doubles: a double of them keeps even those of a NaN, as a signalling one. */
static uint64_t bits_of(double a) { uint64_t bits; memcpy(&bits, &a, 8); return bits; }
static double double_of(uint64_t bits) { double a; memcpy(&a, &bits, 8); return a; }

static uint32_t single_bits(double a)
{
    uint64_t bits = bits_of(a), magnitude = bits & 0x7FFFFFFFFFFFFFFFu, single;
    if (magnitude > 0x7FF0000000000000u)
        single = magnitude >> 51 & 1 ? 0x7FC00000u : 0x7F800000u | (magnitude >> 29 & 0x3FFFFFu) | (magnitude >> 28 & 1) << 22;
    else if (magnitude >= 0x3810000000000000u)
        single = (magnitude - 0x3800000000000000u + 0xFFFFFFFu + (magnitude >> 29 & 1)) >> 29;
    else
        single = bits_of(double_of(magnitude) + 0x1p-97) - 0x39E0000000000000u;
    if (single > 0x7F800000u && magnitude <= 0x7FF0000000000000u)
        single = 0x7F800000u;
    return magnitude > 0x7FF0000000000000u && magnitude >> 51 & 1 ? 0x7FC00000u : (uint32_t)(single | (bits >> 32 & 0x80000000u));
}

static double of_single_bits(uint32_t single)
{
    uint64_t magnitude = single & 0x7FFFFFFFu, bits = (magnitude << 29) + 0x3800000000000000u;
    if (magnitude < 0x800000u)
        bits = bits_of(double_of(magnitude + 0x39E0000000000000u) - 0x1p-97);
    if (magnitude >= 0x7F800000u)
        bits = 0x7FF0000000000000u | (magnitude & 0x3FFFFFu) << 29 | (magnitude >> 22 & 1) << 28;
    return double_of(bits | (uint64_t)(single & 0x80000000u) << 32);
}

static uint32_t hashed(uint32_t word)
{
    uint32_t state = word * 747796405u + 2891336453u;
    word = ((state >> ((state >> 28) + 4)) ^ state) * 277803737u;
    return word >> 22 ^ word;
}
'''
_NAMES = {'rand': 'rand_of'}  # the C library has functions of these names

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
    """The text, as a list of pieces."""
    needed = needed_operations(program)
    used = [False] * len(OPERATIONS)
    for i in range(program.size):
        if needed[i]:
            used[program.opcodes[i]] = True
    lines = ['/* %s, written by pyfidget.  cc -O2 -ffp-contract=off picture.c -lm -o picture && ./picture > picture.pgm */\n'
             % title,
             '#include <math.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <string.h>\n\n',
             'enum { WIDTH = %d, HEIGHT = %d, SHORTER = %d };\n' % (width, height, min(width, height))]
    if used[operations.RAND] or used[operations.MIX]:
        lines.append(_HASHES)
    lines.append('\n')
    for opcode in range(VAR_Z + 1, len(OPERATIONS)):
        if used[opcode] and OPERATIONS[opcode].name in _FUNCTIONS:
            lines.append('static %s\n' % _FUNCTIONS[OPERATIONS[opcode].name])
    lines.append('\nstatic double value(double x, double y, double z)\n{\n')
    names = _variable_names(program)
    for i in range(program.size):
        if needed[i] and (program.opcodes[i] > VAR_Z or program.opcodes[i] == CONST):
            lines.append('    const double %s = %s;  /* %s */\n' % (
                names[i], _expression(program, i, names), OPERATIONS[program.opcodes[i]].name))
    lines.append('    (void)x, (void)y, (void)z;\n    return %s;\n}\n' % names[program.size - 1])
    x = _viewed('at(i, WIDTH)', view.center_x, view)
    y = _viewed('at(HEIGHT - 1 - j, HEIGHT)' if convention == FIDGET else '-at(j, HEIGHT)', view.center_y, view)
    lines.append(_MAIN % (_sample(convention), x, y, _number(view.z)))
    return lines


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
    if opcode < FIRST_BINARY:
        return _filled(_EXPRESSIONS.get(name, _NAMES.get(name, name) + '(@)'), a, b)
    return _filled(_EXPRESSIONS.get(name, name + '(@, @)'), a, b)


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
