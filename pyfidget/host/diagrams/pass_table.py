"""What each pass removed in a run of the quadtree engine, level by level, as a table whose rows add up.

    analysed = proven + dead + decide + fold + peephole + sign + left      operations, summed up over the regions of a level

Whatever is removed is dropped by the pass `dead`. It is credited to the first that made it superfluous: to `dead` itself if it
was so from the start; to `decide`, `fold`, `peephole`, in the order in which the optimiser tries them, if after that one the
value of the region's result no longer needs it; to `sign` if its value does and its sign does not.
"""
from dataclasses import dataclass, fields

from pyfidget.arguments import UsageError
from pyfidget.host.diagrams.quadtree_run import run_quadtree
from pyfidget.passes.counters import RULES


@dataclass
class Row:
    """One level of the recursion, or all of them.

    regions   of these so many were proven inside, proven outside, evaluated; the others were divided
    analysed  operations of the regions' programs;
    proven    of these, those in regions that were proven, which end there;
    dead, decide, fold, peephole, sign  what each pass removed from the others;
    left      what went on, to be evaluated or to be analysed in each quarter
    fired     how often each rule of counters.RULES fired, in regions that were proven as well
    """
    regions: int
    inside: int
    outside: int
    evaluated: int
    analysed: int
    proven: int
    dead: int
    decide: int
    fold: int
    peephole: int
    sign: int
    left: int
    fired: list[int]

    def undecided(self):
        """How many regions were neither proven inside nor outside."""
        return self.regions - self.inside - self.outside


COLUMNS = [field.name for field in fields(Row)][:-1]


def measure_passes(program, options):
    """The Rows of a run as arguments.Options ask for it, from the whole picture down; UsageError where nothing is removed."""
    if not options.switches.dead:
        raise UsageError("--passes: without 'dead' nothing is removed")
    run = run_quadtree(program, options, has_parts=True)
    return [_row(level, live) for level, live in zip(run.levels, run.live)]


def _row(level, live):
    sizes = [level.undecided, *live, level.optimised, level.demanded]
    removed = [before - after for before, after in zip(sizes, sizes[1:])]
    return Row(level.regions, level.inside, level.outside, level.evaluated, level.before, level.before - level.undecided,
               *removed, level.kept, level.fired)


def total(rows):
    """The Row of all levels together."""
    return Row(*[sum(getattr(row, name) for row in rows) for name in COLUMNS],
               [sum(counts) for counts in zip(*[row.fired for row in rows])])


def table_lines(rows):
    """The table as lines of text."""
    bottom = total(rows)
    names = [*map(str, range(len(rows))), 'total']
    lines = [_line('level', COLUMNS, 5, 10)]
    lines += [_line(name, [getattr(row, column) for column in COLUMNS], 5, 10) for name, row in zip(names, [*rows, bottom])]
    lines += ['', 'operations analysed = in proven regions + removed by dead, decide, fold, peephole, sign + left', '']
    lines.append(_line('fired', names, 16, 9))
    lines += [_line(rule, [row.fired[index] for row in [*rows, bottom]], 16, 9) for index, rule in enumerate(RULES)]
    return lines


def _line(name, cells, first, width):
    return f'{name:{first}}' + ''.join(f'{cell:>{width}}' for cell in cells)
