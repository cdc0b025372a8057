"""What all tests share. They run under CPython 3 with a current pytest and under CPython 2.7 with pytest 4.6."""
import os

import hypothesis
import pytest

# No deadline: these machines are shared, and an example's time says nothing about its correctness.
hypothesis.settings.register_profile('quick', max_examples=100, deadline=None, database=None)
# The same examples every time: a run on a change is to say something about that change.
hypothesis.settings.register_profile('ci', max_examples=100, deadline=None, database=None, derandomize=True)
# A few examples: whether it works at all, all day long (make test-fast).
hypothesis.settings.register_profile('fast', max_examples=5, deadline=None, database=None, derandomize=True)
hypothesis.settings.register_profile('soak', max_examples=5000, deadline=None, database=None)
hypothesis.settings.load_profile(os.environ.get('HYPOTHESIS_PROFILE', 'ci' if os.environ.get('CI') else 'quick'))

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Rooms of which make test-fast runs nothing: they start processes, servers and clusters.
SLOW_ROOMS = [os.path.join(ROOT, 'tests', 'host', room, '') for room in ('diagrams', 'posters', 'viewer')]


def pytest_collection_modifyitems(items):
    for item in items:
        if any(str(item.fspath).startswith(room) for room in SLOW_ROOMS):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope='session')
def own_models():
    """The folder of the models that the project ships."""
    return os.path.join(ROOT, 'models')


@pytest.fixture(scope='session')
def shared_models():
    """The folder of other people's models, and golden.txt; it lies beside the project, or it is not there."""
    folder = os.path.join(os.path.dirname(ROOT), 'shared', 'models')
    if not os.path.exists(os.path.join(folder, 'golden.txt')):
        pytest.skip('the shared models are not there: no folder ../shared/models')
    return folder


@pytest.fixture
def shared_cases():
    """The folder of small programs in which somebody met a fault; it lies beside the project, or it is not there."""
    folder = os.path.join(os.path.dirname(ROOT), 'shared', 'cases')
    if not os.path.isdir(folder):
        pytest.skip('the shared cases are not there: no folder ../shared/cases')
    return folder


def pytest_terminal_summary(terminalreporter):
    """Says how long the tests of each room took."""
    times = {}
    for report in [report for reports in terminalreporter.stats.values() for report in reports]:
        if hasattr(report, 'duration'):
            folders = report.nodeid.split('::')[0].split('/')
            room = folders[1] if len(folders) > 2 else folders[0]
            times[room] = times.get(room, 0.0) + report.duration
    rooms = sorted(times, key=times.get, reverse=True)
    terminalreporter.write_line('seconds: ' + ', '.join('%s %.1f' % (room, times[room]) for room in rooms))
