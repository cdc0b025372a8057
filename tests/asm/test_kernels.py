"""The kernels, run for real, say to the bit what the loops say that they stand for, and touch nothing else."""
import ctypes
import mmap
import platform
import random
import re
import struct
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.asm.kernels import ANALYSE, CODE_BYTES, COLUMNS, COMBINE, KERNELS, ROWS, TILES, TURN, Kernels
from pyfidget.engines.wide import analyse, truth
from pyfidget.engines.wide.needed import turn_over
from pyfidget.engines.wide.worker import BLOCK, BOUNDS, FALSE_SHIFT, LANES, PIXELS, SIDE, TRUTH_WORDS
from pyfidget.lowering.entries import ABOVE_CONSTANT, BELOW_CONSTANT, LESS, SUM_ABOVE, SUM_BELOW
from tests.strategies import doubles, scaled, to_bits

SIMPLE = [BELOW_CONSTANT, ABOVE_CONSTANT, LESS]
SUMS = [SUM_BELOW, SUM_ABOVE]
PLACES = ([ANALYSE + kind for kind in SIMPLE + SUMS] + [TILES + kind for kind in SIMPLE + SUMS]
          + [COLUMNS + kind for kind in SIMPLE] + [ROWS + kind for kind in SIMPLE] + [COMBINE, TURN])
WORD = (1 << 64) - 1
GUARD = 0xfeedfacecafebeef


def has_avx2():
    if platform.machine() != 'x86_64':
        return False
    try:
        with open('/proc/cpuinfo') as lines:
            return re.search(r'^flags\s*:.*\bavx2\b', lines.read(), re.MULTILINE) is not None
    except IOError:
        return False


@pytest.fixture(scope='module')
def call():
    """A function: call the kernel of a place with six words; gives the word that it returns."""
    if not has_avx2():
        pytest.skip('this processor has no AVX2, or /proc/cpuinfo does not say so')
    kernels = Kernels(bytearray(CODE_BYTES))
    code = bytes(bytearray(kernels.assembler.code()))
    try:
        block = mmap.mmap(-1, len(code), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS,
                          prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except EnvironmentError:
        pytest.skip('the system gives no memory that is both writable and executable')
    block.write(code)
    in_block = ctypes.c_char.from_buffer(block)
    function = ctypes.CFUNCTYPE(*[ctypes.c_uint64] * 7)

    def call(place, *arguments):
        return function(ctypes.addressof(in_block) + kernels.starts[place])(*arguments)
    return call


class Memory(object):
    """Pieces of memory, lists of words, with a word before each and behind the last that nothing may touch."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.block = (ctypes.c_uint64 * len(self._words()))(*self._words())

    def _words(self):
        return [word for piece in self.pieces for word in [GUARD] + piece] + [GUARD]

    def address(self, piece):
        return ctypes.addressof(self.block) + 8 * sum(1 + len(other) for other in self.pieces[:piece]) + 8

    def check(self, *pieces):
        """That these are the first pieces now, and that nothing else has changed."""
        self.pieces[:len(pieces)] = pieces
        assert list(self.block) == self._words()


@st.composite
def operands(draw, count):
    """So many numbers, as many again, and a constant; of few values, so that many are equal and many sums are the constant."""
    values = draw(st.lists(doubles(), min_size=1, max_size=6))
    choose = random.Random(draw(st.integers(0, 2 ** 32 - 1))).choice
    a, b = [[choose(values) for _ in range(count)] for _ in range(2)]
    return a, b, choose([choose(values), choose(values) + choose(values)])


def bits(values):
    return [to_bits(value) for value in values]


def check_truths(call, place, a, b, k, expected):
    memory = Memory([0x5555555555555555] * TRUTH_WORDS, bits(a), bits(b), bits([k]))
    call(place, memory.address(0), memory.address(1), memory.address(2), memory.address(3), 0, 0)
    memory.check([word & WORD for word in expected])


# ---- analysis ----

def flag(kind, flags, v, a, b, k):
    if kind == BELOW_CONSTANT:
        analyse._flag_below_constant(flags, 0, v, a, k)
    elif kind == ABOVE_CONSTANT:
        analyse._flag_above_constant(flags, 0, v, a, k)
    elif kind == LESS:
        analyse._flag_less(flags, 0, v, a, b)
    elif kind == SUM_BELOW:
        analyse._flag_sum_below(flags, 0, v, a, b, k)
    else:
        analyse._flag_sum_above(flags, 0, v, a, b, k)


@pytest.mark.parametrize('kind', SIMPLE + SUMS)
@scaled(50)
@given(operands(BOUNDS))
def test_lanes_are_analysed(call, kind, given_operands):
    a, b, k = given_operands
    flags = bytearray(BOUNDS)
    flag(kind, flags, a + b, 0, BOUNDS, k)
    memory = Memory(bits(a), bits(b), bits([k]))
    assert call(ANALYSE + kind, 0, memory.address(0), memory.address(1), memory.address(2), 0, 0) == analyse.pack_lanes(flags, 0)
    memory.check()


# ---- tiles ----

@pytest.mark.parametrize('kind', SIMPLE)
@scaled(50)
@given(operands(PIXELS))
def test_tiles_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    expected = [0] * TRUTH_WORDS
    truth.compare_tile(kind, expected, 0, bytearray(PIXELS), a + b, 0, PIXELS, k)
    check_truths(call, TILES + kind, a, b, k, expected)


@pytest.mark.parametrize('kind', SUMS)
@scaled(50)
@given(operands(SIDE))
def test_sums_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    expected = [0] * TRUTH_WORDS
    truth.compare_sums(kind, expected, 0, bytearray(PIXELS), a + b, 0, SIDE, k)
    check_truths(call, TILES + kind, a, b, k, expected)


@pytest.mark.parametrize('kind', SIMPLE)
@scaled(50)
@given(operands(SIDE))
def test_columns_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    expected = [0] * TRUTH_WORDS
    truth.compare_columns(kind, expected, 0, bytearray(SIDE), a + b, 0, SIDE, k)
    check_truths(call, COLUMNS + kind, a, b, k, expected)


@pytest.mark.parametrize('kind', SIMPLE)
@scaled(50)
@given(operands(SIDE))
def test_rows_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    expected = [0] * TRUTH_WORDS
    truth.compare_rows(kind, expected, 0, a + b, 0, SIDE, k)
    check_truths(call, ROWS + kind, a, b, k, expected)


# ---- booleans ----

class Booleans(object):
    """A tape's truths and masks, and the booleans that a lane walks, drawn from a seed.

    Whatever does not matter is noise: the bits of other lanes, of operations and constants, the words of values.
    """

    def __init__(self, values, comparisons, booleans, lane, seed):
        chosen = random.Random(seed)
        self.values = values
        self.lane = lane
        size = values + comparisons + booleans
        self.known = [chosen.choice([0, 0, 1, 1 << FALSE_SHIFT]) for _ in range(size)]
        self.masks = [chosen.getrandbits(64) & ~((1 | 1 << FALSE_SHIFT) << lane) | known << lane for known in self.known]
        self.truths = [chosen.getrandbits(64) for _ in range(TRUTH_WORDS * (size - values))]
        self.entries = [entry for entry in range(values + comparisons, size) if chosen.randrange(4)]
        self.tape = [chosen.getrandbits(64) for _ in range(2 * size)]
        self.arguments = {}
        for entry in self.entries:
            kind = chosen.randrange(2)
            # Half of them take the entry before, so that there are chains.
            a, b = [chosen.choice([entry - 1, chosen.randrange(values, entry)]) for _ in range(2)]
            self.arguments[entry] = kind, a, b
            self.tape[2 * entry] = chosen.getrandbits(31) << 1 | kind | a << 32
            self.tape[2 * entry + 1] = b | chosen.getrandbits(32) << 32

    def blocks(self):
        """Of each 64 entries that have some: the first, and which of them, as bits."""
        words = {}
        for entry in self.entries:
            first = entry // BLOCK * BLOCK
            words[first] = words.get(first, 0) | 1 << entry - first
        return sorted(words.items())

    def combined(self):
        truths = self.truths[:]
        for entry in self.entries:
            kind, a, b = self.arguments[entry]
            truth.combine(kind, truths, *[TRUTH_WORDS * (place - self.values) for place in (entry, a, b)]
                          + [1 if self.known[place] else 0 for place in (a, b)])
        return [word & WORD for word in truths]


@given(st.builds(Booleans, st.integers(2, 9), st.integers(1, 9), st.integers(0, 140), st.integers(0, LANES - 1),
                 st.integers(0, 2 ** 32 - 1)))
def test_booleans_are_combined(call, booleans):
    memory = Memory(booleans.truths, booleans.tape, booleans.masks)
    for first, entries in booleans.blocks():
        call(COMBINE, entries, first, memory.address(1), (1 | 1 << FALSE_SHIFT) << booleans.lane, memory.address(2),
             memory.address(0) - 8 * TRUTH_WORDS * booleans.values)
    memory.check(booleans.combined())


# ---- lanes ----

class Lanes(object):
    """What a worker has of the lanes that need entries, of whole blocks; with noise from bit 32 on."""

    def __init__(self, blocks, seed):
        chosen = random.Random(seed)
        self.has_kernels = 0
        self.live = [chosen.getrandbits(32) << 32 | chosen.getrandbits(LANES) & chosen.choice([-1, 0])
                     for _ in range(BLOCK * blocks)]
        self.needed = bytearray(BLOCK // 8 * LANES * blocks)


@scaled(50)
@given(st.builds(Lanes, st.integers(1, 4), st.integers(0, 2 ** 32 - 1)))
def test_lanes_with_entries_are_made_of_entries_with_lanes(call, lanes):
    memory = Memory([0x5555555555555555] * (len(lanes.needed) // 8), lanes.live)
    call(TURN, memory.address(0), memory.address(1), memory.address(1) + 8 * len(lanes.live), 0, 0, 0)
    turn_over(lanes, len(lanes.live))
    memory.check(list(struct.unpack('<%dQ' % (len(lanes.needed) // 8), lanes.needed)))


# ---- the code ----

def test_every_kernel_has_code_of_its_own():
    kernels = Kernels(bytearray(CODE_BYTES))
    starts = [kernels.starts[place] for place in PLACES]
    assert len(set(starts)) == len(PLACES)
    assert [kernels.starts[place] for place in range(KERNELS) if place not in PLACES] == [0] * (KERNELS - len(PLACES))


@pytest.fixture
def disassembly(tmp_path):
    """The lines of the kernels' code: a mnemonic and its operands."""
    code = tmp_path / 'code'
    code.write_bytes(bytes(bytearray(Kernels(bytearray(CODE_BYTES)).assembler.code())))
    try:
        text = subprocess.check_output(['objdump', '-D', '-b', 'binary', '-m', 'i386:x86-64', '-M', 'intel', '--no-show-raw-insn',
                                        str(code)])
    except (OSError, subprocess.CalledProcessError):
        pytest.skip('no objdump for x86-64 here')
    return re.findall(r'^ *[0-9a-f]+:\t(\S+) *(.*?) *$', text.decode('ascii'), re.MULTILINE)


def test_registers_that_belong_to_the_caller_never_occur(disassembly):
    free = set('rax eax rcx rdx rsi rdi r8 r9 r10 r10d r11'.split() + ['%smm%d' % (kind, i) for kind in 'xy' for i in range(16)])
    used = set(register for _, operands in disassembly for register in re.findall(r'\b[a-z]\w*', operands))
    assert used - free == set()
    assert set(['eax', 'rdi', 'r9', 'ymm15', 'xmm0']) <= used


def test_every_kernel_leaves_the_upper_halves_of_the_registers_clear(disassembly):
    mnemonics = [mnemonic for mnemonic, _ in disassembly]
    ends = [i for i, mnemonic in enumerate(mnemonics) if mnemonic == 'ret']
    assert len(ends) == len(PLACES)
    assert [mnemonics[i - 1] for i in ends] == ['vzeroupper'] * len(PLACES)
