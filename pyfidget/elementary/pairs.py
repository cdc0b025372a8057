"""Sums and products of two doubles with their rounding errors, which are doubles themselves; choices without a branch.

The source is T. J. Dekker, "A floating-point technique for extending the available precision" (1971), and for sums in any order
D. E. Knuth, "The Art of Computer Programming", volume 2, 4.2.2. All hold where nothing overflows and no error is below 2**-1074;
who calls keeps to magnitudes where that is so.
"""
from pyfidget.rpy import HAVE_RPYTHON, float_to_bits, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    # A processor that has a fused multiply-add gives the error in one instruction, and it is the same double.
    _HELPERS = ExternalCompilationInfo(post_include_bits=['''
        static inline double pyfidget_error_of_product(double a, double b, double product) {
        #if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
            return __builtin_fma(a, b, -product);
        #else
            double wide = a * 134217729.0, a_high = wide - (wide - a), a_low = a - a_high;
            double long_ = b * 134217729.0, b_high = long_ - (long_ - b), b_low = b - b_high;
            return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
        #endif
        }
        static inline double pyfidget_multiply_add(double a, double b, double c) {
        #if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
            return __builtin_fma(a, b, c);
        #else
            return a * b + c;
        #endif
        }
        static inline double pyfidget_if_less(double a, double b, double then, double otherwise) {
            return a < b ? then : otherwise;
        }
        static inline double pyfidget_if_equal(double a, double b, double then, double otherwise) {
            return a == b ? then : otherwise;
        }
        '''])
    _error_of_product = rffi.llexternal('pyfidget_error_of_product', [lltype.Float] * 3, lltype.Float, compilation_info=_HELPERS,
                                        _nowrapper=True, elidable_function=True, sandboxsafe=True)
    _multiply_add = rffi.llexternal('pyfidget_multiply_add', [lltype.Float] * 3, lltype.Float, compilation_info=_HELPERS,
                                    _nowrapper=True, elidable_function=True, sandboxsafe=True)
    _if_less, _if_equal = [
        rffi.llexternal(_name, [lltype.Float] * 4, lltype.Float, compilation_info=_HELPERS, _nowrapper=True,
                        elidable_function=True, sandboxsafe=True) for _name in ('pyfidget_if_less', 'pyfidget_if_equal')]

# 1.5 * 2**52: a sum with it is a whole number, rounded to nearest, whose last bits are the sum's own, also below 0.
TO_WHOLE = 6755399441055744.0
_SPLIT = 134217729.0  # 2**27 + 1


def as_bits(values):
    """A table of doubles as one of words: to the C compiler no store of a double changes it, so that loops may become vectors."""
    return [float_to_bits(value) for value in values]


def error_of_product(a, b, product):
    """a * b - product, where product is a * b rounded; magnitudes of a and b up to 2**995."""
    if we_are_translated():
        return _error_of_product(a, b, product)
    wide = a * _SPLIT
    a_high = wide - (wide - a)
    a_low = a - a_high
    wide = b * _SPLIT
    b_high = wide - (wide - b)
    b_low = b - b_high
    return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low)


def error_of_sum(a, b, total):
    """a + b - total, where total is a + b rounded."""
    from_b = total - a
    return (a - (total - from_b)) + (b - from_b)


def error_of_smaller(a, b, total):
    """As error_of_sum, for a 0 or of no smaller magnitude than b."""
    return (a - total) + b


def multiply_add(a, b, c):
    """a * b + c, rounded once or twice, whichever is quicker here: where it is exact, or part of a low part whose last bits don't
    count."""
    if we_are_translated():
        return _multiply_add(a, b, c)
    return a * b + c


# The toolchain makes branches of choices, and copies of what follows for constants; these stay what a vector instruction does.

def if_less(a, b, then, otherwise):
    """One number if a < b, else the other."""
    if we_are_translated():
        return _if_less(a, b, then, otherwise)
    return then if a < b else otherwise


def if_equal(a, b, then, otherwise):
    if we_are_translated():
        return _if_equal(a, b, then, otherwise)
    return then if a == b else otherwise


for _function in [error_of_product, error_of_sum, error_of_smaller, multiply_add, if_less, if_equal]:
    _function._always_inline_ = True
