"""What code calls where an operation is no vector instruction: the *exit*, one piece of code that all units share.

It keeps every register that code uses, and calls a function of C with the operation and the frame's exchange. That function, one
for either number of lanes, applies a row of the elementary functions, or the very meanings of operations.py, lane by lane.
"""
from pyfidget import rawmem
from pyfidget.asm import encoder
from pyfidget.asm.encoder import R8, R9, R10, RAX, RCX, RDI, RDX, RSI, RSP, Assembler, at
from pyfidget.asm.evex import evex_memory_bytes, evex_prefixed, widened
from pyfidget.codegen.unit import AVX2_LANES, AVX512_LANES, EXCHANGE, registers_of
from pyfidget.operations import ATAN2, ROWS, apply_operation
from pyfidget.rpy import HAVE_RPYTHON, unrolling_iterable, we_are_translated

EXIT_BYTES = 1024

_rows = unrolling_iterable([(_operation, _row) for _operation, _row in sorted(ROWS.items()) if _operation != ATAN2])
_atan2_row = ROWS[ATAN2]

if HAVE_RPYTHON:
    from pyfidget.rpy import llhelper, lltype, rffi

    _FUNCTION = lltype.Ptr(lltype.FuncType([lltype.Signed, lltype.Signed], lltype.Void))


def write_exit_code(block, lanes, function):
    """Write the exit for vectors of so many lanes to a block of EXIT_BYTES; gives its size. function: the address of what it
    calls.

    It is called with the operation in eax, the frame in rdi, and a stack that is aligned once the call is made.
    """
    a = Assembler(block)
    kept = [RDI, RSI, RDX, RCX, R8, R9]
    for register in kept:
        a.push(register)
    vector = 8 * lanes
    registers = registers_of(lanes)
    a.add_large_constant(RSP, -vector * registers)
    for register in range(registers):
        _move(a, lanes, encoder.VMOVUPD_STORE, register)
    a.load_address(RSI, at(RDI, vector * EXCHANGE))
    a.move(RDI, RAX)
    a.vzeroupper()
    a.move_word(R10, function)
    a.call(R10)
    for register in range(registers):
        _move(a, lanes, encoder.VMOVUPD, register)
    a.add_large_constant(RSP, vector * registers)
    for i in range(len(kept)):
        a.pop(kept[len(kept) - 1 - i])
    a.ret()
    return a.size


def _move(a, lanes, instruction, register):
    """A register to its place on the stack, or from there."""
    place = at(RSP, 8 * lanes * register)
    if lanes == AVX512_LANES:
        word = evex_prefixed(widened(instruction), register, 0, RSP)
        operand = evex_memory_bytes(register, place)
        a.bytes(word, 5)
        a.bytes(operand, operand >> 56)
    else:
        a.vector_memory(instruction, register, 0, place)


def _make_apply(lanes):
    def apply_lanes(operation, exchange):
        """Replace the doubles at an address by those of an operation on them and as many behind them."""
        values = rawmem.doubles_at_address(exchange)
        if operation == ATAN2:
            _atan2_row(lanes, values, 0, 0, lanes)
            return
        for case, row in _rows:
            if operation == case:
                row(lanes, values, 0, 0)
                return
        lane = 0
        while lane < lanes:
            values[lane] = apply_operation(operation, values[lane], values[lanes + lane])
            lane += 1
    return apply_lanes


_apply_4_lanes = _make_apply(AVX2_LANES)
_apply_8_lanes = _make_apply(AVX512_LANES)


def address_of_apply(lanes):
    """Where what the exit calls is in the program; untranslated nowhere."""
    if we_are_translated():
        if lanes == AVX512_LANES:
            return rffi.cast(lltype.Signed, llhelper(_FUNCTION, _apply_8_lanes))
        return rffi.cast(lltype.Signed, llhelper(_FUNCTION, _apply_4_lanes))
    return 0
