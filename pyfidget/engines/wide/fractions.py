"""Bounds of fractions: of u less the whole number that is nearest, or next below or above, and of how far u is from the nearest.

Taken by themselves u and its whole number give nothing where the whole number takes two values: bounds of a difference that is
more than 1 wide. But between the two the fraction wraps. It lies in two pieces then, and both are far from zero if u is about
halfway:

        |u - round(u)|    1/2      /\\            /\\
                                  /  \\          /  \\
                            0 ___/    \\__/\\____/    \\___     u from n + a to n + 1 - b: not below a or b
                                n      n + 1

As in lanes.py, whose layout this is.
"""
from pyfidget.engines.wide.lanes import higher_of, lower_of


def clip(count, v, c, least):
    """Of bounds of a fraction what is not beyond `least` and `least + 1`, where all fractions of its kind lie (interval.py)."""
    most = least + 1.0
    i = 0
    while i < 2 * count:
        v[c + i] = lower_of(higher_of(v[c + i], least), most)
        i += 1


def part_from_zero(count, v, c, a, b):
    """Raise the lower bounds at v[c] of |u - round(u)|, with those of u at v[a] and of round(u) at v[b].

    Where round(u) is r or r + 1 and nothing else, its difference to u is not below the one of u's lower end to r as long as it is
    r, and not above the one of u's upper end to r + 1 after that: a rounded difference falls with neither. Elsewhere 0 is left.
    """
    i = 0
    while i < count:
        below = v[a + i] - v[b + i]
        above = v[b + count + i] - v[a + count + i]
        nearest = lower_of(below, above) if v[b + count + i] - v[b + i] == 1.0 else 0.0
        v[c + i] = higher_of(v[c + i], nearest)
        i += 1


for _function in (clip, part_from_zero):
    _function._annspecialcase_ = 'specialize:arg(0)'
