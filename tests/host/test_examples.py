"""The examples in the docstrings of what `import pyfidget as pf` has: they run, and there is one for every function."""
import doctest
import inspect
import math

import numpy as np
import pytest

import pyfidget as pf
from pyfidget.host import api
from tests.host.native import needs_library

NAMES = {name: value for name, value in ((name, getattr(pf, name)) for name in api.__all__) if callable(value)
         and not isinstance(value, pf.Expression)}
METHODS = {f'Renderable.{name}': value for name, value in vars(pf.Renderable).items()
           if name[0] != '_' and not getattr(value, '__isabstractmethod__', False)}
EXAMPLES = {**NAMES, **METHODS}


@needs_library
@pytest.mark.parametrize('name', EXAMPLES)
def test_an_example_runs(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = inspect.getdoc(EXAMPLES[name])
    example = doctest.DocTestParser().get_doctest(text, {'pf': pf, 'np': np, 'math': math}, name, None, 0)
    assert example.examples
    failures = []
    doctest.DocTestRunner().run(example, out=failures.append)
    assert failures == []


def test_functions_and_methods_are_among_them():
    assert {'circle', 'sqrt', 'Renderable.render', 'Renderable.eval', 'Shape', 'load'} < set(EXAMPLES)
