"""What the README shows runs as it stands there, and the pages that list operations and options have all of them."""
import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from pyfidget.operations import OPERATIONS
from pyfidget.parser import parse
from pyfidget.usage import HELP
from tests.conftest import ROOT

README = (Path(ROOT) / 'README.md').read_text(encoding='utf-8')
MODELS, COMMAND_LINE = ((Path(ROOT) / 'docs' / f'{page}.md').read_text(encoding='utf-8') for page in ('models', 'command-line'))


def blocks(language):
    return re.findall(rf'^```{language}\n(.*?)^```', README, re.MULTILINE | re.DOTALL)


def test_the_model_at_the_top_is_a_disc():
    program = parse(blocks('')[0], 'README.md')
    assert program.size == 8


@pytest.mark.parametrize('source', blocks('python'))
def test_an_example_in_python_prints_a_model(source):
    output = io.StringIO()
    with redirect_stdout(output):
        exec(source, {})
    assert parse(output.getvalue(), 'README.md').size > 1


def test_every_operation_is_listed():
    assert [operation.name for operation in OPERATIONS if f'`{operation.name}' not in MODELS] == []


def test_every_option_is_listed_here_and_in_the_help():
    def options(text):
        return set(re.findall(r'--[a-z][a-z-]*', text))
    table = COMMAND_LINE[COMMAND_LINE.index('| option'):COMMAND_LINE.index('A fault in a model')]
    assert options(table) | {'--version', '--help'} == options(HELP)


def test_every_file_that_is_named_is_there():
    for target in re.findall(r'\]\(([^):]+)\)', README):
        assert (Path(ROOT) / target.split('#')[0]).exists(), target
