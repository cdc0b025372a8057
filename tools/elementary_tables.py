"""Makes the constants and tables of pyfidget/elementary, with mpmath: the same bytes each time.

    python -m tools.elementary_tables [FOLDER]
"""
import os
import sys

import mpmath

from pyfidget.elementary.fixed import BITS

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'pyfidget', 'elementary')
WIDTH = 120
PRECISION = 3000  # bits

LIMBS = 48  # of comparing.py's highest precision
TWO_OVER_PI_LIMBS = 88  # what the largest double takes there


def pair(value):
    """A number as the sum of two doubles."""
    high = float(value)
    return high, float(value - high)


def cut(value, bits):
    """A number rounded to so many bits, as a double."""
    scale = mpmath.mpf(2) ** (bits - 1 - int(mpmath.floor(mpmath.log(abs(value), 2))))
    return float(mpmath.nint(value * scale) / scale)


def cut_at(value, bits):
    """A number rounded to so many bits behind the point, as a double."""
    return float(mpmath.nint(mpmath.ldexp(value, bits)) / mpmath.mpf(2) ** bits)


def parts(value, bits):
    """A number as a sum of three doubles, the first two of so many bits."""
    high = cut(value, bits)
    middle = cut(value - high, bits)
    return high, middle, float(value - high - middle)


def limbs(value, count):
    """A number in fixed point, rounded down: its whole part and count - 1 limbs behind the point."""
    whole = int(mpmath.floor(mpmath.ldexp(value, BITS * (count - 1))))
    return [whole >> BITS * place & (1 << BITS) - 1 for place in range(count - 1, -1, -1)]


def rows(name, values):
    """A list as Python text."""
    lines = ['%s = [' % name]
    line = '   '
    for value in values:
        word = ' %r,' % value
        if len(line) + len(word) > WIDTH:
            lines.append(line)
            line = '   '
        line += word
    return '\n'.join(lines + [line, ']']) + '\n'


def pair_rows(name, values):
    pairs = [pair(value) for value in values]
    return rows(name + '_HIGH', [high for high, _ in pairs]) + '\n' + rows(name + '_LOW', [low for _, low in pairs])


def constants():
    ln_2 = mpmath.log(2)
    lines = []
    ln_2_high = cut_at(ln_2, 42)
    lines.append('LN_2_HIGH, LN_2_LOW = %r, %r  # the first one a multiple of 2**-42' % (ln_2_high, float(ln_2 - ln_2_high)))
    lines.append('STEPS_IN_LN_2 = %r  # 256 / ln 2' % float(256 / ln_2))
    lines.append('LN_2_STEP_HIGH, LN_2_STEP_MIDDLE, LN_2_STEP_LOW = %r, %r, %r' % parts(ln_2 / 256, 34))
    lines.append('STEPS_IN_PI = %r  # 512 / pi' % float(512 / mpmath.pi))
    lines.append('PI_STEP_HIGH, PI_STEP_MIDDLE, PI_STEP_LOW = %r, %r, %r' % parts(mpmath.pi / 512, 33))
    lines.append('PI_STEP, PI_STEP_REST = %r, %r' % pair(mpmath.pi / 512))
    lines.append('HALF_PI_HIGH, HALF_PI_LOW = %r, %r' % pair(mpmath.pi / 2))
    lines.append('PI_HIGH, PI_LOW = %r, %r' % pair(+mpmath.pi))
    text = '\n'.join(lines) + '\n\n# In limbs of %d bits, the first one whole.\n' % BITS
    text += rows('LN_2_LIMBS', limbs(ln_2, LIMBS)) + rows('HALF_PI_LIMBS', limbs(mpmath.pi / 2, LIMBS))
    text += '\n# Behind the point alone.\n' + rows('TWO_OVER_PI_LIMBS', limbs(2 / mpmath.pi, TWO_OVER_PI_LIMBS + 1)[1:])
    return '"""ln 2, pi and what else the functions take, in pieces. Made by tools/elementary_tables.py."""\n' + text


def exp_table():
    return ('"""2**(k / 256) as sums of two doubles. Made by tools/elementary_tables.py."""\n'
            + pair_rows('POWERS', [mpmath.mpf(2) ** (mpmath.mpf(k) / 256) for k in range(256)]))


FIRST_OF_LN = mpmath.mpf(362) / 512  # where exponent and leading bits of a double, as a whole number, end in zeros


def reciprocal(at):
    """The c of ln's step `at`: of few bits, so that m * c - 1 is a double for every m of the step.

    There are 150 steps of 1/512 from FIRST_OF_LN to 1, and 106 of 1/256 from there on.
    """
    below_one = at < 150
    low = FIRST_OF_LN + mpmath.mpf(at) / 512 if below_one else 1 + mpmath.mpf(at - 150) / 256
    high = low + (mpmath.mpf(1) / 512 if below_one else mpmath.mpf(1) / 256)
    if at == 149 or at == 150:
        return mpmath.mpf(1)
    bits = 8 if below_one else 9
    c = mpmath.nint(mpmath.ldexp(2 / (low + high), bits)) / mpmath.mpf(2) ** bits
    assert max(abs(low * c - 1), abs(high * c - 1)) < mpmath.mpf(2) ** -8
    return c


def ln_table():
    values = [reciprocal(at) for at in range(256)]
    highs = [cut_at(-mpmath.log(c), 42) for c in values]
    lows = [float(-mpmath.log(c) - high) for c, high in zip(values, highs)]
    return ('"""c near 1/m for 256 steps of m from 0.70703125 to 1.4140625, and -ln c as sums of two doubles, the first one '
            'a multiple\nof 2**-42. The first 150 steps are of 1/512, the others of 1/256.\n\n'
            'Made by tools/elementary_tables.py.\n"""\n'
            + rows('RECIPROCALS', [float(c) for c in values]) + '\n' + rows('LOGARITHMS_HIGH', highs) + '\n'
            + rows('LOGARITHMS_LOW', lows))


def sine_table():
    quarter = [mpmath.sin(mpmath.pi * k / 512) for k in range(257)]
    return ('"""sin(k * pi / 512) as sums of two doubles, for k from 0 to 1279: a turn, and a quarter for the cosine.\n\n'
            'Made by tools/elementary_tables.py; the quarters are turned over here.\n"""\n'
            + pair_rows('_QUARTER', quarter) + '''

def _turn_and_quarter(quarter):
    half = quarter + quarter[-2:0:-1]
    turn = half + [-sine if sine != 0.0 else 0.0 for sine in half]
    return turn + turn[:256]


SINES_HIGH = _turn_and_quarter(_QUARTER_HIGH)
SINES_LOW = _turn_and_quarter(_QUARTER_LOW)
''')


def angle_table():
    return ('"""atan(k / 256) as sums of two doubles, for k from 0 to 256. Made by tools/elementary_tables.py."""\n'
            + pair_rows('ANGLES', [mpmath.atan(mpmath.mpf(k) / 256) for k in range(257)]))


def arc_table():
    sines = [mpmath.mpf(k) / 256 for k in range(183)]
    return ('"""asin(k / 256) and the root of 1 - (k / 256)**2 as sums of two doubles, for k from 0 to 182.\n\n'
            'Made by tools/elementary_tables.py.\n"""\n'
            + pair_rows('ARCS', [mpmath.asin(sine) for sine in sines]) + '\n'
            + pair_rows('COSINES', [mpmath.sqrt(1 - sine * sine) for sine in sines]))


FILES = {'angle_table.py': angle_table, 'arc_table.py': arc_table, 'constants.py': constants, 'exp_table.py': exp_table,
         'ln_table.py': ln_table, 'sine_table.py': sine_table}


def main(folder=FOLDER):
    with mpmath.workprec(PRECISION):
        for name, make in sorted(FILES.items()):
            with open(os.path.join(folder, name), 'w', encoding='ascii') as file:
                file.write(make())


if __name__ == '__main__':
    main(*sys.argv[1:])
