"""The kernels that walk a tape do to each entry what the loops do, up to the first one that is not for them."""
import random

from hypothesis import given
from hypothesis import strategies as st

from pyfidget.asm.kernels import (
    ANALYSE,
    BOUND,
    CODE_BYTES,
    COMPUTE,
    KERNELS,
    Kernels,
)
from pyfidget.engines.wide import analyse, lanes
from pyfidget.engines.wide.pixels import compute_axis
from pyfidget.engines.wide.worker import BOUNDS, REGION_SIDE
from pyfidget.lowering.entries import (
    CODE_MASK,
    COMPARE_MASK,
    COMPARE_SLOW_PATH,
    KERNEL_MASK,
    KERNEL_SHIFT,
    NO_KERNEL,
    OF_Y,
    SLOW_PATH,
    VALUE_KERNELS,
    WIDE,
    kernel_of,
)
from pyfidget.operations import ADD, SIN
from tests.asm.memory import WORD, Memory, bits
from tests.asm.places import BOUNDED, COMPARISONS, PLACES
from tests.strategies import alike, doubles, doubles_and_mixes, from_bits, scaled


class Analysed(object):
    """What a worker has of a tape, drawn from a seed: entries of some operations, which take any of the first `values`.
    A value's operation is to have its kernel.

    Bounds and constants are of few values, so that many are equal and many sums are a constant.
    """

    def __init__(self, values, operations, numbers, seed):
        chosen = random.Random(seed)
        numbers = numbers + [one + other for one in numbers for other in numbers]
        self.has_kernels = 0
        self.values = values
        self.size = values + len(operations)
        self.bounds = [chosen.choice(numbers) for _ in range(BOUNDS * self.size)]
        self.constants = [chosen.choice(numbers) for _ in range(5)]
        self.masks = [0x5555555555555555] * self.size
        self.flags = bytearray(BOUNDS * self.size)
        self.words = [chosen.getrandbits(62) for _ in range(2 * values)]
        for operation in operations:
            self.words += [operation | chosen.randrange(values) << 32, chosen.randrange(values) | chosen.randrange(5) << 32]


def analysed(operations, numbers):
    """Entries whose operations are drawn from a strategy."""
    return st.builds(Analysed, st.integers(2, 6), st.lists(operations, min_size=1, max_size=9),
                     st.lists(numbers, min_size=1, max_size=4), st.integers(0, 2 ** 32 - 1))


def run(call, w, table, first, memory):
    """Run from w.values on; memory: where things go, the tape, the constants, the bounds, the table of kernels.

    Gives how far it came.
    """
    tape = memory.address(1)
    word = w.words[2 * w.values]
    place = word & COMPARE_MASK if table == ANALYSE else word >> KERNEL_SHIFT & KERNEL_MASK
    return call(table + place, first, tape + 16 * w.values, tape + 16 * w.size, memory.address(2), memory.address(3),
                memory.address(4))


@scaled(200)
@given(analysed(st.sampled_from(COMPARISONS + [operation | COMPARE_SLOW_PATH for operation in COMPARISONS]), doubles()))
def test_comparisons_are_analysed(call, w):
    table = [call.address(ANALYSE + operation) for operation in range(COMPARE_MASK + 1)]
    memory = Memory(w.masks[:], w.words, bits(w.constants), bits(w.bounds), table)
    run(call, w, ANALYSE, memory.address(0) + 8 * w.values, memory)
    analyse._analyse_by_flags(w, w.words, 0, w.values, w.size)
    memory.check(w.masks)


def with_kernels(operations):
    return st.sampled_from([operation | kernel_of(operation) << KERNEL_SHIFT for operation in operations])


BY_LOOPS = [ADD | WIDE, ADD | SLOW_PATH, SIN | SLOW_PATH, ADD | WIDE | SLOW_PATH]


@scaled(200)
@given(analysed(with_kernels(3 * BOUNDED + [operation | OF_Y for operation in BOUNDED] + BY_LOOPS),
                doubles().filter(lambda number: number == number)))
def test_values_are_bounded(call, w):
    """Up to the first that is not for kernels. A NaN, which no such value has, may be another NaN."""
    table = [call.address(BOUND + place) for place in range(VALUE_KERNELS)]
    memory = Memory(w.masks, w.words, bits(w.constants), bits(w.bounds), table)
    reached = run(call, w, BOUND, memory.address(3) + 8 * BOUNDS * w.values, memory)
    entry = w.values
    while entry < w.size and w.words[2 * entry] & (CODE_MASK | WIDE | SLOW_PATH) in BOUNDED:
        first, second = w.words[2 * entry:2 * entry + 2]
        lanes.bound_strips(first & CODE_MASK, w.flags, w.bounds, BOUNDS * entry, BOUNDS * (first >> 32),
                           BOUNDS * (second & WORD >> 32), w.constants[second >> 32])
        entry += 1
    assert reached == memory.address(1) + 16 * entry
    found = memory.words(3)
    assert [alike(from_bits(one), other) for one, other in zip(found, w.bounds)] == [True] * len(found)
    memory.pieces[3] = found
    memory.check()


class Computed(Analysed):
    """The same with 64 numbers an entry, for the columns or rows of a region."""

    def __init__(self, values, operations, numbers, seed):
        Analysed.__init__(self, values, operations, numbers, seed)
        chosen = random.Random(seed + 1)
        self.axis_values = [chosen.choice(numbers) for _ in range(REGION_SIDE * self.size)]


@scaled(200)
@given(st.builds(Computed, st.integers(2, 6), st.lists(with_kernels(
    3 * BOUNDED + [operation | flag for operation in BOUNDED for flag in (OF_Y, SLOW_PATH)] + [SIN | SLOW_PATH, ADD | WIDE]),
    min_size=1, max_size=9), st.lists(doubles_and_mixes(), min_size=1, max_size=4), st.integers(0, 2 ** 32 - 1)))
def test_values_of_x_or_y_alone_are_computed(call, w):
    """Up to the first that is not for kernels."""
    table = [call.address(COMPUTE + place) for place in range(VALUE_KERNELS)]
    memory = Memory([], w.words, bits(w.constants), bits(w.axis_values), table)
    reached = run(call, w, COMPUTE, memory.address(3) + 8 * REGION_SIDE * w.values, memory)
    entry = w.values
    while entry < w.size and w.words[2 * entry] & (CODE_MASK | WIDE) in BOUNDED:
        first, second = w.words[2 * entry:2 * entry + 2]
        compute_axis(first & CODE_MASK, w.axis_values, REGION_SIDE * entry, REGION_SIDE * (first >> 32),
                       REGION_SIDE * (second & WORD >> 32), w.constants[second >> 32])
        entry += 1
    assert reached == memory.address(1) + 16 * entry
    found = memory.words(3)
    assert [alike(from_bits(one), other) for one, other in zip(found, w.axis_values)] == [True] * len(found)
    memory.pieces[3] = found
    memory.check()


def test_operations_without_a_kernel_of_their_own_end_threaded_code():
    kernels = Kernels(bytearray(CODE_BYTES), [0] * KERNELS)
    own = [kernel_of(operation) for operation in BOUNDED]
    slow = [kernel_of(operation | SLOW_PATH) for operation in BOUNDED]
    assert sorted(own + slow) == list(range(1, VALUE_KERNELS))
    for table, places in [(BOUND, own), (COMPUTE, own + slow)]:
        others = [kernels.starts[table + place] for place in range(VALUE_KERNELS) if place not in places]
        assert len(set(others)) == 1 and others[0] not in [kernels.starts[place] for place in PLACES]


@given(st.integers(0, 2 ** 16 - 1))
def test_only_what_is_narrow_and_has_kernels_has_a_place(operation):
    has_kernel = operation & CODE_MASK in BOUNDED and not operation & WIDE
    assert (kernel_of(operation) != NO_KERNEL) == has_kernel
    assert kernel_of(operation) == kernel_of(operation ^ OF_Y)
