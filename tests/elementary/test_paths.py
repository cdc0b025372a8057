"""Each path of the elementary functions alone: the fast one's error, the accurate one where the fast one would have answered."""
import pytest

from pyfidget.elementary import angles, arcs, circular, comparing, exponential, fixed, rows, series
from pyfidget.libm import is_finite
from tests.elementary.arguments import SPECIAL, arguments_of
from tests.elementary.test_rounding import FUNCTIONS
from tests.strategies import from_bits, same, to_bits

gmpy2 = pytest.importorskip('gmpy2')
from tools import hard_cases  # noqa: E402
from tools.hard_cases import nearest  # noqa: E402

ARGUMENTS = 5000

# Where each pair is asked for, and its bound.
PAIRS = {
    'exp': (exponential.exp_pair, lambda x: -745.0 < x < 709.0 and abs(x) > 2.0 ** -54, -68),
    'ln': (exponential.ln_pair, lambda x: 0.0 < x and x != 1.0, -67),
    'sin': (circular.sin_pair, lambda x: x > 2.0 ** -27, -67),
    'cos': (circular.cos_pair, lambda x: x > 2.0 ** -27, -67),
    'tan': (circular.tan_pair, lambda x: x > 2.0 ** -27, -65),
    'asin': (arcs.asin_pair, lambda x: 2.0 ** -27 < x < 1.0, -67),
    'acos': (arcs.acos_pair, lambda x: 2.0 ** -60 < abs(x) < 1.0, -67),
    'atan': (angles.atan_pair, lambda x: 2.0 ** -27 < x < 2.0 ** 60, -67),
    'atan2': (angles.point_pair,
              lambda y, x: 2.0 ** -500 < y < 2.0 ** 500 and 2.0 ** -60 < y / abs(x) < 2.0 ** 60, -67),
}
ACCURATE = {'exp': comparing.EXP, 'ln': comparing.LN, 'sin': comparing.SIN, 'cos': comparing.COS, 'tan': comparing.TAN,
            'asin': comparing.ASIN, 'acos': comparing.ACOS, 'atan': comparing.ATAN2, 'atan2': comparing.ATAN2}


def asked(name, count):
    """Arguments for which a function asks its fast path."""
    for arguments in arguments_of(name, count, seed=1):
        if all(map(is_finite, arguments)) and 0.0 not in arguments and PAIRS[name][1](*arguments):
            yield arguments


@pytest.mark.parametrize('name', sorted(PAIRS))
def test_a_pair_is_as_near_as_it_says(name):
    """Half of the bound at most, and there is the rounding of its end: so the test at the end never answers wrongly."""
    pair, _, bound = PAIRS[name]
    tried = 0
    with gmpy2.context(precision=300):
        for arguments in asked(name, ARGUMENTS):
            found = pair(*arguments)
            value = gmpy2.mpfr(found[0]) + gmpy2.mpfr(found[1])
            if len(found) > 2:
                value = gmpy2.mul_2exp(value, found[2]) if found[2] >= 0 else gmpy2.div_2exp(value, -found[2])
            truth = getattr(gmpy2, hard_cases.FUNCTIONS[name])(*arguments)
            assert abs(value / truth - 1) < gmpy2.mpfr(2) ** (bound - 1), arguments
            tried += 1
    assert tried > ARGUMENTS // 20


@pytest.mark.slow
@pytest.mark.parametrize('name', sorted(PAIRS))
def test_the_accurate_path_is_right_wherever_the_fast_one_answers(name):
    """It puts the value between the midpoints on either side of the nearest double."""
    for arguments in asked(name, ARGUMENTS // 5):
        value = abs(nearest(name, arguments))
        if not 0.0 < value < 1.7e308:
            continue
        a, b = arguments if name == 'atan2' else (arguments[0], 1.0)
        below = from_bits(to_bits(value) - 1)
        assert comparing.exceeds_midpoint(ACCURATE[name], a, b, below), arguments
        assert not comparing.exceeds_midpoint(ACCURATE[name], a, b, value), arguments
        assert comparing.nearest(ACCURATE[name], a, b, below) == value
        assert comparing.nearest(ACCURATE[name], a, b, value) == value


@pytest.mark.parametrize('count', comparing.PRECISIONS)
def test_series_are_as_near_as_they_say(count):
    """In each precision, within 2**27 units."""
    bits = fixed.BITS * (count - 1)
    unit = gmpy2.mpfr(2) ** (27 - bits)
    with gmpy2.context(precision=bits + 100):
        for x in [1e-9, 0.1, 0.7, 1.0, 1.5, 44.0, 700.0, 709.7]:
            w = fixed.limbs_of_thread()
            k = series.exp(w, 0, count, count, comparing.mantissa_of(x), comparing.exponent_of(x))
            assert abs(number(w, 0, count) - gmpy2.exp(gmpy2.mpfr(x)) / gmpy2.mpfr(2) ** k) < unit
            w = fixed.limbs_of_thread()
            quarters = series.turn(w, 2 * count, count, comparing.mantissa_of(x), comparing.exponent_of(x))
            series.sine_and_cosine(w, 0, count, 2 * count, count)
            sine, cosine = abs(gmpy2.sin(gmpy2.mpfr(x))), abs(gmpy2.cos(gmpy2.mpfr(x)))
            if quarters & 1:
                sine, cosine = cosine, sine
            assert abs(number(w, 0, count) - sine) < unit and abs(number(w, count, count) - cosine) < unit


def number(w, at, count):
    return sum((gmpy2.mpfr(w[at + i]) / gmpy2.mpfr(2) ** (fixed.BITS * i) for i in range(count)), gmpy2.mpfr(0))


@pytest.mark.parametrize('one, other, order', [
    ([1, 0, 0, 0], [0, (1 << 28) - 1, (1 << 28) - 2, 0], 1), ([1, 0, 0, 0], [0, (1 << 28) - 1, (1 << 28) - 1, 0], 0),
    ([1, 0, 2, 0], [1, 0, 0, 5], 1), ([1, 0, 1, 9], [1, 0, 0, 5], 0), ([0, 5, 0, 0], [3, 0, 0, 0], -1),
    ([1, 2, 3, 4], [1, 2, 3, 4], 0),
])
def test_an_order_is_given_where_it_is_beyond_the_error(one, other, order):
    w = one + other
    assert fixed.compare(w, 0, 4, 4) == order and fixed.compare(w, 4, 0, 4) == -order


def test_every_function_has_special_places():
    assert set(SPECIAL) == set(PAIRS)


ROWS = {'exp': rows.exp_row, 'ln': rows.ln_row, 'sin': rows.sin_row, 'cos': rows.cos_row, 'tan': rows.tan_row,
        'asin': rows.asin_row, 'acos': rows.acos_row, 'atan': rows.atan_row, 'atan2': rows.atan2_row}


@pytest.mark.slow
@pytest.mark.parametrize('name', sorted(ROWS))
def test_a_row_has_the_bits_of_the_function(name):
    """Also where it takes its argument's place."""
    arguments = list(arguments_of(name, 4096, seed=2))
    for start in range(0, len(arguments), 64):
        row = list(zip(*arguments[start:start + 64]))
        values = sum(map(list, row), [0.0] * 64)
        ROWS[name](64, values, 0, *range(64, len(values), 64))
        expected = [FUNCTIONS[name](*numbers) for numbers in arguments[start:start + 64]]
        assert all(map(same, values, expected))
        ROWS[name](64, values, 64, *range(64, len(values), 64))
        assert all(map(same, values[64:], expected))


@pytest.mark.parametrize('name', ['sin', 'cos'])
def test_a_row_of_sines_and_cosines_has_the_bits_of_both(name):
    """Also where one takes the argument's place."""
    arguments = [x for x, in arguments_of(name, 512, seed=3)]
    for start in range(0, len(arguments), 64):
        row = arguments[start:start + 64]
        expected = [[FUNCTIONS[function](x) for x in row] for function in ('sin', 'cos')]
        for sines, cosines in [(64, 128), (0, 64), (64, 0)]:
            values = row + [0.0] * 128
            rows.sin_and_cos_row(64, values, sines, cosines, 0)
            assert all(map(same, values[sines:], expected[0])) and all(map(same, values[cosines:], expected[1]))


@pytest.mark.parametrize('name', sorted(ROWS))
def test_rows_answer_themselves_where_the_fast_path_does(name, monkeypatch):
    """The slow way is for one in some thousands."""
    asked = []
    monkeypatch.setattr(rows, '_nan_bits', lambda value: asked.append(value != value) or 0)
    values = [i / 100.0 + 1e-9 for i in range(1, 65)] * 2 + [0.0] * 64
    ROWS[name](64, values, 128, *[0, 64][:2 if name == 'atan2' else 1])
    assert asked == [False] * 64
