"""The functions for rows of numbers, in loops without a branch that the C compiler turns into vector instructions.

A step of a loop is the fast path alone. It gives NaN where that does not decide, or is not for the argument; those, one in some
thousands, are then given to the function itself, but for a NaN, of which each is NaN. So the bits are those of the function.
"""
from pyfidget.elementary import angles, arcs, circular, exponential
from pyfidget.elementary.pairs import if_equal, if_less
from pyfidget.libm import INFINITY, NAN, copysign
from pyfidget.rpy import HAVE_RPYTHON, bits_to_float, float_to_bits, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    _HELPERS = ExternalCompilationInfo(post_include_bits=['''
        static inline double *pyfidget_row(void) {
            static __thread double row[256] __attribute__((aligned(64)));
            return row;
        }
        '''])
    _row = rffi.llexternal('pyfidget_row', [], lltype.Ptr(rffi.CArray(lltype.Float)), compilation_info=_HELPERS, _nowrapper=True)

ROW_AT_MOST = 256
_BELOW_NORMAL = 2.0 ** -1022 - 2.0 ** -1074
_LARGEST_EXPONENT = 709.0
_FAR = 2.0 ** 60  # of atan's argument
_LARGE = 2.0 ** 500
_LEAST_RATIO = 2.0 ** -400  # far from where products have errors that are subnormal


def _row_of_thread():
    """Doubles that no other thread uses."""
    if we_are_translated():
        return _row()
    return [0.0] * ROW_AT_MOST


def _decided(high, low, bound):
    below = high + (low - bound)
    return if_equal(below, high + (low + bound), below, NAN)


def _exp(x):
    x = if_less(x, _LARGEST_EXPONENT, if_less(exponential.LEAST_NORMAL, x, x, NAN), NAN)
    high, low, power = exponential.exp_pair(x)
    return _decided(high, low, high * exponential.BOUND_OF_EXP) * bits_to_float((power + 1023) << 52)


def _ln(x):
    high, low = exponential.ln_pair_of(float_to_bits(x), 0)
    value = _decided(high, low, abs(high) * exponential.BOUND_OF_LN)
    # Of any other bits the pair is some number.
    return if_less(x, INFINITY, if_less(_BELOW_NORMAL, x, value, NAN), NAN)


def _sin(x):
    return _wave(abs(x), 0) * copysign(1.0, x)


def _cos(x):
    return _wave(abs(x), circular.QUARTER)


def _wave(a, ahead):
    a = if_less(a, circular.NEAR, a, NAN)
    k, r, r_low = circular.near_rest(a)
    high, low = circular.wave(k + ahead, r, r_low)
    # Where the wave is near 0 the error of the rest counts.
    return _decided(high, low, abs(high) * circular.BOUND_OF_WAVE + a * circular.ERROR_OF_REST)


def _sin_and_cos(x):
    a = abs(x)
    a = if_less(a, circular.NEAR, a, NAN)
    k, r, r_low = circular.near_rest(a)
    high, low, other_high, other_low = circular.waves(k, r, r_low)
    error = a * circular.ERROR_OF_REST
    sine = _decided(high, low, abs(high) * circular.BOUND_OF_WAVE + error)
    return sine * copysign(1.0, x), _decided(other_high, other_low, abs(other_high) * circular.BOUND_OF_WAVE + error)


def _tan(x):
    a = abs(x)
    a = if_less(a, circular.NEAR, a, NAN)
    k, r, r_low = circular.near_rest(a)
    high, low = circular.tan_pair_of(k, r, r_low)
    error = a * circular.ERROR_OF_REST * (1.0 + high * high)
    return _decided(high, low, abs(high) * circular.BOUND_OF_TAN + error) * copysign(1.0, x)


def _atan(x):
    a = abs(x)
    high, low = angles.atan_pair(if_less(a, _FAR, a, NAN))
    return _decided(high, low, high * angles.BOUND) * copysign(1.0, x)


def _asin(x):
    a = abs(x)
    high, low = arcs.asin_pair(if_less(a, 1.0, a, NAN))
    return _decided(high, low, high * arcs.BOUND) * copysign(1.0, x)


def _acos(x):
    high, low = arcs.acos_pair(if_less(abs(x), 1.0, x, NAN))
    return _decided(high, low, high * arcs.BOUND)


def _atan2(y, x):
    v = abs(y)
    u = abs(x)
    small = if_less(v, u, v, u)
    large = if_less(v, u, u, v)
    large = if_less(large, _LARGE, large, NAN)
    # A zero is exact. What is next to it may have products whose errors are subnormal.
    least = if_equal(small, 0.0, 1.0 / _LARGE, if_less(large * _LEAST_RATIO, small, 1.0 / _LARGE, INFINITY))
    high, low = angles.point_pair(if_less(least, large, y, NAN), if_less(least, large, x, NAN))
    return _decided(high, low, high * angles.BOUND) * copysign(1.0, y)


def _nan_bits(value):
    """0 for a number that is not infinite: what the loops gather to know whether there was a NaN."""
    return float_to_bits(value - value)


def _copy(count, v, c, t, first):
    i = 0
    while i < count:
        v[c + i] = t[first + i]
        i += 1


def _make_row(step, function):
    def row(count, v, c, a):
        """Puts the values of `count` numbers from v[a] on at v[c] and on; count: a constant, up to ROW_AT_MOST."""
        t = _row_of_thread()
        undecided = 0
        i = 0
        while i < count:
            value = step(v[a + i])
            t[i] = value
            undecided |= _nan_bits(value)
            i += 1
        if undecided != 0:
            i = 0
            while i < count:
                if t[i] != t[i] and v[a + i] == v[a + i]:
                    t[i] = function(v[a + i])
                i += 1
        _copy(count, v, c, t, 0)
    row._annspecialcase_ = 'specialize:arg(0)'
    return row


def sin_and_cos_row(count, v, s, c, a):
    """The sines of `count` numbers from v[a] on at v[s] and on, their cosines at v[c]; count: up to half of ROW_AT_MOST."""
    t = _row_of_thread()
    undecided = 0
    i = 0
    while i < count:
        sine, cosine = _sin_and_cos(v[a + i])
        t[i] = sine
        t[count + i] = cosine
        undecided |= _nan_bits(sine) | _nan_bits(cosine)
        i += 1
    if undecided != 0:
        i = 0
        while i < count:
            x = v[a + i]
            if t[i] != t[i] and x == x:
                t[i] = circular.sin(x)
            if t[count + i] != t[count + i] and x == x:
                t[count + i] = circular.cos(x)
            i += 1
    _copy(count, v, s, t, 0)
    _copy(count, v, c, t, count)


def atan2_row(count, v, c, a, b):
    """The same for the angles of points, y at v[a] and on, x at v[b]."""
    t = _row_of_thread()
    undecided = 0
    i = 0
    while i < count:
        value = _atan2(v[a + i], v[b + i])
        t[i] = value
        undecided |= _nan_bits(value)
        i += 1
    if undecided != 0:
        i = 0
        while i < count:
            if t[i] != t[i] and v[a + i] == v[a + i] and v[b + i] == v[b + i]:
                t[i] = angles.atan2(v[a + i], v[b + i])
            i += 1
    _copy(count, v, c, t, 0)


sin_and_cos_row._annspecialcase_ = 'specialize:arg(0)'
atan2_row._annspecialcase_ = 'specialize:arg(0)'

exp_row = _make_row(_exp, exponential.exp)
ln_row = _make_row(_ln, exponential.ln)
sin_row = _make_row(_sin, circular.sin)
cos_row = _make_row(_cos, circular.cos)
tan_row = _make_row(_tan, circular.tan)
asin_row = _make_row(_asin, arcs.asin)
acos_row = _make_row(_acos, arcs.acos)
atan_row = _make_row(_atan, angles.atan)

_copy._annspecialcase_ = 'specialize:arg(0)'
for _function in [_nan_bits, _decided, _exp, _ln, _sin, _cos, _sin_and_cos, _wave, _tan, _atan, _asin, _acos, _atan2]:
    _function._always_inline_ = True
