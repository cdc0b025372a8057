"""Putting something else in the place of a module's names, for the time of a test."""
import contextlib


@contextlib.contextmanager
def replaced(module, **values):
    """As pytest's monkeypatch.setattr, which hypothesis does not want as a fixture: it would last for all the examples."""
    before = dict((name, getattr(module, name)) for name in values)
    vars(module).update(values)
    try:
        yield
    finally:
        vars(module).update(before)
