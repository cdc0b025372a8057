"""Where to try the elementary functions: arguments of all kinds, and near what is special of each."""
import random

from tests.strategies import PI, from_bits, neighbour, to_bits

UNARY = ['exp', 'ln', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan']

# Ends of domains and of ranges, where paths change, where values are near a zero, a pole or an exact value.
_COMMON = [0.0, 1.0, 2.0 ** -27, 2.0 ** -54, 2.0 ** -60, 2.0 ** -1022, 2.0 ** 60, 2.0 ** 1023]
SPECIAL = {
    'exp': [709.782712893384, -745.1332191019411, -708.3964185322641, -707.0, 710.0, -746.0],
    'ln': [2.0, 0.5, 1.0 + 106.0 / 256.0, 2.718281828459045],
    'sin': [PI, PI / 2, 2.0 * PI, 1000.0 * PI, 6000.0, 2.0 ** 27, 1e22, 1.5 * PI, PI / 1024.0],
    'cos': [PI, PI / 2, 2.0 * PI, 1000.0 * PI, 6000.0, 2.0 ** 27, 1e22, 1.5 * PI, PI / 1024.0],
    'tan': [PI, PI / 2, 2.0 * PI, 1000.0 * PI, 6000.0, 2.0 ** 27, 1e22, 1.5 * PI, PI / 4],
    'asin': [0.5, 0.7071067811865476, 1.0 / 512.0],
    'acos': [0.5, 0.7071067811865476, 1.0 - 2.0 ** -53],
    'atan': [1.0 / 512.0, 2.0, 2.0 ** 27],
    'atan2': [1e300, 2.0 ** 500, 2.0 ** -500, 2.0 ** -1074],
}


def arguments_of(name, count, seed=0):
    """So many arguments, as tuples: the same ones each time."""
    chance = random.Random('%s %d' % (name, seed))
    special = _COMMON + SPECIAL[name]
    for i in range(count):
        if name == 'atan2':
            x = _number(chance, special)
            # Every other point has coordinates whose magnitudes are near each other.
            yield (_number(chance, special), x) if i & 1 else (x * chance.uniform(-2.0, 2.0) * 2.0 ** chance.randint(-60, 3), x)
        else:
            yield (_number(chance, special),)


def _number(chance, special):
    kind = chance.randrange(6)
    if kind == 0:
        return from_bits(chance.getrandbits(64))
    if kind == 1:
        return chance.uniform(-10.0, 10.0)
    if kind == 2:
        return chance.uniform(-1.0, 1.0)
    if kind == 3:
        return chance.choice([-1.0, 1.0]) * 2.0 ** chance.uniform(-80.0, 80.0)
    near = chance.choice(special) * chance.choice([-1.0, 1.0])
    if kind == 4:
        return neighbour(near, chance.randint(-8, 8))
    return near * (1.0 + chance.choice([-1.0, 1.0]) * 2.0 ** chance.uniform(-52.0, 0.0))


def ascending(name, count, seed=0):
    """So many pairs of neighbouring doubles (a, b), a < b, of a function of one argument, from where it is monotone."""
    chance = random.Random('neighbours %s %d' % (name, seed))
    least, most = {'exp': (-750.0, 712.0), 'ln': (0.0, 1e308), 'sin': (-PI / 2, PI / 2), 'cos': (0.0, PI),
                   'tan': (-PI / 2, PI / 2), 'asin': (-1.0, 1.0), 'acos': (-1.0, 1.0), 'atan': (-1e308, 1e308)}[name]
    for _ in range(count):
        a = chance.uniform(least, most) if chance.randrange(2) else from_bits(
            chance.randint(0, to_bits(most))) * (-1.0 if least < 0.0 and chance.randrange(2) else 1.0)
        b = neighbour(a, 1)
        if least <= a and b <= most:
            yield a, b
