"""A program as one function of points: of three arrays of coordinates and one for the values."""
from pyfidget import rawmem
from pyfidget.asm.encoder import R8, RCX, RDX, RSI, at
from pyfidget.codegen.emission import free_registers, most_code
from pyfidget.codegen.memory import CodeMemory, widest_lanes
from pyfidget.codegen.programs import add_program, may_be_nan
from pyfidget.codegen.ssra import SINK_DEAD, allocate_ssra
from pyfidget.codegen.unit import add_leaf, begin, new_unit, release_unit
from pyfidget.interval import everything


class Function(object):
    """code: the address of the function (emission.py); 0 if there is none, on a processor without AVX2 or untranslated
    frame: of frame_doubles doubles, to be copied by whoever runs the code, in any thread. `release` frees both.
    lanes: points at a time
    """

    def __init__(self, program, machine_code):
        """machine_code: False for none, whatever the processor can run. MemoryError."""
        self.code = 0
        self.frame = rawmem.alloc_doubles(0)
        self.frame_doubles = 0
        self.lanes = widest_lanes()
        u = new_unit(program.size + 8, self.lanes)
        begin(u, 0)
        coordinates = [add_leaf(u, at(RSI, 0)), add_leaf(u, at(RDX, 0)), add_leaf(u, at(RCX, 0))]
        nans = may_be_nan(program, everything(), everything(), everything())
        add_program(u, program, nans, coordinates, at(R8, 0))
        rawmem.free_lines(nans)
        allocate_ssra(u, free_registers(u), SINK_DEAD)
        self.memory = CodeMemory(machine_code, self.lanes, most_code(u))
        self.code = self.memory.write(u, u.vector, u.vector, u.vector, u.vector)
        if self.code != 0:
            rawmem.set_bits(u.frame, 0, self.memory.exit_address)
            self.frame_doubles = u.lanes * u.slots
            rawmem.free_lines(self.frame)
            self.frame = rawmem.alloc_doubles(self.frame_doubles)
            copy_doubles(u.frame, self.frame, self.frame_doubles)
        release_unit(u)

    def release(self):
        self.memory.release()
        rawmem.free_lines(self.frame)


def copy_doubles(source, target, count):
    """To the bit: these may be masks and addresses."""
    i = 0
    while i < count:
        target[i] = source[i]
        i += 1
