"""The one door to rpython.*: every other file takes its RPython names from here.

Where the toolchain is absent (CPython 3, or a bare 2.7) the names below are stand-ins that do nothing or do the same in
plain Python, so that one source runs on CPython 3, on CPython 2.7 and translated. A function here that differs between
the worlds asks `we_are_translated()`: the annotator sees the translated branch alone.
"""
import struct

try:
    import rpython
    HAVE_RPYTHON = rpython is not None
except ImportError:
    HAVE_RPYTHON = False

if HAVE_RPYTHON:
    from rpython.rlib import rposix
    from rpython.rlib.jit import JitDriver, TraceLimitTooHigh, elidable, set_user_param
    from rpython.rlib.listsort import make_timsort_class
    from rpython.rlib.longlong2float import float2longlong, longlong2float
    from rpython.rlib.objectmodel import we_are_translated
    from rpython.rlib.rarithmetic import intmask, r_uint
    from rpython.rlib.rfloat import formatd, rstring_to_float
    from rpython.rlib.rgc import no_collect
    from rpython.rlib.unroll import unrolling_iterable
    from rpython.rtyper.annlowlevel import llhelper
    from rpython.rtyper.lltypesystem import lltype, rffi
    from rpython.translator.platform import CompilationError
    from rpython.translator.tool.cbuild import ExternalCompilationInfo
else:
    def we_are_translated():
        return False

    def intmask(value):
        """The value as a signed machine word of 64 bits."""
        value &= 0xFFFFFFFFFFFFFFFF
        return value - 0x10000000000000000 if value >> 63 else value

    def unrolling_iterable(items):
        return list(items)

    class JitDriver(object):
        """Stand-in: there is nothing to trace."""

        def __init__(self, **_names):
            pass

        def jit_merge_point(self, **_live):
            pass

        def can_enter_jit(self, **_live):
            pass

    def elidable(function):
        return function

    def no_collect(function):
        return function

    class TraceLimitTooHigh(Exception):
        pass

    def set_user_param(driver, parameters):
        raise ValueError


if HAVE_RPYTHON:
    _FloatSorter = make_timsort_class()

    try:
        from rpython.rlib import rzlib
    except CompilationError:  # zlib's header is not there
        rzlib = None

    # Bit-exact pictures forbid a fused multiply-add, which gcc uses by default where the processor has one; errno and
    # floating-point traps are never looked at, and without them sqrt and comparisons are single instructions. intmask
    # promises that integers wrap, which C does not. The flags belong to an external function, and the toolchain compiles
    # the whole program with those of any that is used. And loops of up to 16 steps are not to be unrolled before they could
    # become vector instructions. The toolchain's files that include the system's headers first see all that these declare
    # only if _GNU_SOURCE is set there already; GCC 14 refuses to call what is not declared.
    _EXACT = ExternalCompilationInfo(
        includes=['math.h'], libraries=['m'],
        compile_extra=['-D_GNU_SOURCE', '-ffp-contract=off', '-fno-math-errno', '-fno-trapping-math', '-fwrapv',
                       '--param', 'max-completely-peel-times=8', '-falign-loops=32'])

    # The C compiler's own, one instruction on most processors; of 64 bits also where a long has fewer.
    _count_trailing_zeros = rffi.llexternal('__builtin_ctzll', [lltype.Unsigned], rffi.INT, _nowrapper=True,
                                            elidable_function=True, sandboxsafe=True)
    _count_bits = rffi.llexternal('__builtin_popcountll', [lltype.Unsigned], rffi.INT, _nowrapper=True,
                                  elidable_function=True, sandboxsafe=True)

    def c_function(name, arity):
        """The C library's `double name(double, ...)`, called as it is: no errno, no exception, NaN and infinities come back."""
        return rffi.llexternal(name, [rffi.DOUBLE] * arity, rffi.DOUBLE, compilation_info=_EXACT,
                               _nowrapper=True, elidable_function=True, sandboxsafe=True)
else:
    def c_function(name, arity):
        """Absent: the callers in libm.py use Python's math module instead."""
        return None

_STRINGS_ARE_BYTES = str is bytes


def float_to_bits(value):
    """The 64 bits of a double as a signed word."""
    if we_are_translated():
        return float2longlong(value)
    return struct.unpack('<q', struct.pack('<d', value))[0]


def bits_to_float(bits):
    """The double of 64 bits, given as a signed word."""
    if we_are_translated():
        return longlong2float(bits)
    return struct.unpack('<d', struct.pack('<q', bits))[0]


def same_bits(one, other):
    """Whether two doubles are the same to the sign of a zero and the bits of a NaN."""
    return float_to_bits(one) == float_to_bits(other)


def lowest_bit(word):
    """The place of the lowest bit that is set in a word that is not 0."""
    if we_are_translated():
        return rffi.cast(lltype.Signed, _count_trailing_zeros(rffi.cast(lltype.Unsigned, word)))
    return (word & -word).bit_length() - 1


def without_lowest_bit(word):
    """A word without the lowest of the bits that are set in it."""
    return intmask(word & (word - 1))


without_lowest_bit._always_inline_ = True


def rotated(word, count):
    """A word of 64 bits turned to the left by 1 to 63 bits."""
    if we_are_translated():
        return intmask((r_uint(word) << count) | (r_uint(word) >> (64 - count)))
    return intmask(word << count | (word & 0xFFFFFFFFFFFFFFFF) >> (64 - count))


rotated._always_inline_ = True


def shifted_right(word, count):
    """The 64 bits of a word moved down, zeros behind them."""
    if we_are_translated():
        return intmask(r_uint(word) >> count)
    return (word & 0xFFFFFFFFFFFFFFFF) >> count


shifted_right._always_inline_ = True


def count_bits(word):
    """How many bits are set in a word."""
    if we_are_translated():
        return rffi.cast(lltype.Signed, _count_bits(rffi.cast(lltype.Unsigned, word)))
    return bin(word & 0xFFFFFFFFFFFFFFFF).count('1')


def parse_float(text):
    """The double nearest to a decimal numeral (digits, point, exponent); overflow gives an infinity."""
    if we_are_translated():
        return rstring_to_float(text)
    return float(text)


def float_text(value):
    """The shortest decimal text that reads back as the same double: '0.1', '1e-07', 'inf', 'nan'."""
    if we_are_translated():
        return formatd(value, 'r', 0, 2)
    return repr(value)


def fixed_text(value, digits):
    """The value with a fixed number of digits after the point: '3.14'."""
    if we_are_translated():
        return formatd(value, 'f', digits)
    return '%.*f' % (digits, value)


def is_utf8(text):
    """Whether a string of bytes is well-formed UTF-8."""
    try:
        if _STRINGS_ARE_BYTES:
            text.decode('utf-8')
        else:
            text.encode('latin-1').decode('utf-8')
    except UnicodeDecodeError:
        return False
    return True


def piece(text, start, stop):
    """text[start:stop], for bounds that are 0 or more though the annotator cannot see it."""
    assert 0 <= start <= stop
    return text[start:stop]


def sort_floats(values):
    """Sort a list of floats in place, rising."""
    if we_are_translated():
        _FloatSorter(values).sort()
    else:
        values.sort()
