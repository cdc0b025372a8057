"""Vector instructions of WebAssembly that its C compiler does not find by itself: 16 comparisons of sums, as 16 bits.

Only a program that is compiled for WebAssembly with 128-bit vectors has these; x86-64 has kernels of machine code (asm/).
"""
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    _HELPERS = ExternalCompilationInfo(includes=['stdint.h'], post_include_bits=['''
        #ifdef __wasm_simd128__
        #include <wasm_simd128.h>
        #define PYFIDGET_HAS_ROW_MASKS 1
        #define PYFIDGET_ROW_MASK(compare) \\
            v128_t addend = wasm_f64x2_splat(y), limit = wasm_f64x2_splat(k); \\
            uint32_t bits = 0; \\
            for (int i = 0; i < 16; i += 2) \\
                bits |= wasm_i64x2_bitmask(compare(wasm_f64x2_add(wasm_v128_load(row + i), addend), limit)) << i; \\
            return bits;
        #else
        #define PYFIDGET_HAS_ROW_MASKS 0
        #define PYFIDGET_ROW_MASK(compare) return 0;
        #endif
        static inline int64_t pyfidget_has_row_masks(void) { return PYFIDGET_HAS_ROW_MASKS; }
        static inline int64_t pyfidget_sums_below(double *row, double y, double k) { PYFIDGET_ROW_MASK(wasm_f64x2_lt) }
        static inline int64_t pyfidget_sums_above(double *row, double y, double k) { PYFIDGET_ROW_MASK(wasm_f64x2_gt) }
        '''])
    _has_row_masks = rffi.llexternal('pyfidget_has_row_masks', [], lltype.Signed, compilation_info=_HELPERS, _nowrapper=True)
    _sums_below, _sums_above = [
        rffi.llexternal(_name, [lltype.Ptr(rffi.CArray(lltype.Float)), lltype.Float, lltype.Float], lltype.Signed,
                        compilation_info=_HELPERS, _nowrapper=True) for _name in ('pyfidget_sums_below', 'pyfidget_sums_above')]


def has_row_masks():
    """Whether `sums_below` and `sums_above` are there; to the C compiler a constant. Untranslated they are not."""
    if we_are_translated():
        return _has_row_masks() != 0
    return False


def sums_below(values, index, y, k):
    """Of 16 numbers from an index on: a bit for each whose sum with y is below k, the first lowest."""
    if we_are_translated():
        return _sums_below(rffi.ptradd(values, index), y, k)
    return 0


def sums_above(values, index, y, k):
    """As sums_below, of those above k."""
    if we_are_translated():
        return _sums_above(rffi.ptradd(values, index), y, k)
    return 0
