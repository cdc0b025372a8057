"""Comparing bounds to masks of lanes, the plain way; where there is machine code for it (asm/analysis.py) that is used instead.

    mask = lanes where it is true | lanes where it is false << 16

First each lane has a byte for true and one for false, which the C compiler can turn into vector instructions; then these are
packed. What is of x alone or of y alone is compared by strips, the 4 columns or rows of lanes, in the same form

    strips where it is true | strips where it is false << 16

and that becomes a mask of lanes afterwards. `count` is LANES or STRIPS: a function for each is made of it.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.truth import pack_flags, pack_half, pack_row
from pyfidget.engines.wide.worker import FALSE_SHIFT, LANES, STRIPS

_EACH_STRIP = (1 << STRIPS) - 1
_COLUMNS = 0x1111  # all lanes of the first column


def pack(count, flags, at):
    """Bytes for true and as many for false, as a mask of lanes, or of strips."""
    if count == LANES:
        return pack_row(flags, at) | pack_row(flags, at + LANES) << FALSE_SHIFT
    strips = pack_flags(flags, at)
    return strips & _EACH_STRIP | strips >> STRIPS << FALSE_SHIFT


def pack_one(count, flags, at):
    """Bytes for true alone."""
    if count == LANES:
        return pack_row(flags, at)
    return pack_half(flags, at)


def lanes_of_columns(columns):
    """The lanes of columns: 4 bits of each 16 to all 16 of these."""
    return columns * _COLUMNS


def lanes_of_rows(rows):
    """The lanes of rows: bit i of each 16 to bits 4 * i to 4 * i + 3."""
    rows = (rows | rows << 6) & 0x030303030303
    rows = (rows | rows << 3) & 0x111111111111
    return rows * _EACH_STRIP


pack._always_inline_ = True
pack_one._always_inline_ = True
lanes_of_columns._always_inline_ = True
lanes_of_rows._always_inline_ = True


def flag_below_constant(count, flags, f, v, a, k):
    i = 0
    while i < count:
        rawmem.set_flag(flags, f + i, v[a + count + i] < k)
        rawmem.set_flag(flags, f + count + i, v[a + i] >= k)
        i += 1


def flag_above_constant(count, flags, f, v, a, k):
    i = 0
    while i < count:
        rawmem.set_flag(flags, f + i, v[a + i] > k)
        rawmem.set_flag(flags, f + count + i, v[a + count + i] <= k)
        i += 1


def flag_less(count, flags, f, v, a, b):
    i = 0
    while i < count:
        rawmem.set_flag(flags, f + i, v[a + count + i] < v[b + i])
        rawmem.set_flag(flags, f + count + i, v[a + i] >= v[b + count + i])
        i += 1


def flag_greater(count, flags, f, v, a, b):
    i = 0
    while i < count:
        rawmem.set_flag(flags, f + i, v[a + i] > v[b + count + i])
        rawmem.set_flag(flags, f + count + i, v[a + count + i] <= v[b + i])
        i += 1


# Of a sum the columns are those of a, the rows those of b.

def flag_sum_below(flags, f, v, a, b, k):
    row = 0
    while row < STRIPS:
        lower = v[b + row]
        upper = v[b + STRIPS + row]
        i = 0
        while i < STRIPS:
            rawmem.set_flag(flags, f + i, v[a + STRIPS + i] + upper < k)
            rawmem.set_flag(flags, f + LANES + i, v[a + i] + lower >= k)
            i += 1
        f += STRIPS
        row += 1


def flag_sum_above(flags, f, v, a, b, k):
    row = 0
    while row < STRIPS:
        lower = v[b + row]
        upper = v[b + STRIPS + row]
        i = 0
        while i < STRIPS:
            rawmem.set_flag(flags, f + i, v[a + i] + lower > k)
            rawmem.set_flag(flags, f + LANES + i, v[a + STRIPS + i] + upper <= k)
            i += 1
        f += STRIPS
        row += 1


for _function in (pack, pack_one, flag_below_constant, flag_above_constant, flag_less, flag_greater):
    _function._annspecialcase_ = 'specialize:arg(0)'
