"""What the tests of passes draw and compare: programs, points of all kinds of doubles, values to the bit."""
from hypothesis import strategies as st

from pyfidget.filters.catalogue import pass_named
from pyfidget.filters.chain import Chain
from pyfidget.filters.memoize import memoized_text
from pyfidget.filters.setting import anywhere
from pyfidget.listing import listing_of
from pyfidget.operations import CONST, VAR_X, VAR_Y, VAR_Z, apply_operation
from pyfidget.parser import parse
from pyfidget.pool import pool_for
from tests.strategies import INFINITY, LEAST, NAN, alike, doubles_and_mixes, grid_samples

SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.0, INFINITY, -INFINITY, NAN, LEAST, -LEAST, 1e300]


def coordinates():
    """Any double: often one that operations treat in a way of its own."""
    return st.one_of(st.sampled_from(SPECIAL), grid_samples(), st.floats(-2.0, 2.0), doubles_and_mixes())


def points(count=6):
    return st.lists(st.tuples(coordinates(), coordinates(), coordinates()), min_size=1, max_size=count)


def value_at(program, point):
    """The result at a point (x, y, z), by the operations' own meanings."""
    values = []
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            values.append(program.constants[index])
        elif opcode <= VAR_Z:
            values.append(point[(VAR_X, VAR_Y, VAR_Z).index(opcode)])
        else:
            values.append(apply_operation(opcode, values[program.first[index]], values[program.second[index]]))
    return values[-1]


def assert_alike(one, other, at):
    for point in at:
        assert alike(value_at(one, point), value_at(other, point)), (one.to_vm(), other.to_vm(), point)


def run(names, program, region=None):
    """The Program after some passes, separated by commas, and what their rules did: a dict without those that did nothing."""
    did = {}

    def run_all(chain):
        for name in names.split(','):
            tally = chain.run(pass_named(name))
            for rule, count in zip(tally.names, tally.counts):
                if count:
                    did[rule] = did.get(rule, 0) + count
        return chain.program.to_program()
    return with_chain(run_all, program, region), did


def with_chain(ask, program, region=None):
    """What is asked of the Chain of a Program."""
    chain = Chain(listing_of(program, pool_for(program.size)), region or anywhere())
    try:
        return ask(chain)
    finally:
        chain.release()


def memoized_text_of(program):
    """The text of a Program that `memoize` made."""
    return with_chain(lambda chain: memoized_text(chain.program), program)


def after(names, text, region=None):
    """As run, of texts: instructions separated by semicolons."""
    program, did = run(names, parse(text.replace('; ', '\n'), ''), region)
    return '; '.join(program.to_vm().splitlines()), did
