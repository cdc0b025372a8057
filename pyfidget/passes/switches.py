"""Which parts of the optimiser run. Each can be switched off alone; the picture stays the same."""

NAMES = ['decide', 'fold', 'peephole', 'sign', 'dead']


class UnknownPass(Exception):
    def __init__(self, name):
        self.name = name


class Switches(object):
    """decide    a min or max whose winner the intervals tell is its winner
    fold      what can only have one value is that constant
    peephole  the local rewrites of peephole.py
    sign      a min or max of which only the sign is demanded drops an argument that cannot matter
    dead      operations that the result does not need are dropped
    """
    _immutable_fields_ = ['decide', 'fold', 'peephole', 'sign', 'dead']

    def __init__(self, decide=True, fold=True, peephole=True, sign=True, dead=True):
        self.decide = decide
        self.fold = fold
        self.peephole = peephole
        self.sign = sign
        self.dead = dead


def parse_switches(text):
    """'all', 'none', or names separated by commas: those that run; after 'all,' a name with '-' before it does not run.

    Raises UnknownPass with the word that is none of these.
    """
    on = {}
    for name in NAMES:
        on[name] = False
    for word in text.split(','):
        if word == 'all' or word == 'none':
            for name in NAMES:
                on[name] = word == 'all'
        elif word in on:
            on[word] = True
        elif word.startswith('-') and word[1:] in on:
            on[word[1:]] = False
        else:
            raise UnknownPass(word)
    return Switches(on['decide'], on['fold'], on['peephole'], on['sign'], on['dead'])
