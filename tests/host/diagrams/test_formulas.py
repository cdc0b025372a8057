import pytest
from hypothesis import given

from pyfidget.host.diagrams.boxes import group
from pyfidget.host.diagrams.formulas import formula, wrapped
from pyfidget.host.diagrams.programs import network_of
from pyfidget.parser import parse
from tests.host.diagrams.evaluation import result_by_formulas
from tests.passes.evaluation import coordinates, values_of
from tests.strategies import programs, same, scaled


def last_formula(text):
    network = network_of(parse('x var-x\ny var-y\n' + text, 'test.vm'))
    return formula(network, group(network)[-1], '{:g}'.format)


@scaled(60)
@given(programs(), coordinates(), coordinates(), coordinates())
def test_the_text_of_the_formulas_gives_the_value_of_the_program(program, x, y, z):
    assert same(result_by_formulas(network_of(program), x, y, z), values_of(program, x, y, z)[-1])


@pytest.mark.parametrize('text, expected', [
    ('r add x y', 'x + y'),
    ('a sub x y\nb square x\nr sub b a', 'x² - (x - y)'),
    ('a add x y\nb square x\nr add a b', 'x + y + x²'),
    ('a add x y\nb square x\nr add b a', 'x² + (x + y)'),
    ('a neg y\nr add x a', 'x - y'),
    ('a neg y\nr sub x a', 'x + y'),
    ('a neg x\nr add a y', '-x + y'),
    ('k const -0.5\nr add x k', 'x - 0.5'),
    ('k const -0.5\nr sub x k', 'x + 0.5'),
    ('k const -2\nm mul x k\nr add y m', 'y - 2·x'),
    ('k const 2\nr mul x k', '2·x'),
    ('k const 2\nr mul k x', '2·x'),
    ('k const 2\na sub x k\nr mul a k', '2·(x - 2)'),
    ('a mul x y\nb square x\nr mul b a', 'x²·(x·y)'),
    ('a mul x y\nr div a x', 'x·y / x'),
    ('a mul x y\nr div x a', 'x / (x·y)'),
    ('a neg y\nr mul x a', 'x·(-y)'),
    ('a neg y\nr mul a x', '-y·x'),
    ('a add x y\nr neg a', '-(x + y)'),
    ('a neg x\nr neg a', '-(-x)'),
    ('a neg x\nr square a', '(-x)²'),
    ('a square x\nr neg a', '-x²'),
    ('a square x\nr square a', '(x²)²'),
    ('a sqrt x\nr square a', '(√(x))²'),
    ('a neg x\nr abs a', 'abs(-x)'),
    ('a add x y\nr mod a y', 'mod(x + y, y)'),
    ('a square x\nr mul a a', 'v2·v2'),
    ('r const -3', '-3'),
    ('k const -3\nr square k', '(-3)²'),
    ('z var-z\nr add z x', 'z + x'),
])
def test_formulas(text, expected):
    assert last_formula(text) == expected


def test_a_formula_of_any_depth():
    text = '_0 neg x\n' + ''.join(f'_{i + 1} sin _{i}\n' for i in range(3000))
    assert last_formula(text) == 'sin(' * 3000 + '-x' + ')' * 3000


def test_lines_break_before_operators_and_after_commas():
    lines = wrapped('v1 = alpha + beta - gamma / delta·(atan2(one, two) + 1) < 0.5', 14)
    assert [line.replace('\N{NO-BREAK SPACE}', ' ') for line in lines] == [
        'v1 = alpha', '+ beta - gamma', '/ delta·(atan2(one,', 'two) + 1)', '< 0.5']


def test_a_short_formula_is_one_line_and_a_long_name_stays_whole():
    assert wrapped('x', 44) == ['x']
    assert wrapped('a' * 60, 44) == ['a' * 60]
