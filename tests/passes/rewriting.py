"""Rewrites as text: a program before, the program after, and the rules that fired."""
from pyfidget.interval import Interval, everything
from pyfidget.parser import parse
from pyfidget.passes.counters import RULES, Counters
from pyfidget.passes.dead_code import keep_all, keep_demanded
from pyfidget.passes.demand import demand
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import parse_switches

MAYBE_NAN = everything()  # what to give for a coordinate of which nothing is known


def region(x=(-1.0, 1.0), y=(-1.0, 1.0), z=(0.0, 0.0)):
    return Region(_interval(x), _interval(y), _interval(z))


def _interval(bounds):
    return bounds if isinstance(bounds, Interval) else Interval(bounds[0], bounds[1], False)


def draft_of(text, passes, **bounds):
    """The Draft of a program, and the Counters."""
    counters = Counters()
    return optimise(parse(text, 'before'), region(**bounds), parse_switches(passes), counters), counters


def rewrite(text, passes, **bounds):
    """The program that the passes make of a text, and the names of the rules that fired, in the order of the table."""
    switches = parse_switches(passes)
    draft, counters = draft_of(text, passes, **bounds)
    demands = demand(draft, switches, counters)
    program = keep_demanded(draft, demands) if switches.dead else keep_all(draft, demands)
    fired = [name for name, count in zip(RULES, counters.fired) for _ in range(count)]
    return program.to_vm(), fired


def becomes(passes, before, after, fired, **bounds):
    """Assert that the passes turn one program into another, and which rules fire: once for each mention."""
    assert rewrite(before, passes, **bounds) == (plain(after), fired)


def stays(passes, before, **bounds):
    """Assert that no rule fires and that the passes leave a program as it is."""
    assert rewrite(before, passes, **bounds) == (plain(before), [])


def plain(text):
    """A program's text with the names that to_vm gives."""
    return parse(text, 'after').to_vm()
