"""Operations on runs of numbers, a function each: those of which the C compiler makes no vector instructions by itself, because
they have cases or convert, or end in a call. The others' loops (engines/wide/pixels.py) are as good.

    function(frame, a, b, 0, out, vectors)      as emission.py has it; a constant lies in the frame, at CONSTANT
"""
from pyfidget.asm.encoder import R8, RDX, RSI, at
from pyfidget.codegen.emission import free_registers
from pyfidget.codegen.instructions import has_two
from pyfidget.codegen.memory import CodeMemory
from pyfidget.codegen.ssra import SINK_DEAD, allocate_ssra
from pyfidget.codegen.unit import (
    AVX2_LANES,
    FIRST_FREE,
    add_fixed,
    add_leaf,
    add_operation,
    add_result,
    begin,
    new_unit,
    release_unit,
    set_exit,
)
from pyfidget.lowering.entries import CODE_MASK, CONSTANT_VALUE, FORM_SHIFT, OPCODE_MASK, VALUE_CONSTANT, VALUES
from pyfidget.operations import AND, CEIL, COMPARE, DIV, FLOOR, MOD, NOT, OR, ROUND

CODES = [opcode | VALUES << FORM_SHIFT for opcode in (FLOOR, CEIL, ROUND, NOT, COMPARE, MOD, AND, OR)] + [
    DIV | VALUE_CONSTANT << FORM_SHIFT, DIV | CONSTANT_VALUE << FORM_SHIFT]
CONSTANT = FIRST_FREE  # a vector of the frame
LANES = AVX2_LANES
FRAME_DOUBLES = LANES * (FIRST_FREE + 1)
_CODE_BYTES = 1 << 13
_MOST = 8


def is_covered(operation):
    """Whether there is such a function for an entry of a tape (lowering/entries.py)."""
    return operation & CODE_MASK in CODES


class VectorFunctions(object):
    """addresses: a raw table, by an entry's operation and form; frame: what they need, to be copied for each thread. exist:
    whether there are any. `release` frees the code; the rest is the pool's."""

    def __init__(self, wanted, pool):
        """wanted: False for none, whatever the processor can run. MemoryError."""
        self.memory = CodeMemory(wanted, LANES, _CODE_BYTES)
        self.exist = self.memory.exists
        if not self.exist:
            return
        self.addresses = pool.lasting_words(CODE_MASK + 1)
        self.frame = pool.lasting_doubles(FRAME_DOUBLES)
        for i in range(CODE_MASK + 1):
            self.addresses[i] = 0
        u = new_unit(_MOST, LANES)
        for code in CODES:
            self.addresses[code] = self._function(u, code)
        set_exit(u, self.memory.exit_address)
        for i in range(FRAME_DOUBLES):
            self.frame[i] = u.frame[i]
        release_unit(u)

    def _function(self, u, code):
        write_operation(u, code)
        return self.memory.write(u, u.vector, u.vector, 0, u.vector)

    def release(self):
        self.memory.release()


def write_operation(u, code):
    """The unit of one operation, up to its steps."""
    begin(u, 0)
    constant = add_fixed(u)
    a = add_leaf(u, at(RSI, 0))
    b = add_leaf(u, at(RDX, 0))
    form = code >> FORM_SHIFT
    opcode = code & OPCODE_MASK
    if form == CONSTANT_VALUE:
        value = add_operation(u, opcode, constant, a)
    elif form == VALUE_CONSTANT:
        value = add_operation(u, opcode, a, constant)
    else:
        value = add_operation(u, opcode, a, b if has_two(opcode) else a)
    add_result(u, value, at(R8, 0))
    allocate_ssra(u, free_registers(u), SINK_DEAD)


def copy_frame(functions, frame):
    """Fill a thread's own frame."""
    i = 0
    while i < FRAME_DOUBLES:
        frame[i] = functions.frame[i]
        i += 1


def set_constant(frame, number):
    """Set the constant of the next call."""
    i = LANES * CONSTANT
    while i < FRAME_DOUBLES:
        frame[i] = number
        i += 1
