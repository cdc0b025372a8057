import sys
import types

import pytest

from pyfidget.host.progress import reporting


class Bar:
    """What tqdm does, as far as it is used."""
    made = []

    def __init__(self, total, desc, bar_format):
        self.total, self.desc, self.n, self.closed = total, desc, 0.0, False
        Bar.made.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

    def update(self, more):
        self.n += more


def test_a_function_is_called_as_it_is():
    done = []
    with reporting(done.append) as report:
        report(0.5)
    assert done == [0.5]


@pytest.mark.parametrize('wanted', [None, False])
def test_nothing_is_said_unasked(wanted):
    with reporting(wanted) as report:
        assert report is None


def test_true_shows_a_bar(monkeypatch):
    monkeypatch.setitem(sys.modules, 'tqdm', types.ModuleType('tqdm'))
    monkeypatch.setitem(sys.modules, 'tqdm.auto', types.SimpleNamespace(tqdm=Bar))
    with reporting(True, 'drawing') as report:
        report(0.25)
        report(1.0)
    bar = Bar.made.pop()
    assert (bar.total, bar.desc, bar.n, bar.closed) == (1.0, 'drawing', 1.0, True)


def test_without_tqdm_the_error_says_what_to_do(monkeypatch):
    for name in ('tqdm', 'tqdm.auto'):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModuleNotFoundError, match='^progress=True needs tqdm: pip install tqdm$'):
        with reporting(True):
            pass
