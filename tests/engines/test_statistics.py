"""What the quadtree engine reports of a frame."""
from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.statistics import Statistics
from pyfidget.image.canvas import Canvas
from pyfidget.parser import parse
from pyfidget.passes.counters import DECIDE, RULES, SIGN
from pyfidget.passes.switches import Switches
from tests.engines.pictures import UNIONS
from tests.models import square_grid

DISC = '''
    x var-x
    y var-y
    xx square x
    yy square y
    rr add xx yy
    one const 0.5
    disc sub rr one
    nowhere const 5
    r min disc nowhere
    '''


def statistics_of(text, size, counting=True):
    statistics = Statistics(counting)
    canvas = Canvas(size, size)
    Quadtree(Switches(), False, statistics).render(parse(text, 'test.vm'), square_grid(size), canvas)
    canvas.release()
    return statistics


def test_a_picture_of_one_leaf_is_one_region():
    level, = statistics_of(DISC, 8).levels
    assert (level.regions, level.inside, level.outside, level.evaluated) == (1, 0, 0, 1)


def test_a_region_proved_inside_or_outside_is_counted_as_that_alone():
    inside, = statistics_of('r const -1', 64).levels
    outside, = statistics_of('r const 1', 64).levels
    assert (inside.regions, inside.inside, inside.outside, inside.evaluated) == (1, 1, 0, 0)
    assert (outside.regions, outside.inside, outside.outside, outside.evaluated) == (1, 0, 1, 0)


def test_every_undecided_region_of_a_large_square_has_four_quarters():
    levels = statistics_of(DISC, 64).levels
    assert len(levels) == 4
    for above, below in zip(levels, levels[1:]):
        assert below.regions == 4 * (above.regions - above.inside - above.outside)


def test_only_the_smallest_regions_are_evaluated_and_all_that_are_undecided():
    levels = statistics_of(DISC, 64).levels
    assert [level.evaluated for level in levels[:-1]] == [0, 0, 0]
    assert levels[-1].evaluated == levels[-1].regions - levels[-1].inside - levels[-1].outside > 0


def test_the_sizes_of_programs_are_summed_up():
    level, = statistics_of(DISC, 8).levels
    assert (level.before, level.undecided) == (9, 9)
    assert (level.optimised, level.demanded, level.kept) == (7, 7, 7)


def test_quarters_start_from_the_program_that_their_region_kept():
    levels = statistics_of(DISC, 64).levels
    for above, below in zip(levels, levels[1:]):
        assert below.before == 4 * above.kept


def test_a_decided_region_counts_its_program_as_analysed_only():
    level, = statistics_of('r const -1', 64).levels
    assert (level.before, level.undecided, level.optimised, level.demanded, level.kept) == (1, 0, 0, 0, 0)


def test_the_rules_that_fired_are_counted():
    fired = statistics_of(DISC, 8).counters.fired
    assert fired[DECIDE] == 1
    assert sum(fired) == 1


def test_the_rules_that_fired_are_counted_where_they_did():
    statistics = statistics_of(UNIONS, 64)
    levels = statistics.levels
    assert [sum([level.fired[rule] for level in levels]) for rule in range(len(RULES))] == statistics.counters.fired
    assert len([level for level in levels if level.fired[DECIDE] > 0 and level.fired[SIGN] > 0]) > 1


def test_what_fires_at_the_top_alone_is_counted_there():
    levels = statistics_of(DISC, 64).levels
    assert [level.fired[DECIDE] for level in levels] == [1, 0, 0, 0]


def test_what_fires_in_a_decided_region_is_counted():
    level, = statistics_of('''
        a const 1
        b const 2
        r min a b
        ''', 64).levels
    assert (level.outside, level.fired[DECIDE]) == (1, 1)


def test_a_demanded_sign_shows_in_the_size_that_is_demanded():
    level, = statistics_of('''
        x var-x
        y var-y
        far abs y
        r min x far
        ''', 8).levels
    assert (level.optimised, level.demanded, level.kept) == (4, 1, 1)


def test_without_counting_the_rules_alone_are_counted():
    statistics = statistics_of(DISC, 64, counting=False)
    assert statistics.levels == []
    assert statistics.counters.fired[DECIDE] == 1
    assert statistics.counters.fired[SIGN] == 0


def test_a_frame_that_was_not_counted_has_no_levels_to_show():
    lines = Statistics(True).lines()
    assert lines[0].split() == ['level', 'regions', 'inside', 'outside', 'evaluated', '|', 'before', 'undecided', 'optimise',
                                'sign', 'dead']
    assert len(lines) == 1 + len(RULES)


def test_the_table_has_a_line_a_level_and_a_line_a_rule():
    statistics = statistics_of(DISC, 64)
    lines = statistics.lines()
    assert lines[1].split() == ['0', '1', '0', '0', '0', '|', '9', '9', '7', '7', '7']
    assert lines[1 + 4] == 'decide                  1'
    assert len(lines) == 1 + 4 + len(RULES)


def test_numbers_stand_under_the_ends_of_their_headings():
    statistics = Statistics(True)
    statistics.count_region(0, 123456, False, False)
    statistics.count_passes(0, 123456, 12345, 1234, 123)
    heading, line = statistics.lines()[:2]
    assert len(line) == len(heading)
    for name, number in [('regions', '1'), ('before', '123456'), ('optimise', '12345'), ('sign', '1234'), ('dead', '123')]:
        end = heading.index(name) + len(name)
        assert line[:end].endswith(' ' + number)
