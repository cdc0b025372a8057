"""Dead code elimination: from a Draft and its demands to the Program of what is live."""
from pyfidget.passes.demand import NOTHING, count_demanded


def keep_demanded(draft, demands):
    """The Program of the entries that something demands."""
    wanted = [demands[index] != NOTHING for index in range(draft.size)]
    return draft.keep(wanted, count_demanded(demands))


def keep_all(draft, demands):
    """The Program of every entry up to the one that gives the result: for looking at the other passes alone."""
    last = _result(demands)
    wanted = [index <= last for index in range(draft.size)]
    return draft.keep(wanted, last + 1)


def _result(demands):
    """The result is the last entry that is demanded at all."""
    last = len(demands) - 1
    while demands[last] == NOTHING:
        last -= 1
    return last

