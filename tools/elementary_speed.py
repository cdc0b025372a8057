"""How long the elementary functions take beside the C library's: an RPython target, `make bench-elementary`.

For each function the least of 41 times, in nanoseconds a value: rows of 64 (elementary/rows.py), one after the other, and the C
library's; and for how many of 4096 random arguments the C library gives another double.
"""
import os

from pyfidget import rawmem
from pyfidget.elementary import angles, arcs, circular, exponential, rows
from pyfidget.rpy import c_function, fixed_text, same_bits
from pyfidget.system import now

NUMBERS = 4096
ROUNDS = 10
TIMES = 41
ROW = 64


def _make_benchmark(name, row, function, of_library, least, most):
    def by_rows(v):
        i = 0
        while i < NUMBERS:
            row(ROW, v, NUMBERS + i, i)
            i += ROW

    def by_function(v):
        i = 0
        while i < NUMBERS:
            v[2 * NUMBERS + i] = function(v[i])
            i += 1

    def by_library(v):
        i = 0
        while i < NUMBERS:
            v[3 * NUMBERS + i] = of_library(v[i])
            i += 1

    def benchmark(v):
        seed = 1
        for i in range(NUMBERS):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            v[i] = least + (most - least) * (seed / 2147483648.0)
        line = name
        for kind in range(3):
            best = 1e9
            for _ in range(TIMES):
                start = now()
                for _ in range(ROUNDS):
                    if kind == 0:
                        by_rows(v)
                    elif kind == 1:
                        by_function(v)
                    else:
                        by_library(v)
                best = min(best, now() - start)
            line += '  %s %s' % (['row', 'one', 'C'][kind], fixed_text(best * 1e9 / (ROUNDS * NUMBERS), 2))
        others = 0
        for i in range(NUMBERS):
            assert same_bits(v[NUMBERS + i], v[2 * NUMBERS + i])
            others += 0 if same_bits(v[3 * NUMBERS + i], v[2 * NUMBERS + i]) else 1
        os.write(1, line + '  other doubles %d\n' % others)
    return benchmark


_c_atan2 = c_function('atan2', 2)
_exp = _make_benchmark('exp ', rows.exp_row, exponential.exp, c_function('exp', 1), -10.0, 10.0)
_ln = _make_benchmark('ln  ', rows.ln_row, exponential.ln, c_function('log', 1), 0.0, 10.0)
_sin = _make_benchmark('sin ', rows.sin_row, circular.sin, c_function('sin', 1), -10.0, 10.0)
_cos = _make_benchmark('cos ', rows.cos_row, circular.cos, c_function('cos', 1), -10.0, 10.0)
_tan = _make_benchmark('tan ', rows.tan_row, circular.tan, c_function('tan', 1), -10.0, 10.0)
_asin = _make_benchmark('asin', rows.asin_row, arcs.asin, c_function('asin', 1), -1.0, 1.0)
_acos = _make_benchmark('acos', rows.acos_row, arcs.acos, c_function('acos', 1), -1.0, 1.0)
# The second argument of atan2 is a number.
_atan2 = _make_benchmark('atan2 of x and 0.7', lambda count, v, c, a: rows.atan2_row(count, v, c, a, 4 * NUMBERS),
                         lambda x: angles.atan2(x, 0.7), lambda x: _c_atan2(x, 0.7), -10.0, 10.0)
_atan = _make_benchmark('atan', rows.atan_row, angles.atan, c_function('atan', 1), -10.0, 10.0)


def _main(arguments):
    v = rawmem.alloc_doubles(4 * NUMBERS + ROW)
    for i in range(ROW):
        v[4 * NUMBERS + i] = 0.7
    _exp(v)
    _ln(v)
    _sin(v)
    _cos(v)
    _tan(v)
    _asin(v)
    _acos(v)
    _atan(v)
    _atan2(v)
    return 0


def target(driver, arguments):
    driver.exe_name = 'elementary-speed'
    return _main, None
