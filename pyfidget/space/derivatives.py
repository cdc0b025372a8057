"""How each operation passes on what its arguments change by: the rules of forward differentiation, one for each row of the table.

With r the operation's value at a and b, `factor(a, b, r)` is computed once, and `rule(a, b, factor, da, db)` for each coordinate.
Where an operation chooses between arguments, its derivative is that of the one which the table chooses. Steps and hashes (floor,
compare, not, rand, ...) are flat: 0, also at their edges.
"""
from pyfidget import libm
from pyfidget.operations import AND, MAX, MIN, OPERATIONS, OR, op_cos, op_div, op_round, op_sin


def _no_factor(a, b, r):
    return 0.0


def _flat(a, b, factor, da, db):
    return 0.0


def _scaled(a, b, factor, da, db):
    return factor * da


def _add(a, b, factor, da, db):
    return da + db


def _sub(a, b, factor, da, db):
    return da - db


def _neg(a, b, factor, da, db):
    return -da


def _mul(a, b, factor, da, db):
    return da * b + a * db


def _value(a, b, r):
    return r


def _div(a, b, factor, da, db):
    return op_div(da - factor * db, b)


def _abs(a, b, factor, da, db):
    return -da if a < 0.0 else da


# What chooses its first argument, and else the second; as words, so that a loop of them has no branch.

def min_takes_first(a, b):
    return int(a < b) | int(a != a)


def max_takes_first(a, b):
    return int(a > b) | int(a != a)


def and_takes_first(a, b):
    return int(a == 0.0)


def or_takes_first(a, b):
    return int(a != 0.0)


def _min(a, b, factor, da, db):
    return da if min_takes_first(a, b) else db


def _max(a, b, factor, da, db):
    return da if max_takes_first(a, b) else db


def _and(a, b, factor, da, db):
    return da if and_takes_first(a, b) else db


def _or(a, b, factor, da, db):
    return da if or_takes_first(a, b) else db


def _sqrt_factor(a, b, r):
    return op_div(0.5, r)


def _square_factor(a, b, r):
    return a + a


def _sin_factor(a, b, r):
    return op_cos(a)


def _cos_factor(a, b, r):
    return -op_sin(a)


def _tan_factor(a, b, r):
    return 1.0 + r * r


def _asin_factor(a, b, r):
    return op_div(1.0, libm.sqrt(1.0 - a * a))


def _acos_factor(a, b, r):
    return op_div(-1.0, libm.sqrt(1.0 - a * a))


def _atan_factor(a, b, r):
    return op_div(1.0, 1.0 + a * a)


def _ln_factor(a, b, r):
    return op_div(1.0, a)


def _atan2_factor(a, b, r):
    return op_div(1.0, a * a + b * b)


def _atan2(a, b, factor, da, db):
    return (b * da - a * db) * factor


def _mod_factor(a, b, r):
    """How often b is taken from a."""
    return op_round(op_div(a - r, b))


def _mod(a, b, factor, da, db):
    return da - factor * db


RULES = {
    'abs': (_no_factor, _abs), 'neg': (_no_factor, _neg), 'sqrt': (_sqrt_factor, _scaled), 'square': (_square_factor, _scaled),
    'floor': (_no_factor, _flat), 'ceil': (_no_factor, _flat), 'round': (_no_factor, _flat), 'sin': (_sin_factor, _scaled),
    'cos': (_cos_factor, _scaled), 'tan': (_tan_factor, _scaled), 'asin': (_asin_factor, _scaled),
    'acos': (_acos_factor, _scaled), 'atan': (_atan_factor, _scaled), 'exp': (_value, _scaled), 'ln': (_ln_factor, _scaled),
    'not': (_no_factor, _flat), 'rand': (_no_factor, _flat), 'add': (_no_factor, _add), 'sub': (_no_factor, _sub),
    'mul': (_no_factor, _mul), 'div': (_value, _div), 'min': (_no_factor, _min), 'max': (_no_factor, _max),
    'atan2': (_atan2_factor, _atan2), 'compare': (_no_factor, _flat), 'mod': (_mod_factor, _mod), 'and': (_no_factor, _and),
    'or': (_no_factor, _or), 'mix': (_no_factor, _flat),
}

# By opcode; what has no arguments has no rule.
FACTORS = [RULES[_operation.name][0] if _operation.arity else _no_factor for _operation in OPERATIONS]
DERIVATIVES = [RULES[_operation.name][1] if _operation.arity else _flat for _operation in OPERATIONS]
IS_FLAT = ''.join(['\1' if _rule is _flat else '\0' for _rule in DERIVATIVES])
CHOICES = [(MIN, min_takes_first), (MAX, max_takes_first), (AND, and_takes_first), (OR, or_takes_first)]


def unit_component(component, x, y, z):
    """A component of a gradient divided by its length, all of it by its largest component first, so that nothing overflows; 0
    where the gradient is 0 or not finite. Never -0.0. Without a branch: a loop of it becomes vector instructions."""
    largest = _larger(abs(x), _larger(abs(y), abs(z)))
    is_direction = (largest != 0.0) & (x - x == 0.0) & (y - y == 0.0) & (z - z == 0.0)
    component = op_div(component, largest)
    x = op_div(x, largest)
    y = op_div(y, largest)
    z = op_div(z, largest)
    component = op_div(component, libm.sqrt(x * x + y * y + z * z)) + 0.0
    return component if is_direction else 0.0


def _larger(a, b):
    return a if a > b else b


unit_component._always_inline_ = True
_larger._always_inline_ = True
