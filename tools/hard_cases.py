"""Looks for arguments whose values lie nearest to the midpoint between two doubles: the hard cases of correct rounding.

    python -m tools.hard_cases [-n ARGUMENTS] [-o FILE]

Tries so many arguments a function, in MPFR with 140 bits, and writes the 50 nearest of each: the function, its argument or two,
and the double that is nearest to the value, all as hexadecimal numbers. tests/elementary/hard_cases.txt is of two million
arguments (20 minutes). It is the same file each time.
"""
import argparse
import heapq
import random

import gmpy2

KEPT = 50
FUNCTIONS = {'exp': 'exp', 'ln': 'log', 'sin': 'sin', 'cos': 'cos', 'tan': 'tan', 'asin': 'asin', 'acos': 'acos', 'atan': 'atan',
             'atan2': 'atan2'}
BITS = 140


def nearest(name, arguments):
    """The double nearest to a function's value, by MPFR: rounded once, also where it is subnormal."""
    with gmpy2.context(precision=53, emax=1024, emin=-1073, subnormalize=True):
        return float(getattr(gmpy2, FUNCTIONS[name])(*[gmpy2.mpfr(argument) for argument in arguments]))


def distance(name, arguments):
    """How far a value lies from a midpoint between two doubles of 53 bits, in their spacing: 0 to 0.5; None for no number."""
    value = getattr(gmpy2, FUNCTIONS[name])(*arguments)
    if not gmpy2.is_finite(value) or value == 0:
        return None
    mantissa, _ = value.as_mantissa_exp()
    length = mantissa.bit_length()
    if length <= 53:
        return None  # an exact case
    below = length - 53
    return abs(float(gmpy2.mpz(abs(mantissa) & ((1 << below) - 1)) - (1 << below - 1)) / float(1 << below))


def argument(name, chance):
    """A random argument: of the usual range, of any magnitude, or of few bits."""
    kind = chance.randrange(4)
    if name in ('asin', 'acos'):
        value = chance.uniform(0.0, 1.0) if kind < 2 else 2.0 ** chance.uniform(-26, 0)
    elif name == 'exp':
        value = chance.uniform(0.0, 10.0) if kind < 2 else 2.0 ** chance.uniform(-50, 9.4)
    elif name == 'ln':
        value = chance.uniform(0.0, 10.0) if kind < 2 else 2.0 ** chance.uniform(-1000, 1000)
    else:
        value = chance.uniform(0.0, 10.0) if kind < 2 else 2.0 ** chance.uniform(-26, 26)
    if kind == 3:
        mantissa, power = value.hex().split('p')
        value = float.fromhex(mantissa[:chance.randint(4, 9)] + 'p' + power)
    return -value if name != 'ln' and chance.randrange(2) else value


def search(name, count):
    """The hardest arguments of a function, the hardest first."""
    chance = random.Random(name)
    hardest = []
    tried = set()
    with gmpy2.context(precision=BITS):
        for _ in range(count):
            arguments = tuple(argument(name, chance) for _ in range(2 if name == 'atan2' else 1))
            away = distance(name, arguments)
            if away is None or arguments in tried or len(hardest) == KEPT and -away <= hardest[0][0]:
                continue
            tried.add(arguments)
            if len(hardest) == KEPT:
                heapq.heapreplace(hardest, (-away, arguments))
            else:
                heapq.heappush(hardest, (-away, arguments))
    return [arguments for _, arguments in sorted(hardest, reverse=True)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('-n', type=int, default=1000000, help='arguments to try for each function')
    parser.add_argument('-o', default='tests/elementary/hard_cases.txt', help='the file to write')
    options = parser.parse_args()
    with open(options.o, 'w', encoding='ascii') as file:
        for name in FUNCTIONS:
            for arguments in search(name, options.n):
                numbers = [value.hex() for value in arguments + (nearest(name, arguments),)]
                file.write('%s %s\n' % (name, ' '.join(numbers)))


if __name__ == '__main__':
    main()
