"""The kernels, run for real, say to the bit what the loops say that they stand for, and touch nothing else."""
import random
import re
import struct
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.asm.fixed_point import SCRATCH_BYTES
from pyfidget.asm.kernels import (
    BOUND,
    CODE_BYTES,
    COLUMNS,
    COMBINE,
    COMPUTE,
    KERNELS,
    REGION_COLUMNS,
    REGION_COMBINE,
    REGION_PUT,
    REGION_ROWS,
    REGION_SUMS,
    ROWS,
    TILES,
    TRANSPOSE,
    WIDEN,
    Kernels,
)
from pyfidget.engines.wide import truth
from pyfidget.engines.wide.live_lanes import transpose
from pyfidget.engines.wide.worker import BLOCK, FALSE_SHIFT, LANES, PIXELS, REGION_SIDE, REGION_TRUTHS, SIDE, TRUTH_WORDS
from pyfidget.interval import Interval
from pyfidget.lowering.anchor import anchor
from pyfidget.lowering.entries import (
    BOOLEAN_AND,
    VALUE_KERNELS,
)
from tests.asm.memory import NOISE, WORD, Memory, bits
from tests.asm.places import PLACES, SIMPLE, SUMS, THREADED
from tests.strategies import NAN, doubles, neighbour, scaled, to_bits


@st.composite
def operands(draw, count):
    """So many numbers, as many again, and a constant; of few values, so that many are equal and many sums are the constant."""
    values = draw(st.lists(doubles(), min_size=1, max_size=6))
    choose = random.Random(draw(st.integers(0, 2 ** 32 - 1))).choice
    a, b = [[choose(values) for _ in range(count)] for _ in range(2)]
    return a, b, choose([choose(values), choose(values) + choose(values)])


def check_truths(call, place, a, b, k, expected):
    memory = Memory([NOISE] * TRUTH_WORDS, bits(a), bits(b), bits([k]))
    call(place, memory.address(0), memory.address(1), memory.address(2), memory.address(3), 0, 0)
    memory.check([word & WORD for word in expected])


# ---- tiles ----

@pytest.mark.parametrize('kind', SIMPLE)
@scaled(50)
@given(operands(PIXELS))
def test_tiles_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    expected = [0] * TRUTH_WORDS
    truth.compare_tile(kind, expected, 0, bytearray(PIXELS), a + b, 0, PIXELS, k)
    check_truths(call, TILES + kind, a, b, k, expected)


def anchor_of(a, b, k):
    if all(value == value for value in a + b + [k]):
        return anchor(Interval(min(a), max(a), False), Interval(min(b), max(b), False), k)
    return NAN


def compare_by_anchor(call, place, truths, a, b, k):
    """What the kernel returns and the truths that it leaves, of so many words."""
    memory = Memory([NOISE] * truths, [NOISE] * (SCRATCH_BYTES // 8), bits(a), bits(b), bits([k, anchor_of(a, b, k)]))
    result = call(place, memory.address(0), memory.address(2), memory.address(3), memory.address(4), memory.address(1), 0)
    memory.check(memory.words(0), memory.words(1))
    return result, memory.words(0)


@st.composite
def smooth_sums(draw, count):
    """Numbers as a shape's edge has them: values of a parabola, and a constant near one of their sums, or that sum."""
    a, b = [[((i - middle) * step) ** 2 for i in range(count)]
            for middle, step in [(draw(st.floats(-count, 2 * count)), draw(st.sampled_from([1.0, 1e-3, 1e-9]))) for _ in 'ab']]
    steps = draw(st.sampled_from([0, 1, -1, 2 ** 20, 2 ** 30, 2 ** 50]))
    k = neighbour(draw(st.sampled_from(a)) + draw(st.sampled_from(b)), steps)
    return a, b, k


@pytest.mark.parametrize('kind', SUMS)
@scaled(100)
@given(st.one_of(operands(SIDE), smooth_sums(SIDE)))
def test_sums_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    expected = [0] * TRUTH_WORDS
    truth.compare_sums(kind, expected, 0, bytearray(PIXELS), a + b, 0, SIDE, k)
    assert compare_by_anchor(call, TILES + kind, TRUTH_WORDS, a, b, k)[1] == [word & WORD for word in expected]


def limits_and_numbers(a, b, k):
    """As anchor.py has them."""
    found = anchor_of(a, b, k)
    numbers, limits = [[(to_bits(value) & 0xffffffff ^ 1 << 31) - (1 << 31) for value in values]
                       for values in ([value + found for value in a], [(k + found) - value for value in b])]
    return limits, numbers


def undecided_tiles(a, b, k):
    """The tiles of a region that fixed point leaves: some difference is too small, and they do not all lie on one side."""
    limits, numbers = limits_and_numbers(a, b, k)
    left = 0
    for tile in range(LANES):
        rows = limits[SIDE * (tile // 4):][:SIDE]
        columns = numbers[SIDE * (tile % 4):][:SIDE]
        if min(rows) - max(columns) <= 1 and max(rows) - min(columns) >= -1:
            if any(abs(row - column) <= 1 for row in rows for column in columns):
                left |= 1 << tile
    return left


@pytest.mark.parametrize('kind', SUMS)
@scaled(50)
@given(st.one_of(operands(REGION_SIDE), smooth_sums(REGION_SIDE), smooth_sums(REGION_SIDE)))
def test_sums_of_a_region_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    expected = [0] * TRUTH_WORDS
    left, truths = compare_by_anchor(call, REGION_SUMS + kind, REGION_TRUTHS, a, b, k)
    assert left == undecided_tiles(a, b, k)
    for tile in range(LANES):
        if not left >> tile & 1:
            x, y = SIDE * (tile % 4), REGION_SIDE + SIDE * (tile // 4)
            truth.compare_sums(kind, expected, 0, bytearray(PIXELS), a + b, x, y, k)
            assert truths[TRUTH_WORDS * tile:][:TRUTH_WORDS] == [word & WORD for word in expected]


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


@pytest.mark.parametrize('kind', SIMPLE)
@scaled(50)
@given(operands(REGION_SIDE))
def test_columns_and_rows_of_a_region_are_compared(call, kind, given_operands):
    a, b, k = given_operands
    columns, rows = [0] * REGION_TRUTHS, [0] * REGION_TRUTHS
    for tile in range(LANES):
        x, y = SIDE * (tile % 4), SIDE * (tile // 4)
        truth.compare_columns(kind, columns, TRUTH_WORDS * tile, bytearray(SIDE), a + b, x, REGION_SIDE + x, k)
        truth.compare_rows(kind, rows, TRUTH_WORDS * tile, a + b, y, REGION_SIDE + y, k)
    for place, expected in [(REGION_COLUMNS, columns), (REGION_ROWS, rows)]:
        memory = Memory([NOISE] * REGION_TRUTHS, bits(a), bits(b), bits([k]))
        call(place + kind, memory.address(0), memory.address(1), memory.address(2), memory.address(3), 0, 0)
        memory.check([word & WORD for word in expected])


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


@given(st.integers(2, 9), st.integers(1, 9), st.integers(1, 40), st.integers(0, 2 ** 32 - 1))
def test_booleans_of_a_region_are_combined(call, values, comparisons, booleans, seed):
    chosen = random.Random(seed)
    truths = [[chosen.getrandbits(64) for _ in range(REGION_TRUTHS)] for _ in range(comparisons)]
    tape = []
    for entry in range(comparisons, comparisons + booleans):
        # Half of them take the entry before, so that there are chains.
        a, b = [chosen.choice([entry - 1, chosen.randrange(entry)]) for _ in range(2)]
        kind = chosen.randrange(2)
        tape += [chosen.getrandbits(31) << 1 | kind | values + a << 32, values + b | chosen.getrandbits(32) << 32]
        truths.append([one & other if kind == BOOLEAN_AND else one | other for one, other in zip(truths[a], truths[b])])
    memory = Memory(sum(truths[:comparisons], []) + [NOISE] * (REGION_TRUTHS * booleans), tape)
    call(REGION_COMBINE, memory.address(0) - 8 * REGION_TRUTHS * values, memory.address(1), memory.address(1) + 8 * len(tape),
         memory.address(0) + 8 * REGION_TRUTHS * comparisons, 0, 0)
    memory.check(sum(truths, []))


@given(st.integers(0, 2 ** 32 - 1), st.sampled_from([8, 9, 16, 129]), st.integers(0, 7))
def test_a_region_is_put_on_a_canvas(call, seed, stride, left):
    chosen = random.Random(seed)
    truths = [chosen.getrandbits(64) for _ in range(REGION_TRUTHS)]
    canvas = bytearray(chosen.getrandbits(8) for _ in range((REGION_SIDE * stride + 16) // 8 * 8))
    memory = Memory(list(struct.unpack('<%dQ' % (len(canvas) // 8), canvas)), truths)
    call(REGION_PUT, memory.address(0) + left, memory.address(1), stride, 0, 0, 0)
    for row in range(REGION_SIDE):
        for group in range(4):
            word = truths[TRUTH_WORDS * (row // SIDE * 4 + group) + row % SIDE // 4]
            struct.pack_into('<H', canvas, left + row * stride + 2 * group, word >> SIDE * (row % 4) & 0xffff)
    memory.check(list(struct.unpack('<%dQ' % (len(canvas) // 8), canvas)))


# ---- lanes ----

class Lanes(object):
    """What a worker has of the lanes that need entries, of whole blocks; with noise from bit 32 on."""

    def __init__(self, blocks, seed):
        chosen = random.Random(seed)
        self.has_kernels = 0
        self.live = [chosen.getrandbits(32) << 32 | chosen.getrandbits(LANES) & chosen.choice([-1, 0])
                     for _ in range(BLOCK * blocks)]
        self.live_entries = bytearray(BLOCK // 8 * LANES * blocks)


@scaled(50)
@given(st.builds(Lanes, st.integers(1, 4), st.integers(0, 2 ** 32 - 1)))
def test_lanes_with_entries_are_made_of_entries_with_lanes(call, lanes):
    memory = Memory([0x5555555555555555] * (len(lanes.live_entries) // 8), lanes.live)
    call(TRANSPOSE, memory.address(0), memory.address(1), memory.address(1) + 8 * len(lanes.live), 0, 0, 0)
    transpose(lanes, len(lanes.live))
    memory.check(list(struct.unpack('<%dQ' % (len(lanes.live_entries) // 8), lanes.live_entries)))


# ---- pixels ----

@scaled(50)
@given(st.lists(st.integers(0, WORD) | st.sampled_from([0, WORD]), min_size=1, max_size=5), st.booleans(), st.integers(0, 1))
def test_pixels_of_a_bit_become_pixels_of_a_byte(call, words, is_half, offset):
    """Groups of four bytes, from anywhere to anywhere."""
    data = bytearray(struct.pack('<%dQ' % len(words), *words))
    count = max(len(data) - 4 * offset - 4 * is_half, 4)
    expected = bytearray(8 * len(data) + 16)
    expected[8:8 + 8 * count] = [255 * (byte >> 7 - bit & 1) for byte in data[4 * offset:][:count] for bit in range(8)]
    memory = Memory([0] * (len(expected) // 8), words)
    source = memory.address(1) + 4 * offset
    call(WIDEN, memory.address(0) + 8, source, source + count, 0x0102040810204080, 0, 0)
    memory.check(list(struct.unpack('<%dQ' % (len(expected) // 8), expected)))


# ---- the code ----

def test_every_kernel_has_code_of_its_own():
    kernels = Kernels(bytearray(CODE_BYTES), [0] * KERNELS)
    starts = [kernels.starts[place] for place in PLACES]
    assert len(set(starts)) == len(PLACES)
    assert all(kernels.starts[place] == 0 for place in range(BOUND) if place not in PLACES)
    assert KERNELS == COMPUTE + VALUE_KERNELS and len(kernels.starts) == KERNELS
    assert kernels.assembler.size <= CODE_BYTES


@pytest.fixture
def disassembly(tmp_path):
    """The lines of the kernels' code: a mnemonic and its operands."""
    code = tmp_path / 'code'
    code.write_bytes(bytes(bytearray(Kernels(bytearray(CODE_BYTES), [0] * KERNELS).assembler.code())))
    try:
        text = subprocess.check_output(['objdump', '-D', '-b', 'binary', '-m', 'i386:x86-64', '-M', 'intel', '--no-show-raw-insn',
                                        str(code)])
    except (OSError, subprocess.CalledProcessError):
        pytest.skip('no objdump for x86-64 here')
    return re.findall(r'^ *[0-9a-f]+:\t(\S+) *(.*?) *$', text.decode('ascii'), re.MULTILINE)


def test_registers_that_belong_to_the_caller_are_saved_before_they_occur(disassembly):
    free = set('rax eax rcx rdx edx rsi rdi r8 r8d r9 r10 r10d r11 r11d'.split())
    free |= set('%smm%d' % (kind, i) for kind in 'xy' for i in range(16))
    callers = {'rbx': 'ebx', 'rbp': 'ebp', 'r12': 'r12d'}
    saved, used = [], set()
    for mnemonic, operands in disassembly:
        registers = set(re.findall(r'\b[a-z]\w*', operands))
        if mnemonic == 'push':
            saved.append(operands)
        elif mnemonic == 'pop':
            assert saved.pop() == operands
        else:
            assert registers - free <= set(saved) | set(callers[register] for register in saved)
        assert mnemonic != 'ret' or saved == []
        used |= registers
    assert set(['eax', 'rdi', 'r9', 'ymm15', 'xmm0', 'rbx']) <= used


def test_every_kernel_of_vectors_leaves_the_upper_halves_of_the_registers_clear(disassembly):
    mnemonics = [mnemonic for mnemonic, _ in disassembly]
    ends = [i for i, mnemonic in enumerate(mnemonics) if mnemonic == 'ret']
    # Those that walk tapes have three ends in common, and go on to each other from where each of them does. Sums that are
    # compared by anchors go on to what compares them as they are; those of a region end in two places. Copying has no vectors.
    assert len(ends) == len(PLACES) - len(THREADED) + 3 + 2 * len(SUMS)
    assert sorted(mnemonics[i - 1] for i in ends) == ['pop'] + ['vzeroupper'] * (len(ends) - 1)
    assert mnemonics.count('jmp') == len(THREADED)
