"""What the analysis says of an entry in a lane holds at every sample of the lane."""
from hypothesis import given

from pyfidget.engines.wide.analyse import pack_lanes
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT
from tests.engines.wide.dividing import divide_picture, small_grids
from tests.lowering.evaluation import Entry, tape_results
from tests.strategies import programs, same, scaled


@scaled(150)
@given(programs(), small_grids())
def test_bounds_choices_and_truths_hold_at_every_sample(program, grid):
    divided = divide_picture(program, grid)
    if divided is None:
        return
    tape = divided.tape
    entries = [None, None] + [Entry(tape, index) for index in range(2, tape.size)]
    for lane, _, samples in divided.lanes():
        known = [mask >> lane for mask in divided.worker.masks]
        for x, y in samples:
            results = tape_results(tape, x, y)
            for index in range(tape.values):
                check_value(results[index], divided.worker.bounds[BOUNDS * index:BOUNDS * (index + 1)], known[index], lane)
                if known[index] & 1:
                    assert same(results[index], results[entries[index].a])
                if known[index] >> FALSE_SHIFT & 1:
                    assert same(results[index], results[entries[index].b])
            for index in range(tape.values, tape.size):
                assert not known[index] & (1 << FALSE_SHIFT if results[index] else 1)


def check_value(value, bounds, known, lane):
    if value == value:
        assert bounds[lane] <= value <= bounds[LANES + lane]
    else:
        assert known >> NAN_SHIFT & 1


def test_flags_become_the_bits_of_lanes():
    for lane in range(LANES):
        flags = bytearray(3 * BOUNDS)
        flags[BOUNDS + lane] = 1
        assert pack_lanes(flags, BOUNDS) == 1 << lane
        flags[BOUNDS + LANES + lane] = 1
        assert pack_lanes(flags, BOUNDS) == 1 << lane | 1 << (FALSE_SHIFT + lane)
    assert pack_lanes(bytearray([1]) * BOUNDS, 0) == (1 << BOUNDS) - 1
