"""What the binary says when it is asked: help, version, times, statistics."""
import os
import re

import pytest

from pyfidget.passes.counters import RULES
from pyfidget.usage import HELP
from pyfidget.version import VERSION
from tests.conftest import ROOT

QUADTREE = '--engine=quadtree'
FLOWER = os.path.join(ROOT, 'models', 'flower.vm')
TIMES = ['parse_ms', 'lower_ms', 'frame_ms_min', 'frame_ms_median', 'write_ms', 'total_ms']


@pytest.mark.parametrize('arguments', [
    ['--help'], ['-h'], ['--size=3', '--help'], ['--help', 'a.vm'], ['--version', '--help'],
])
def test_the_help_goes_to_standard_output(binary, arguments):
    assert binary.run(*arguments) == (0, HELP.encode(), b'')


def test_the_version_is_one_line(binary):
    kind = 'native, with JIT' if binary.has_jit() else 'native'
    assert binary.run('--version') == (0, ('pyfidget %s (%s)\n' % (VERSION, kind)).encode(), b'')


def test_every_option_with_a_fault_is_a_fault_although_help_is_asked_for(binary):
    assert binary.run('--size=0', '--help').status == 2


def report(binary, *arguments):
    done = binary.run(FLOWER, '-o', '/dev/null', *arguments)
    assert (done.status, done.out) == (0, b'')
    assert done.err.endswith(b'\n')
    return done.err.decode('ascii').split('\n')[:-1]


def read_times(lines):
    for line in lines:
        assert re.match(r'[a-z_]+ [0-9]+\.[0-9]{3}$', line), line
    names, values = zip(*[line.split() for line in lines])
    assert list(names) == TIMES
    return dict(zip(names, map(float, values)))


def test_nothing_is_said_unless_it_is_asked_for(binary):
    assert binary.run(FLOWER, '-o', '/dev/null') == (0, b'', b'')


@pytest.mark.parametrize('engine', ['wide', 'quadtree', 'scalar'])
def test_times_are_six_lines_of_milliseconds(binary, engine):
    times = read_times(report(binary, '--time', '--engine', engine, '--size=200'))
    parts = times['parse_ms'] + times['lower_ms'] + times['frame_ms_min'] + times['write_ms']
    assert times['frame_ms_min'] == times['frame_ms_median'] > 0.0
    assert parts <= times['total_ms'] + 0.004  # each number is rounded to a thousandth


def test_of_several_frames_the_least_and_the_median_time_are_given(binary):
    times = read_times(report(binary, '--time', '--repeat=20'))
    assert 0.0 < times['frame_ms_min'] <= times['frame_ms_median']
    assert times['total_ms'] >= 20 * times['frame_ms_min'] - 0.02


def read_statistics(lines):
    """The rows of numbers, level by level, and the counts of the rules."""
    levels = [[int(number) for number in line.replace('|', ' ').split()] for line in lines[1:-len(RULES)]]
    rules = dict(line.rsplit(None, 1) for line in lines[-len(RULES):])
    assert sorted(rules) == sorted(RULES)
    return levels, {name: int(count) for name, count in rules.items()}


def test_the_statistics_of_a_square_of_a_power_of_two_add_up(binary):
    """depth, regions, inside, outside, evaluated | operations before, undecided, optimised, demanded, kept"""
    levels, rules = read_statistics(report(binary, QUADTREE, '--stats', '--size=256'))
    assert [level[0] for level in levels] == [0, 1, 2, 3, 4, 5]
    assert levels[0][1] == 1
    for above, below in zip(levels, levels[1:]):
        assert below[1] == 4 * (above[1] - above[2] - above[3])
        assert below[5] == 4 * above[9]
    for _, regions, inside, outside, evaluated, before, undecided, optimised, demanded, kept in levels:
        assert inside + outside + evaluated <= regions
        assert before >= undecided >= optimised >= demanded == kept
    last = levels[-1]
    assert last[4] == last[1] - last[2] - last[3] > 0
    assert sum(rules.values()) > 0


def test_without_a_pass_its_rules_do_not_fire(binary):
    _, rules = read_statistics(report(binary, QUADTREE, '--stats', '--passes=none'))
    assert set(rules.values()) == {0}


@pytest.mark.parametrize('engine', ['wide', 'quadtree', 'scalar'])
def test_the_statistics_of_several_frames_are_those_of_one(binary, engine):
    asked = ['--stats', '--size=400', '--engine', engine]
    assert report(binary, '--repeat=3', *asked) == report(binary, *asked)


def test_times_come_before_statistics(binary):
    lines = report(binary, QUADTREE, '--time', '--stats')
    read_times(lines[:len(TIMES)])
    assert lines[len(TIMES)].startswith('level ')


def test_the_statistics_of_scalar_evaluation_are_one_line(binary):
    assert report(binary, '--stats', '--engine=scalar', '--size=5') == ['46 operations at each pixel']


def test_a_report_does_not_get_into_a_picture_on_standard_output(binary):
    done = binary.run(FLOWER, '--size=9', '--time', '--stats', '--format=pgm', '-o', '-')
    assert done.status == 0
    assert len(done.out) == len(b'P5\n9 9\n255\n') + 81
    assert done.err.startswith(b'parse_ms ')
