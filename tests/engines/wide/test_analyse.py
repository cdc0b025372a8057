"""What the analysis says of an entry in a lane holds at every sample of the lane."""
from hypothesis import given

from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, STRIPS
from pyfidget.lowering.entries import OF_Y, WIDE
from tests.engines.wide.dividing import divide_picture, small_grids
from tests.lowering.evaluation import Entry, tape_results
from tests.strategies import alike, programs, scaled


@scaled(150)
@given(programs(), small_grids())
def test_bounds_choices_and_truths_hold_at_every_sample(program, grid):
    assert_analysis_holds(program, grid)


def assert_analysis_holds(program, grid):
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
                place, count = place_of_bounds(entries, index, lane)
                bounds = divided.worker.bounds[BOUNDS * index:BOUNDS * (index + 1)]
                check_value(results[index], bounds[place], bounds[count + place], known[index])
                if known[index] & 1:
                    assert alike(results[index], results[entries[index].a])
                if known[index] >> FALSE_SHIFT & 1:
                    assert alike(results[index], results[entries[index].b])
            for index in range(tape.values, tape.size):
                assert not known[index] & (1 << FALSE_SHIFT if results[index] else 1)


def place_of_bounds(entries, index, lane):
    """Which of a value's bounds are those of a lane, and how many lower ones there are."""
    if index >= 2 and entries[index].has(WIDE):
        return lane, LANES
    is_of_y = entries[index].has(OF_Y) if index >= 2 else index == 1
    return lane // STRIPS if is_of_y else lane % STRIPS, STRIPS


def check_value(value, lower, upper, known):
    if value == value:
        assert lower <= value <= upper
        assert not known >> NAN_SHIFT + FALSE_SHIFT & 1
    else:
        assert known >> NAN_SHIFT & 1
