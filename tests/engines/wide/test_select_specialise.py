"""The tape of a lane gives the truths of the region's tape at every sample of the lane."""
from hypothesis import given

from pyfidget.engines.wide.worker import FALSE_SHIFT
from pyfidget.grid import CENTERS, View, make_grid
from pyfidget.parser import parse
from tests.engines.wide.dividing import divide_picture, small_grids
from tests.lowering.evaluation import tape_results
from tests.strategies import programs, scaled


def assert_same_truths(divided, truth):
    """truth: what the picture's tape says at a sample."""
    result = divided.worker.masks[divided.tape.size - 1]
    decided = 0
    for lane, place, samples in divided.lanes():
        truths = [truth(x, y) for x, y in samples]
        if result >> lane & 1:
            assert all(truths)
        elif result >> (lane + FALSE_SHIFT) & 1:
            assert not any(truths)
        else:
            tape = divided.nodes[place]
            assert tape.size <= divided.tape.size
            assert [tape_results(tape, x, y)[-1] for x, y in samples] == truths
            continue
        decided += 1
        assert place not in divided.nodes
    assert len(divided.nodes) == len(list(divided.lanes())) - decided


@scaled(150)
@given(programs(), small_grids())
def test_the_tape_of_a_lane_says_what_the_whole_tape_says(program, grid):
    divided = divide_picture(program, grid)
    if divided is None:
        return
    known = {}

    def truth(x, y):
        if (x, y) not in known:
            known[x, y] = tape_results(divided.tape, x, y)[-1]
        return known[x, y]

    assert_same_truths(divided, truth)
    for place in sorted(divided.nodes)[:3]:
        assert_same_truths(divided.again(place), truth)


# ---- what is left out ----

def sizes_of(*lines):
    """Values, comparisons and booleans of the picture's tape and of its lanes' tapes, for lanes that are a quarter wide."""
    divided = divide_picture(parse('\n'.join(('x var-x', 'y var-y') + lines), 'test.vm'), make_grid(32, 32, CENTERS, View()))
    tapes = [divided.tape] + [divided.nodes[place] for place in sorted(divided.nodes)]
    return [(tape.values - 2, tape.comparisons - tape.values, tape.size - tape.comparisons) for tape in tapes]


def test_of_two_bars_a_lane_keeps_the_one_that_it_meets():
    sizes = sizes_of('c const -0.7', 'd const 0.7', 'a sub x c', 'b sub d x', 'm min a b')
    assert sizes == [(0, 2, 1)] + [(0, 1, 0)] * 8


def test_a_value_that_is_one_of_its_arguments_is_left_out():
    sizes = sizes_of('p mul x y', 's sin p', 'm min x p', 't add m s')
    assert sizes == [(6, 1, 0)] + [(5, 1, 0)] * 3


def test_an_argument_that_is_not_chosen_is_left_out_with_all_that_it_alone_needs():
    sizes = sizes_of('e exp y', 's sin e', 'f mul s x', 'c const 4', 'd mul x c', 'm max d f', 'g mul y c', 't add m g')
    assert sizes == [(11, 1, 0), (8, 1, 0), (11, 1, 0), (11, 1, 0), (5, 1, 0)]
