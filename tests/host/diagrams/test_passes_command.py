"""The command that tells what each pass removed, as a user gives it."""
import subprocess
import sys
import xml.etree.ElementTree

import pytest

from pyfidget.host.commands import passes
from pyfidget.host.diagrams.command import load_program, run_command
from pyfidget.host.diagrams.pass_table import measure_passes, table_lines
from tests.conftest import ROOT
from tests.host.diagrams.runs import MODELS, options_of

GEAR = str(MODELS / 'gear.vm')


def status_of(*words):
    with pytest.raises(SystemExit) as raised:
        run_command('passes.py', passes.main, list(words))
    return raised.value.code


def test_the_table_goes_to_standard_output_and_the_chart_to_its_file(tmp_path, capfd):
    passes.main([GEAR, '--size=64', '-o', str(tmp_path / 'chart.svg')], 'passes.py')
    rows = measure_passes(load_program(GEAR), options_of(64, 64))
    assert capfd.readouterr() == ('\n'.join(table_lines(rows)) + '\n', '')
    xml.etree.ElementTree.parse(tmp_path / 'chart.svg')


def test_without_a_file_there_is_no_chart(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    passes.main([GEAR, '--size=8'], 'passes.py')
    assert capfd.readouterr().out.startswith('level ')
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize('words, message', [
    (['--passes=decide,sign'], "--passes: without 'dead' nothing is removed"),
    (['--passes', 'all,-folds'], "--passes: unknown pass '-folds'"),
    (['-o', 'chart.dot'], "-o: 'chart.dot' ends in none of .svg, .png, .pdf"),
])
def test_wrong_use_is_one_line_and_status_2(capfd, words, message):
    assert status_of(GEAR, *words) == 2
    said = capfd.readouterr()
    assert said.out == '' and said.err.endswith(f': {message}\n') and said.err.count('\n') == 1


def test_a_model_a_chart_or_a_table_that_is_not_to_be_had(tmp_path):
    assert status_of(str(tmp_path)) == f'passes.py: cannot read {tmp_path}: Is a directory'
    assert status_of(GEAR, '--size=8', '-o', f'{tmp_path}/none/c.png') == (
        f'passes.py: cannot write {tmp_path}/none/c.png: No such file or directory')
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([sys.executable, f'{ROOT}/tools/passes.py', GEAR, '--size=8'], stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (1, b'passes.py: cannot write standard output: No space left on device\n')
