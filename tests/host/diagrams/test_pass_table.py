import pytest
from hypothesis import given

from pyfidget.arguments import UsageError
from pyfidget.host.diagrams.pass_table import COLUMNS, Row, measure_passes, table_lines, total
from pyfidget.host.diagrams.quadtree_run import run_quadtree
from pyfidget.passes.counters import DECIDE, RULES, SIGN
from tests.host.diagrams.runs import DISC, options, options_of
from tests.strategies import programs, scaled


@scaled(60)
@given(programs(), options('all', 'all,-decide', 'all,-fold', 'all,-peephole', 'all,-sign', 'dead', 'sign,dead'))
def test_the_rows_add_up(program, run):
    rows = measure_passes(program, run)
    for row in [*rows, total(rows)]:
        removed = [row.dead, row.decide, row.fold, row.peephole, row.sign]
        assert min(removed) >= 0
        assert row.analysed == row.proven + sum(removed) + row.left
    for name in ('decide', 'fold', 'peephole', 'sign'):
        assert getattr(run.switches, name) or getattr(total(rows), name) == 0


@scaled(30)
@given(programs(), options())
def test_what_the_frame_counted_is_in_the_rows(program, run):
    for row, level in zip(measure_passes(program, run), run_quadtree(program, run).levels, strict=True):
        assert (row.regions, row.inside, row.outside, row.evaluated) == (
            level.regions, level.inside, level.outside, level.evaluated)
        assert (row.analysed, row.left, row.fired) == (level.before, level.kept, level.fired)
        assert row.undecided() > 0 or row.left == 0


@scaled(30)
@given(programs(), options())
def test_no_more_is_analysed_than_four_quarters_of_what_was_left(program, run):
    rows = measure_passes(program, run)
    for above, below in zip(rows, rows[1:]):
        assert below.analysed <= 4 * above.left


def test_dead_is_credited_with_what_the_model_never_used():
    rows = measure_passes(DISC, options_of(64, 64))
    assert (rows[0].dead, rows[0].decide, rows[0].left) == (1, 2, 7)
    assert total(rows).dead == 1


def test_a_proven_picture_leaves_nothing_to_remove():
    row, = measure_passes(DISC, options_of(64, 64, '--center=5,0'))
    assert (row.outside, row.analysed, row.proven, row.dead, row.left) == (1, 10, 10, 0, 0)


@pytest.mark.parametrize('passes', ['none', 'all,-dead', 'decide,fold'])
def test_without_dead_nothing_is_removed(passes):
    with pytest.raises(UsageError) as raised:
        measure_passes(DISC, options_of(8, 8, f'--passes={passes}'))
    assert raised.value.message == "--passes: without 'dead' nothing is removed"


def a_row(first, fired):
    return Row(*range(first, first + len(COLUMNS)), [fired] * len(RULES))


def test_the_total_is_of_every_column_and_every_rule():
    assert total([a_row(0, 3), a_row(100, 4)]) == Row(*range(100, 100 + 2 * len(COLUMNS), 2), [7] * len(RULES))


def test_the_text_has_a_line_a_level_and_a_line_a_rule():
    lines = table_lines([a_row(0, 3), a_row(100, 4)])
    assert lines[0].split() == ['level', *COLUMNS]
    assert lines[1].split() == ['0', *map(str, range(len(COLUMNS)))]
    assert lines[3].split()[:2] == ['total', '100']
    heading = next(index for index, line in enumerate(lines) if line.startswith('fired'))
    assert lines[heading].split() == ['fired', '0', '1', 'total']
    assert [line[:16].rstrip() for line in lines[heading + 1:]] == RULES
    assert {tuple(line[16:].split()) for line in lines[heading + 1:]} == {('3', '4', '7')}


def test_numbers_stand_under_the_ends_of_their_headings():
    lines = table_lines(measure_passes(DISC, options_of(64, 64)))
    for name in COLUMNS:
        end = lines[0].index(f' {name}') + len(name) + 1
        assert all(line[end - 1].isdigit() for line in lines[1:6])
    assert len({len(line) for line in lines[:6]}) == 1


def test_rules_are_told_apart():
    fired = total(measure_passes(DISC, options_of(64, 64))).fired
    assert fired[DECIDE] == 1 and fired[SIGN] == 0
