"""What the parts of the optimiser make superfluous, on programs where that can be counted by hand."""
import pytest
from hypothesis import given

from pyfidget.host.diagrams.quadtree_run import run_quadtree
from pyfidget.parser import parse
from tests.host.diagrams.runs import options, options_of
from tests.strategies import programs, scaled


def watched(program, run):
    run = run_quadtree(program, run, has_parts=True)
    return run.live, run.levels


# In one leaf over [-1, 1]: four operations that nothing needs, a max that x + 5 always wins, a product of constants, x * 1.
PARTS = '''
    x var-x
    y var-y
    far abs y
    further neg far
    unused min far further
    unused2 neg unused
    five const 5
    sum add x five
    top max sum y
    two const 2
    ten mul five two
    low sub top ten
    one const 1
    low1 mul low one
    r add low1 sum
    '''


@pytest.mark.parametrize('passes, needed', [
    # y, max go by decide; two by fold; one and the last product by peephole.
    ('all', [11, 9, 8]), ('decide,dead', [11, 9, 9]), ('fold,dead', [11, 11, 10]), ('dead', [11, 11, 11]),
])
def test_each_part_is_credited_with_what_is_not_needed_after_it(passes, needed):
    by_depth, levels = watched(parse(PARTS, 'parts.vm'), options_of(8, 8, f'--passes={passes}'))
    assert by_depth == [needed]
    assert levels[0].undecided == 15


def test_peephole_is_what_is_left_of_the_optimiser():
    needed, levels = watched(parse(PARTS, 'parts.vm'), options_of(8, 8))
    assert needed[0][2] - levels[0].optimised == 2


@scaled(60)
@given(programs(), options('all', 'all,-decide', 'all,-fold', 'all,-peephole', 'all,-sign', 'dead', 'none', 'sign'))
def test_no_part_makes_more_operations_needed(program, run):
    needed, levels = watched(program, run)
    for depth, level in enumerate(levels):
        sizes = [level.undecided, *needed[depth], level.optimised, level.demanded]
        assert sizes == sorted(sizes, reverse=True)
        assert depth == 0 or not run.switches.dead or sizes[0] == sizes[1], 'what goes on is needed'
