"""The graph of values: the program's value to the last bit, bounds and classes that hold, and each value only once."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.lowering.graph import BOTH, NEITHER, X_ONLY, Y_ONLY, X, Y
from pyfidget.operations import CONST, FIRST_BINARY, VAR_X, VAR_Y, VAR_Z
from tests.lowering.evaluation import lower, lower_region, node_text, regions
from tests.passes.evaluation import coordinates, samples_of, values_of
from tests.strategies import alike, doubles_and_mixes, programs, scaled, to_bits

COORDINATES = '''
    x var-x
    y var-y
    z var-z
    half const 0.5
    '''


def result_text(text, **bounds):
    """The result's node as text; `text` may use x, y, z and half."""
    graph = lower(COORDINATES + text, **bounds)[0]
    return node_text(graph, graph.result)


# ---- soundness ----

@scaled(100)
@given(programs(), regions(), st.lists(coordinates(), max_size=4))
def test_the_result_is_the_programs_to_the_last_bit(program, region, inner):
    left, right, top, bottom, z = region
    graph = lower_region(program, region)[0]
    for x, y in samples_of(left, right, top, bottom, inner):
        assert alike(values_of(graph, x, y, z)[graph.result], values_of(program, x, y, z)[-1])


@scaled(100)
@given(programs(), regions(), st.lists(coordinates(), max_size=4))
def test_every_value_lies_in_its_interval(program, region, inner):
    left, right, top, bottom, z = region
    graph = lower_region(program, region)[0]
    for x, y in samples_of(left, right, top, bottom, inner):
        values = values_of(graph, x, y, z)
        for node in range(graph.size):
            assert graph.interval(node).contains(values[node])
            assert values[node] == values[node] or not graph.is_clean(node)


@scaled(100)
@given(programs(), regions(), st.tuples(*[doubles_and_mixes()] * 4))
def test_a_value_depends_on_no_more_than_its_class_says(program, region, points):
    x, other_x, y, other_y = points
    graph = lower_region(program, region)[0]
    values, of_other_x, of_other_y = [values_of(graph, *at) for at in [(x, y, 0.0), (other_x, y, 0.0), (x, other_y, 0.0)]]
    for node in range(graph.size):
        assert graph.classes[node] & X_ONLY or alike(values[node], of_other_x[node])
        assert graph.classes[node] & Y_ONLY or alike(values[node], of_other_y[node])


# ---- form ----

@scaled(100)
@given(programs(), regions())
def test_arguments_come_first_and_nothing_is_there_twice(program, region):
    graph = lower_region(program, region)[0]
    assert [graph.opcodes[X], graph.opcodes[Y]] == [VAR_X, VAR_Y]
    seen = set()
    for node in range(graph.size):
        opcode = graph.opcodes[node]
        assert opcode != VAR_Z
        assert opcode <= VAR_Z or graph.first[node] < node
        assert opcode < FIRST_BINARY or graph.second[node] < node
        assert (graph.classes[node] == NEITHER) == graph.is_constant(node)
        seen.add((opcode, graph.first[node], graph.second[node], to_bits(graph.constants[node]) if opcode == CONST else 0))
    assert len(seen) == graph.size


def test_a_long_program_is_shared_as_a_short_one_is():
    """500 sums, each of them twice, and the differences that are sums with a constant of their own."""
    lines = ['k%d const %d.25\na%d add x k%d\nb%d add k%d x\nc%d sub y k%d' % ((i,) * 8) for i in range(500)]
    graph = lower(COORDINATES + '\n'.join(lines))[0]
    assert graph.size == 2 + 2 + 500 * (2 + 2)  # x, y; z, half; k, a, -k, c


def test_what_was_there_before_the_table_grew_is_found_again():
    """Of 1 line in 2 two nodes are made, which is more than the table is made for."""
    lines = ['k%d const %d.25\nd%d sub x k%d' % ((i,) * 4) for i in range(650)]
    again = ['e%d sub x k%d' % (i, i) for i in range(0, 650, 25)]
    graph = lower(COORDINATES + '\n'.join(lines + again))[0]
    assert graph.size == 2 + 2 + 650 * 3  # x, y; z, half; k, -k, d


# ---- one form for what is the same ----

@pytest.mark.parametrize('text, node', [
    ('r mul x x', 'square(x)'),
    ('r sub x half', 'add(x, -0.5)'),
    ('r add half x', 'add(x, 0.5)'),
    ('r mul half x', 'mul(x, 0.5)'),
    ('r add y x', 'add(x, y)'),
    ('r sub x y', 'add(x, neg(y))'),
    ('r sub half x', 'sub(0.5, x)'),
    ('r div half x', 'div(0.5, x)'),
    ('a neg x\n r neg a', 'x'),
    ('a neg y\n r sub x a', 'add(x, y)'),
    ('r min x x', 'x'),
    ('r max y y', 'y'),
    ('a neg x\n r square a', 'square(x)'),
    ('a abs x\n r square a', 'square(x)'),
    ('a neg x\n r mul a a', 'square(x)'),
    ('a neg x\n r abs a', 'abs(x)'),
    ('a neg x\n b abs a\n c neg b\n r abs c', 'abs(x)'),
    ('one const 1\n r mul x one', 'x'),
    ('one const 1\n r mul one x', 'x'),
    ('one const 1\n r div x one', 'x'),
    ('a add half half\n r mul x a', 'x'),
    ('a add half half\n b sqrt a\n c mul a b', '1.0'),
])
def test_what_is_the_same_has_one_form(text, node):
    assert result_text(text) == node


@pytest.mark.parametrize('text, node', [
    ('r min x y', 'min(x, y)'),
    ('r min y x', 'min(y, x)'),
    ('r max y half', 'max(y, 0.5)'),
    ('r max half y', 'max(0.5, y)'),
    ('a square x\n r neg a', 'neg(square(x))'),
    ('a add x y\n r sub x a', 'sub(x, add(x, y))'),
    ('a square x\n r sub x a', 'sub(x, square(x))'),
    ('one const 1\n r div one x', 'div(1.0, x)'),
    ('zero const 0\n r add x zero', 'add(x, 0.0)'),
    ('zero const 0\n r mul x zero', 'mul(x, 0.0)'),
    ('a sqrt x\n one const 1\n r mul a one', 'mul(sqrt(x), 1.0)'),
    ('a sqrt x\n one const 1\n r mul one a', 'mul(sqrt(x), 1.0)'),
    ('a sqrt x\n one const 1\n r div a one', 'div(sqrt(x), 1.0)'),
])
def test_what_a_zero_or_a_nan_could_tell_apart_stays(text, node):
    """min and max give the second of two zeros, -0.0 + 0.0 is 0.0, inf * 0.0 is NaN, and so is a root, which might be a mix of
    bits that rand can see; the rest has its best form already."""
    assert result_text(text) == node


def test_z_is_a_constant_of_the_render():
    assert result_text('r add x z', z=0.25) == 'add(x, 0.25)'
    assert result_text('a mul z half\n r add a x', z=0.25) == 'add(x, 0.125)'
    assert result_text('r max x z', z=-0.0) == 'max(x, -0.0)'


@pytest.mark.parametrize('text, size', [
    ('a add x y\n b add y x\n r max a b', 5),
    ('a square x\n b mul x x\n r sub a b', 6),
    ('a sub x half\n k const -0.5\n b add k x\n r max a b', 6),
    ('a const 0.25\n b const 0.25\n c sub half b', 5),
    ('a add z half', 4),
])
def test_common_subexpressions_are_one_node(text, size):
    """Of x, y, 0.0 (which is z), 0.5 and what is new."""
    assert lower(COORDINATES + text)[0].size == size


def test_the_zeros_are_two_constants():
    graph = lower('''
        a const 0
        b const -0
        x var-x
        c add x a
        d add x b
        r max c d
        ''')[0]
    assert node_text(graph, graph.result) == 'max(add(x, 0.0), add(x, -0.0))'


def test_a_constant_is_taken_off_with_the_sign_of_its_zero():
    assert result_text('zero const 0\n r sub x zero') == 'add(x, -0.0)'
    assert result_text('zero const -0\n r sub x zero') == 'add(x, 0.0)'


def test_a_nan_is_a_constant_that_is_not_clean():
    graph = lower('a const nan\n b const nan\n r add a b')[0]
    assert graph.is_constant(graph.result)
    assert not graph.is_clean(graph.result)


@pytest.mark.parametrize('text, classes', [
    ('r neg x', X_ONLY), ('r max half y', Y_ONLY), ('a neg y\n r mul x a', BOTH), ('r add z half', NEITHER),
    ('a sub x x\n r sub y a', BOTH),
])
def test_classes(text, classes):
    graph = lower(COORDINATES + text)[0]
    assert graph.classes[graph.result] == classes
