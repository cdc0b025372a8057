"""The passes by name, and chains of them."""
from pyfidget.filters import (
    algebra,
    dead_code,
    demand_sign,
    fold,
    memoize,
    predicates,
    reassociate,
    regroup,
    reorder,
    value_number,
)
from pyfidget.filters.dead_code import drop_dead_code
from pyfidget.filters.simplify import simplify

EXACT, SIGN, INEXACT = range(3)  # what a pass keeps: the result's bits, its sign, or neither


class Pass(object):
    """run: the function (Listing, Setting, Tally) -> Listing; rules: what its Tally counts; keeps: EXACT, SIGN or INEXACT."""
    _immutable_ = True

    def __init__(self, name, run, rules, keeps):
        self.name = name
        self.run = run
        self.rules = rules
        self.keeps = keeps


def _print(program, setting, tally):
    """Nothing but the names that text gives."""
    return program


PASSES = [
    Pass('print', _print, [], EXACT),
    Pass('fold', fold.fold, fold.RULES, EXACT),
    Pass('value-number', value_number.value_number, value_number.RULES, EXACT),
    Pass('simplify', simplify, algebra.RULES, EXACT),
    Pass('regroup', regroup.regroup, regroup.RULES, EXACT),
    Pass('reassociate-inexact', reassociate.reassociate, reassociate.RULES, INEXACT),
    Pass('memoize', memoize.memoize, memoize.RULES, EXACT),
    Pass('demand-sign', demand_sign.demand_sign, demand_sign.RULES, SIGN),
    Pass('predicates', predicates.ask_predicates, predicates.RULES, SIGN),
    Pass('reorder', reorder.reorder, reorder.RULES, EXACT),
    Pass('reorder-list', reorder.reorder_list, reorder.RULES, EXACT),
    Pass('dead-code', drop_dead_code, dead_code.RULES, EXACT),
]
NAMES = [_pass.name for _pass in PASSES]


class UnknownFilter(Exception):
    def __init__(self, name):
        self.name = name


def parse_chain(text):
    """The Passes of names that are separated by commas; UnknownFilter."""
    return [pass_named(name) for name in text.split(',')]


def pass_named(name):
    for one in PASSES:
        if one.name == name:
            return one
    raise UnknownFilter(name)


def text_of(program, last):
    """The text of a Listing that a Pass has made. MemoryError."""
    return memoize.memoized_text(program) if last.name == 'memoize' else program.to_program().to_vm()
