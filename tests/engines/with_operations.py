"""Render with operations that the table does not have: a script, for a process of its own.

    python with_operations.py COUNT

The tables of operations.py, interval.py and space/derivatives.py get COUNT more operations of one argument, `new0`, `new1`, ...,
and as many of two, `pair0`, ..., as whoever adds one would write them. A program with the last two of them is rendered by every
engine; printed is of each picture how many pixels are inside, and its digest.
"""
import hashlib
import importlib
import os
import sys
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = '''
    x var-x
    y var-y
    z var-z
    two const 2
    # Of x alone, of y alone, of both, with a constant, of what may be no number.
    a new%(last)d x
    b new%(last)d y
    s add a b
    c new%(last)d s
    d pair%(last)d c y
    e pair%(last)d two d
    f pair%(last)d a b
    g sqrt x
    h new%(last)d g
    i pair%(last)d h f
    j max d i
    k min e j
    l new%(last)d k
    eighth const 0.125
    m sub l eighth
    n min m f
    o pair%(last)d z c
    r max n o
    '''


def replaced(source, old, new):
    assert source.count(old) == 1, old
    return source.replace(old, new)


def with_rows(source, count):
    """The source of operations.py."""
    source = replaced(source, '\n# ---- the table ----\n', """
def op_new(a):
    return a * a - 0.3


def op_pair(a, b):
    return a - 0.7 * b


# ---- the table ----
""")
    for rows, names, row, name in [('_UNARY = [\n', '(ABS, ', "('new%d', op_new, 0)", 'NEW%d'),
                                   ('_BINARY = [\n', '(ADD, ', "('pair%d', op_pair, False, (0, 0))", 'PAIR%d')]:
        # Behind the others, as the table's ends are where limits are.
        start = source.index(rows)
        end = source.index('\n]\n', start)
        source = source[:end] + '\n' + '\n'.join('    ' + row % i + ',' for i in range(count)) + source[end:]
        end = source.index(') = range(', source.index(names))
        source = source[:end] + ''.join(', ' + name % i for i in range(count)) + source[end:]
    return source


def with_transfers(source, count):
    """The source of interval.py."""
    source = replaced(source, '\n# ---- the table ----\n', """
def new_interval(a):
    square = square_interval(a)
    return Interval(square.lo - 0.3, square.hi - 0.3, square.maybe_nan)


def pair_interval(a, b):
    return sub_interval(a, mul_interval(Interval(0.7, 0.7, False), b))


# ---- the table ----
""")
    rows = ''.join("'new%d': new_interval, 'pair%d': pair_interval,\n    " % (i, i) for i in range(count))
    source = replaced(source, '_TRANSFERS = {\n    ', '_TRANSFERS = {\n    ' + rows)
    return replaced(source, 'apply_interval, everything,', 'apply_interval, new_interval, pair_interval, everything,')


def with_rules(source, count):
    """The source of space/derivatives.py."""
    source = replaced(source, '\nRULES = {\n', """
def _pair(a, b, factor, da, db):
    return da - 0.7 * db


RULES = {
""")
    return replaced(source, 'RULES = {\n', 'RULES = {\n' + ''.join(
        "    'new%d': (_square_factor, _scaled), 'pair%d': (_no_factor, _pair),\n" % (i, i) for i in range(count)))


def import_changed(name, change):
    """Import a module of the package from its changed source."""
    path = os.path.join(ROOT, 'pyfidget', *name.split('.')) + '.py'
    with open(path) as lines:
        source = change(lines.read())
    module = types.ModuleType('pyfidget.' + name)
    module.__file__ = path
    sys.modules['pyfidget.' + name] = module
    exec(compile(source, path, 'exec'), module.__dict__)
    room, _, base = ('pyfidget.' + name).rpartition('.')
    setattr(importlib.import_module(room), base, module)


def main(count):
    sys.path.insert(0, ROOT)
    import_changed('operations', lambda source: with_rows(source, count))
    import_changed('interval', lambda source: with_transfers(source, count))
    import_changed('space.derivatives', lambda source: with_rules(source, count))

    from pyfidget.codegen.allocators import SSRA
    from pyfidget.codegen.ssra import SINK_DEAD
    from pyfidget.engines.compiled import Compilation, Compiled, render_compiled
    from pyfidget.engines.points import Evaluator, evaluate_points, record_at
    from pyfidget.engines.quadtree import Quadtree
    from pyfidget.engines.scalar import render_scalar
    from pyfidget.engines.statistics import Statistics
    from pyfidget.engines.wide.engine import render_wide
    from pyfidget.grid import CHALLENGE, View, make_grid
    from pyfidget.parser import parse
    from pyfidget.passes.switches import parse_switches
    from pyfidget.space.lattice import make_lattice
    from pyfidget.space.orientation import Orientation
    from tests.models import picture
    from tests.space.test_heights import by_team, defined
    from tests.space.test_normals import check

    program = parse(PROGRAM % {'last': count - 1}, 'new.vm')
    grid = make_grid(70, 66, CHALLENGE, View(z=0.25))
    quadtree = Quadtree(parse_switches('all'), False, Statistics(False))
    compiled = Compiled(program, grid, Compilation(True, SSRA, SINK_DEAD, False))
    for name, render in [('scalar', render_scalar), ('quadtree', quadtree.render), ('wide', render_wide),
                         ('compiled', lambda _program, _grid, canvas: render_compiled(compiled, canvas))]:
        show(name, picture(render, program, grid))
    out = [None] * (70 * 66)
    evaluate_points(record_at(Evaluator(program).record), 0, len(out), list(grid.xs) * 66,
                    [y for y in grid.ys for _ in range(70)], [grid.z] * len(out), out)
    marks = ''.join('#' if value < 0.0 else '.' for value in out)
    show('points', [marks[70 * row:70 * row + 70] for row in range(66)])
    lattice = make_lattice(20, 18, 9, CHALLENGE)
    for name, heights_by in [('voxels', defined), ('space', by_team)]:
        show(name, [''.join(chr(ord('.') + height) for height in row) for row in heights_by(program, lattice)])
    check(program, Orientation(), (20, 18, 9))


def show(name, rows):
    marked = sum(len(row) - row.count('.') for row in rows)
    print('%s %d %s' % (name, marked, hashlib.sha256('\n'.join(rows).encode('ascii')).hexdigest()))


main(int(sys.argv[1]))
