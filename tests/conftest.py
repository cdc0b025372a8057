"""What all tests share. They run under CPython 3 with a current pytest and under CPython 2.7 with pytest 4.6."""
import os

import hypothesis
import pytest

# No deadline: these machines are shared, and an example's time says nothing about its correctness.
hypothesis.settings.register_profile('quick', max_examples=100, deadline=None, database=None)
# The same examples every time: a run on a change is to say something about that change.
hypothesis.settings.register_profile('ci', max_examples=100, deadline=None, database=None, derandomize=True)
hypothesis.settings.register_profile('soak', max_examples=5000, deadline=None, database=None)
hypothesis.settings.load_profile(os.environ.get('HYPOTHESIS_PROFILE', 'ci' if os.environ.get('CI') else 'quick'))

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


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
