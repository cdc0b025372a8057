"""Running threaded kernels over a tape's values (asm/threaded_code.py)."""
from pyfidget import rawmem
from pyfidget.lowering.entries import ENTRY_WORDS, KERNEL_MASK, KERNEL_SHIFT
from pyfidget.machine import call

_WORD = 8  # bytes


def run_kernels(w, table, numbers, count, words, at, entry, values):
    """Let the kernels of a table, BOUND or COMPUTE, fill numbers, so many doubles by entry, from one value on; gives the first
    one that there is no kernel for, or where they end."""
    kernel = w.kernels[table + (words[at + ENTRY_WORDS * entry] >> KERNEL_SHIFT & KERNEL_MASK)]
    tape = rawmem.address_of(words) + _WORD * at
    first = rawmem.address_of(numbers)
    reached = call(kernel, first + _WORD * count * entry, tape + _WORD * ENTRY_WORDS * entry, tape + _WORD * ENTRY_WORDS * values,
                   rawmem.address_of(w.constants), first, rawmem.address_of(w.kernels) + _WORD * table)
    return (reached - tape) // (_WORD * ENTRY_WORDS)
