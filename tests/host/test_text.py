import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pyfidget import operations
from pyfidget.host.shape import load
from pyfidget.host.text import TextError, main, set_lines, text, text_bounds
from pyfidget.parser import parse
from tests.host.evaluator import evaluate, inside, lines
from tests.host.native import needs_library
from tools import make_models

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / 'models'
SMALL = sorted(path for path in MODELS.glob('*.vm') if path.name not in ('tempest.vm', 'islands.vm'))


def drawn(shape, step=0.01):
    """Left, bottom, right, top of what is inside, looked for far beyond the picture too."""
    picture = inside(shape.to_vm(), -1.5, -1.5, 1.5, 1.5, step)
    columns, rows = np.flatnonzero(picture.any(axis=0)), np.flatnonzero(picture.any(axis=1))
    return tuple(-1.5 + step * edge for edge in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))


@pytest.mark.parametrize('string', ['A', 'Hello, world!', 'one\ntwo\nthree', 'y\n\n\n\n\nT', '(|@|)', '  spaces  '])
@pytest.mark.parametrize('align', ['left', 'center', 'right'])
def test_the_text_fits_into_the_square(string, align):
    left, bottom, right, top = drawn(text(string, align, margin=0.1))
    assert -0.91 <= left < right <= 0.91 and -0.91 <= bottom < top <= 0.91
    # The wider measure is used up; a line's height is counted from the tallest sign to the deepest.
    assert max(right - left, top - bottom) > 1.2


def test_the_margin_counts():
    left, _, right, _ = drawn(text('WWWWWWWW', margin=0.25))
    assert (left, right) == (pytest.approx(-0.75, abs=0.011), pytest.approx(0.75, abs=0.011))


@pytest.mark.parametrize('align, places', [('left', (-0.9, -0.9)), ('center', (-0.9, -0.1)), ('right', (-0.9, 0.7))])
def test_alignment(align, places):
    shape = text('IIIIIIIII\nI', align, margin=0.1).to_vm()
    picture = inside(shape, -1.0, -1.0, 1.0, 1.0, 0.005)
    rows = np.flatnonzero(picture.any(axis=1))
    for row, place in zip((rows[-1], rows[0]), places):
        first = -1.0 + 0.005 * np.flatnonzero(picture[row])[0]
        assert first == pytest.approx(place, abs=0.11)


@pytest.mark.parametrize('size', [0.25, 0.5, 1.0])
@pytest.mark.parametrize('string', ['E', 'EE', 'E.E', 'E\n'])
def test_a_size_is_the_height_of_a_capital(string, size):
    _, bottom, _, top = drawn(text(string, size=size))
    assert (bottom, top) == (pytest.approx(0.0, abs=0.011), pytest.approx(size, abs=0.011))


@pytest.mark.parametrize('align, ends', [('left', (0.0, 0.8)), ('center', (-0.4, 0.4)), ('right', (-0.8, 0.0))])
def test_at_a_size_the_text_is_aligned_to_the_origin(align, ends):
    size = 0.8 * 70.0 / set_lines('EFH').right
    left, _, right, _ = drawn(text('EFH', align, size=size))
    assert (left, right) == (pytest.approx(ends[0], abs=0.011), pytest.approx(ends[1], abs=0.011))


@pytest.mark.parametrize('align', ['left', 'center', 'right'])
@pytest.mark.parametrize('string', ['E', 'Hag', 'I\nIII\nII', 'b'])
@pytest.mark.parametrize('options', [{}, {'margin': 0.3}, {'size': 0.2}])
def test_the_bounds_hold_the_text(string, align, options):
    left, bottom, right, top = drawn(text(string, align, **options))
    x0, y0, x1, y1 = text_bounds(string, align, **options)
    assert (x0, x1) == (pytest.approx(left, abs=0.015), pytest.approx(right, abs=0.015))
    assert y0 <= bottom + 0.011 and top <= y1 + 0.011
    lines_high = 101.0 + 130.0 * string.count('\n')
    assert (x1 - x0) / (y1 - y0) == pytest.approx(set_lines(string).right / lines_high)
    if 'size' in options:
        assert y1 - y0 == pytest.approx(options['size'] * lines_high / 70.0) and y1 == pytest.approx(0.2 * 80.0 / 70.0)


@pytest.mark.parametrize('string', ['A\n', 'A\n\n', '\nA', '\n A \n ', 'A\n\xa0'])
def test_lines_without_ink_around_a_text_take_no_room(string):
    assert text_bounds(string) == text_bounds('A') and drawn(text(string)) == drawn(text('A'))
    x0, y0, x1, y1 = text_bounds(string, size=0.7)
    below = 1.3 if string.startswith('\n') else 0.0  # the first line stands on y = 0, whatever it has
    assert (x0, y0 + below, x1, y1 + below) == pytest.approx(text_bounds('A', size=0.7))


def test_lines_without_ink_between_others_take_theirs():
    assert text_bounds('E\n\nE', size=0.7)[1] == text_bounds('E\n \nE', size=0.7)[1] < text_bounds('E\nE', size=0.7)[1]


@pytest.mark.parametrize('options, message', [
    ({'size': 0.0}, 'size: expected a number above 0, not 0.0'), ({'size': float('nan')}, 'size: expected a finite number'),
    ({'size': 1.0, 'margin': 0.1}, 'give margin or size, not both'), ({'margin': 1.0}, 'margin: 1.0 is not in'),
])
def test_sizes_that_cannot_be(options, message):
    for function in (text, text_bounds):
        with pytest.raises(ValueError, match=message):
            function('a', **options)


def test_the_order_of_letters_and_lines():
    block = set_lines('.I\nI.', leading=100.0)
    picture = block.shape.to_vm()
    assert evaluate(picture, np.float64(5.0), np.float64(5.0)) < 0  # the full stop
    assert evaluate(picture, np.float64(5.0), np.float64(40.0)) > 0  # nothing above it
    assert evaluate(picture, np.float64(5.0), np.float64(-60.0)) < 0  # the I below it
    assert (block.left, block.top) == (0.0, 80.0) and block.bottom == -121.0


def test_a_letter_and_its_accent_are_one_character():
    assert text('Cafe\u0301') is text('Caf\xe9') and text_bounds('A\u030a') == text_bounds('\xc5')


@pytest.mark.parametrize('string', ['\xc5', 'E\nÉ', 'Ö\nT', 'ĥ'])
@pytest.mark.parametrize('options', [{}, {'margin': 0.3}, {'size': 0.2}])
def test_accents_of_the_first_line_are_in_the_picture_and_its_bounds(string, options):
    left, bottom, right, top = drawn(text(string, **options))
    x0, y0, x1, y1 = text_bounds(string, **options)
    assert x0 - 0.011 <= left and y0 - 0.011 <= bottom and right <= x1 + 0.011
    first = string.split('\n')[0]
    if first == 'E':  # an accent further down has room
        assert text_bounds(string, **options) == text_bounds('E\nE', **options)
    else:
        assert y1 == pytest.approx(top, abs=0.02)
    if 'size' not in options:
        margin = options.get('margin', 0.08)
        assert max(x1 - x0, y1 - y0) == pytest.approx(2.0 - 2.0 * margin) and y1 + y0 == pytest.approx(0.0, abs=1e-9)


def test_spaces_and_kerning_move_the_pen():
    assert set_lines('I I').right > set_lines('II').right
    assert set_lines('To').right < set_lines('T').right + set_lines('o').right
    assert set_lines('  I').right == set_lines('I').right


@pytest.mark.parametrize('string, message', [
    ('cafЖ', "line 1, column 4: the font has no 'Ж' (U+0416 CYRILLIC CAPITAL LETTER ZHE)"),
    ('a\nb\tc', "line 2, column 2: the font has no '\\t' (U+0009)"),
    ('e\u0301x\u0302', "line 1, column 3: the font has no '\u0302' (U+0302 COMBINING CIRCUMFLEX ACCENT)"),
    ('\udc80', "line 1, column 1: the font has no '\\udc80' (U+DC80)"),
    ('', 'the text is empty'), (' \n ', 'the text is empty'), ('\xa0\xad\u2003', 'the text is empty'),
])
def test_faults_of_the_text(string, message, capsys, tmp_path):
    with pytest.raises(TextError) as raised:
        text(string)
    assert message in str(raised.value)
    target = tmp_path / 'never.vm'
    assert main([string, '-o', str(target)]) == 2
    output = capsys.readouterr()
    assert output.out == '' and output.err.startswith('text: ' + message) and output.err.count('\n') == 1
    assert not target.exists()


def test_a_file_that_cannot_be_written(capsys, tmp_path):
    assert main(['a', '-o', str(tmp_path / 'none' / 'a.vm')]) == 1
    error = capsys.readouterr().err
    assert error.startswith('text: cannot write ') and error.count('\n') == 1


@pytest.mark.parametrize('options', [['a'], ['a', '-o', '-', '--margin', '1'], ['a', '-o', '-', '--margin', 'x'],
                                     ['a', '-o', '-', '--align', 'up'], ['a', '-o', '-', '--size', '0'],
                                     ['a', '-o', '-', '--size', 'x'], ['a', '-o', '-', '--size', '1', '--margin', '0.1']])
def test_faults_of_the_options(options, capsys):
    with pytest.raises(SystemExit) as raised:
        main(options)
    assert raised.value.code == 2
    assert 'error: ' in capsys.readouterr().err


@pytest.mark.slow
def test_the_command(tmp_path):
    target = tmp_path / 'text.vm'
    command = [sys.executable, '-m', 'pyfidget.host.text', 'Two\nlines', '--align', 'center', '-o']
    subprocess.run([*command, str(target)], cwd=ROOT, check=True)
    shown = subprocess.run([*command, '-'], cwd=ROOT, check=True, capture_output=True).stdout
    assert target.read_bytes() == shown
    model = shown.decode('ascii')
    assert model.startswith('# A text, made by python3 -m pyfidget.host.text:\n# Two\n# lines\n_0 ')
    assert model.endswith(text('Two\nlines', 'center').to_vm())


@needs_library
def test_a_text_beyond_ascii_is_a_comment_in_utf_8(tmp_path):
    target = tmp_path / 'text.vm'
    assert main(['Größe – 5 €', '-o', str(target)]) == 0
    model = target.read_bytes().decode('utf-8')
    assert model.startswith('# A text, made by python3 -m pyfidget.host.text:\n# Größe – 5 €\n_0 ')
    assert load(target).to_vm() == text('Größe – 5 €').to_vm()


def test_the_size_of_the_command(capfd):
    assert main(['Hi', '--size', '0.5', '-o', '-']) == 0
    assert capfd.readouterr().out.endswith(text('Hi', size=0.5).to_vm())


# ---- the models ----

def test_tempest_is_reproduced():
    assert (MODELS / 'tempest.vm').read_bytes() == make_models.tempest().encode('ascii')


def test_tempest_is_of_a_size_with_the_benchmark():
    model = make_models.tempest()
    assert 6000 <= len(lines(model)) <= 10000
    assert {words[1] for words in lines(model)} <= {
        'const', 'var-x', 'var-y', 'add', 'sub', 'mul', 'max', 'min', 'neg', 'square', 'sqrt'}


@pytest.mark.slow
def test_tempest_is_well_inside_the_picture():
    picture = inside(make_models.tempest(), -1.0, -1.0, 1.0, 1.0, 0.01)
    assert 0.03 < picture.mean() < 0.2
    assert not picture[:5].any() and not picture[-5:].any() and not picture[:, :5].any() and not picture[:, -5:].any()


@pytest.mark.parametrize('path', SMALL, ids=lambda path: path.stem)
def test_small_models(path):
    model = path.read_text(encoding='ascii')
    assert model.startswith('# ') and model.count('\n') <= 60
    picture = inside(model, -1.0, -1.0, 1.0, 1.0, 0.02)
    assert 0.1 < picture.mean() < 0.9
    assert not picture[0].any() and not picture[:, 0].any()
    assert parse(model, path.name).to_vm().count('\n') == len(lines(model))
    used = {argument for words in lines(model) if words[1] != 'const' for argument in words[2:]}
    assert used == {words[0] for words in lines(model)[:-1]}, 'every line but the last is used'


def test_small_models_show_the_operations():
    used = {words[1] for path in SMALL for words in lines(path.read_text(encoding='ascii'))}
    missing = {row.name for row in operations.OPERATIONS} - used
    assert missing <= {'tan', 'acos', 'and', 'rand', 'mix'}  # islands.vm has the last two


def test_link_changes_with_z():
    model = (MODELS / 'link.vm').read_text(encoding='ascii')
    x, y = np.linspace(-1.0, 1.0, 50)[None, :], np.linspace(-1.0, 1.0, 50)[:, None]
    assert (evaluate(model, x, y, 0.0) < 0).sum() > (evaluate(model, x, y, 0.4) < 0).sum() > 0
