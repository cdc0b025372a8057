"""Running the code of units for real, and replaying their steps."""
import ctypes
import mmap

import pytest

from pyfidget import rawmem
from pyfidget.codegen import emission, exits, unit
from pyfidget.codegen.instructions import LEAF, has_two
from pyfidget.codegen.steps import COMPUTE, IN_MEMORY, LOAD, STORE, first_of, kind_of, second_of, target_of, value_of
from pyfidget.operations import apply_operation
from tests.asm.conftest import has_avx2, has_features
from tests.strategies import from_bits, to_bits

LANES = [unit.AVX2_LANES, unit.AVX512_LANES]
_FUNCTION = ctypes.CFUNCTYPE(*[ctypes.c_uint64] * 7)


def _make_apply(lanes):
    @ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_int64)
    def apply(operation, exchange):
        """As what the exit calls, by words: a double that passes through ctypes may be made quiet."""
        words = (ctypes.c_uint64 * (2 * lanes)).from_address(exchange)
        values = [from_bits(word) for word in words]
        for lane in range(lanes):
            words[lane] = to_bits(apply_operation(operation, values[lane], values[lane + lanes]))
    return apply


class Machine(object):
    """Memory to run code from, with the exit in it."""

    def __init__(self, lanes):
        self.lanes = lanes
        if not has_avx2():
            pytest.skip('this processor has no AVX2, or /proc/cpuinfo does not say so')
        if lanes == unit.AVX512_LANES and not has_features('avx512f', 'avx512dq'):
            pytest.skip('this processor has no AVX-512, or /proc/cpuinfo does not say so')
        try:
            self.block = mmap.mmap(-1, 1 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS,
                                   prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        except EnvironmentError:
            pytest.skip('the system gives no memory that is both writable and executable')
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self.block))
        code = bytearray(exits.EXIT_BYTES + 8)
        self.apply = _make_apply(lanes)
        size = exits.write_exit_code(code, lanes, ctypes.cast(self.apply, ctypes.c_void_p).value)
        self.block[:size] = bytes(code[:size])

    def run(self, u, steps, xs, ys, zs, outs):
        """Run the code of a unit's steps for as many vectors as the words fill; gives `outs` vectors of words
        for each. steps: how far xs, ys, zs and out go on."""
        block = bytearray(emission.most_code(u) + 8)
        size = emission.write_code(u, block, *steps)
        assert size <= emission.most_code(u)
        start = exits.EXIT_BYTES
        self.block[start:start + size] = bytes(block[:size])
        return self._call(u, xs, ys, zs, outs * (len(xs) // self.lanes), len(xs) // self.lanes)

    def run_once(self, u, xs, ys):
        """Run it for one vector, with leaves anywhere in xs and ys; gives one vector of words."""
        block = bytearray(emission.most_code(u) + 8)
        size = emission.write_code(u, block, 0, 0, 0, 0)
        self.block[exits.EXIT_BYTES:exits.EXIT_BYTES + size] = bytes(block[:size])
        return self._call(u, xs, ys, [0], 1, 1)

    def _call(self, u, xs, ys, zs, outs, count):
        frame = (ctypes.c_uint64 * (u.lanes * u.slots))(*[to_bits(number) for number in u.frame[:u.lanes * u.slots]])
        out = (ctypes.c_uint64 * (u.lanes * outs))()
        arrays = [(ctypes.c_uint64 * len(words))(*words) for words in (xs, ys, zs)]
        _FUNCTION(self.address + exits.EXIT_BYTES)(*[ctypes.addressof(piece) for piece in [frame] + arrays + [out]] + [count])
        return list(out)


def forward(u):
    steps = [u.steps[i] for i in range(u.step_count)]
    return steps[::-1] if u.is_backward else steps


def replay(u, registers):
    """Replay the steps of a unit with values instead of numbers: each read is to get the value that the tape says. Gives what
    lies in memory in the end, by place."""
    def name(value):
        """Leaves of one coordinate have one place, and are the same."""
        return ('leaf', u.places[value]) if rawmem.get_int(u.opcodes, value) == LEAF else value

    held = {}
    memory = dict((u.places[value], name(value)) for value in range(u.size) if rawmem.get_int(u.opcodes, value) == LEAF)
    computed = set()
    for step in forward(u):
        value = value_of(step)
        assert target_of(step) < registers
        if kind_of(step) == LOAD:
            assert memory[u.places[value]] == name(value)
            held[target_of(step)] = name(value)
        elif kind_of(step) == STORE:
            assert held[target_of(step)] == name(value)
            memory[u.places[value]] = name(value)
        else:
            assert kind_of(step) == COMPUTE and value not in computed
            computed.add(value)
            arguments = [(u.first[value], first_of(step))]
            if has_two(u.opcodes[value]):
                arguments.append((u.second[value], second_of(step)))
            assert [register for _, register in arguments].count(IN_MEMORY) <= 1
            for argument, register in arguments:
                assert (memory[u.places[argument]] if register == IN_MEMORY else held[register]) == name(argument)
            held[target_of(step)] = name(value)
    return memory


def new_unit(size, lanes=unit.AVX2_LANES):
    """A unit for a program of so many operations, one or two results and the copies that they may take."""
    return unit.new_unit(size + 8, lanes)
