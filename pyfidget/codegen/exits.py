"""What code calls where an operation is no vector instruction: the *exit*, one piece of code that all units share.

It keeps every register that code uses, and calls a function of C with the operation and the frame's exchange. That function is
`apply_lanes`: a row of the elementary functions, and the very meanings of operations.py, lane by lane, for what else there is.
"""
from pyfidget import rawmem
from pyfidget.asm import encoder
from pyfidget.asm.encoder import R8, R9, R10, RAX, RCX, RDI, RDX, RSI, RSP, Assembler, at
from pyfidget.codegen.unit import EXCHANGE, LANES, REGISTERS, VECTOR
from pyfidget.operations import ATAN2, ROWS, apply_operation
from pyfidget.rpy import HAVE_RPYTHON, unrolling_iterable, we_are_translated

EXIT_BYTES = 512
_SAVED = REGISTERS * VECTOR

_rows = unrolling_iterable([(_operation, _row) for _operation, _row in sorted(ROWS.items()) if _operation != ATAN2])
_atan2_row = ROWS[ATAN2]

if HAVE_RPYTHON:
    from pyfidget.rpy import llhelper, lltype, rffi

    _FUNCTION = lltype.Ptr(lltype.FuncType([lltype.Signed, lltype.Signed], lltype.Void))


def write_exit_code(block, function):
    """Write the exit to a block of EXIT_BYTES; gives its size. function: the address of apply_lanes, or of what takes its place.

    It is called with the operation in eax, the frame in rdi, and a stack that is aligned once the call is made.
    """
    a = Assembler(block)
    kept = [RDI, RSI, RDX, RCX, R8, R9]
    for register in kept:
        a.push(register)
    a.add_large_constant(RSP, -_SAVED)
    for register in range(REGISTERS):
        a.vector_memory(encoder.VMOVUPD_STORE, register, 0, at(RSP, VECTOR * register))
    a.load_address(RSI, at(RDI, VECTOR * EXCHANGE))
    a.move(RDI, RAX)
    a.vzeroupper()
    a.move_word(R10, function)
    a.call(R10)
    for register in range(REGISTERS):
        a.vector_memory(encoder.VMOVUPD, register, 0, at(RSP, VECTOR * register))
    a.add_large_constant(RSP, _SAVED)
    for i in range(len(kept)):
        a.pop(kept[len(kept) - 1 - i])
    a.ret()
    return a.size


def apply_lanes(operation, exchange):
    """Replace the four doubles at an address by those of an operation on them and the four behind them."""
    values = rawmem.doubles_at_address(exchange)
    if operation == ATAN2:
        _atan2_row(LANES, values, 0, 0, LANES)
        return
    for case, row in _rows:
        if operation == case:
            row(LANES, values, 0, 0)
            return
    lane = 0
    while lane < LANES:
        values[lane] = apply_operation(operation, values[lane], values[LANES + lane])
        lane += 1


def address_of_apply_lanes():
    """Where it is in the program; untranslated nowhere."""
    if we_are_translated():
        return rffi.cast(lltype.Signed, llhelper(_FUNCTION, apply_lanes))
    return 0
