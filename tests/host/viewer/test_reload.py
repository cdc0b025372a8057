"""What the viewer says of a file that changes: models and Python files, and those with faults."""
import os
import re
import signal
import sys
import time

import numpy as np
import pytest

import pyfidget as pf
from tests.host.native import needs_library
from tests.host.viewer.running import PATIENCE, Page, running

pytestmark = needs_library

DISC = 'x var-x\ny var-y\nxx square x\nyy square y\ns add xx yy\nr const 0.25\nd sub s r\n'
HALF = 'x var-x\n'
PYTHON_DISC = 'import pyfidget as pf\nsize = 0.5\npf.circle(0.0, 0.0, size)\n'


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def show(path, text, *options):
    path.write_text(text, encoding='utf-8')
    return running(path.name, *options, folder=path.parent)


def picture(text, size=40):
    return pf.parse(text).render(size)


def check_picture(page, text):
    assert np.array_equal(page.frame(40, 40)[1], picture(text))


def test_a_change_shows(folder):
    model = folder / 'm.vm'
    with show(model, DISC) as viewer, Page(viewer) as page:
        page.next('model', isSpace=False)
        check_picture(page, DISC)
        started = time.monotonic()
        model.write_text(HALF)
        page.next('model')
        assert time.monotonic() - started < 1.0
        check_picture(page, HALF)


def test_a_change_by_a_new_file_in_its_place_shows(folder):
    model = folder / 'm.vm'
    with show(model, DISC) as viewer, Page(viewer) as page:
        page.next('model')
        (folder / 'new').write_text(HALF)
        os.replace(folder / 'new', model)
        page.next('model')
        check_picture(page, HALF)


def test_a_change_through_a_link_shows(folder):
    (folder / 'real.vm').write_text(DISC)
    (folder / 'm.vm').symlink_to('real.vm')
    with running('m.vm', folder=folder) as viewer, Page(viewer) as page:
        page.next('model')
        (folder / 'real.vm').write_text(HALF)
        page.next('model')
        check_picture(page, HALF)


def test_a_fault_is_in_the_words_of_the_command_line_and_the_last_picture_stays(folder):
    model = folder / 'm.vm'
    with show(model, DISC) as viewer, Page(viewer) as page:
        page.next('fault', text='')
        model.write_text('x var-x\nr foo x\n')
        fault = page.next('fault')
        with pytest.raises(pf.ParseError) as raised:
            pf.load(model)
        assert fault == {'kind': 'fault', 'text': str(raised.value).replace(f'{folder}/', ''), 'line': 2, 'column': 3}
        check_picture(page, DISC)
        model.write_text(HALF)
        page.next('fault', text='')
        check_picture(page, HALF)


def test_a_model_that_is_wrong_from_the_start(folder):
    model = folder / 'm.vm'
    with show(model, 'x var-q\n') as viewer, Page(viewer) as page:
        assert page.next('fault')['text'].startswith("m.vm:1:3: unknown operation 'var-q'")
        page.ask_frame(8, 8)
        assert page.next('refused') == {'kind': 'refused', 'number': 1, 'text': ''}
        page.send('value', number=3, x=0, y=0, z=0)
        assert page.next('value')['value'] == ''
        model.write_text(HALF)
        page.next('model')
        check_picture(page, HALF)


def test_a_file_that_goes_and_comes_back(folder):
    model = folder / 'm.vm'
    with show(model, DISC) as viewer, Page(viewer) as page:
        page.next('fault', text='')
        model.unlink()
        assert page.next('fault')['text'] == 'cannot read m.vm: No such file or directory'
        check_picture(page, DISC)
        model.write_text(DISC)
        page.next('fault', text='')


def test_a_file_that_is_too_large(folder):
    with show(folder / 'm.vm', DISC, '--largest-model', '10') as viewer, Page(viewer) as page:
        assert page.next('fault')['text'] == 'm.vm has more than 10 bytes: --largest-model BYTES allows them'


def test_a_name_that_cannot_be_printed(folder):
    name = os.fsdecode(b'a\xff\n.vm')
    (folder / name).write_text('x foo\n')
    with running(name, folder=folder) as viewer, Page(viewer) as page:
        assert page.next('fault')['text'].startswith('a\\xff\\x0a.vm:1:3: ')


# ---- Python ----

@pytest.fixture(scope='module')
def of_python(tmp_path_factory):
    """A Python file and its viewer."""
    model = tmp_path_factory.mktemp('python') / 'm.py'
    with show(model, PYTHON_DISC) as viewer:
        yield model, viewer


def test_a_python_file(folder):
    model = folder / 'm.py'
    with show(model, PYTHON_DISC) as viewer, Page(viewer) as page:
        page.next('model', isSpace=False)
        assert np.array_equal(page.frame(40, 40)[1], pf.circle(0.0, 0.0, 0.5).render(40))
        model.write_text('import pyfidget\nshape = pyfidget.sphere(0, 0, 0, 0.25)\nprint("said")\n')
        page.next('model', isSpace=True)
        assert np.array_equal(page.frame(40, 40)[1], pf.sphere(0.0, 0.0, 0.0, 0.25).render(40))
        assert viewer.end()[1] == 'said\n'


def test_a_python_file_finds_what_lies_beside_it(folder):
    (folder / 'inner').mkdir()
    (folder / 'inner' / 'beside.py').write_text('RADIUS = 0.5\n')
    (folder / 'inner' / 'm.py').write_text('import beside, pyfidget\nassert __name__ == "__main__"\n'
                                           'pyfidget.circle(0.0, 0.0, beside.RADIUS)\n')
    with running('inner/m.py', folder=folder) as viewer, Page(viewer) as page:
        page.next('model')
        assert np.array_equal(page.frame(40, 40)[1], pf.circle(0.0, 0.0, 0.5).render(40))


@pytest.mark.parametrize('text, fault', [
    ('import pyfidget as pf\npf.circle(0, 0\n', "m.py:2:10: SyntaxError: '(' was never closed"),
    ('x = 1\ndef f():\n    return nothing\n\nf()\n', "m.py:3:{12}: NameError: name 'nothing' is not defined"),
    ('import pyfidget as pf\npf.circle(0, 0, -1)\n', 'm.py:2:{1}: ValueError: '),
    ('import pyfidget as pf\ns = pf.parse("x foo")\n', "m.py:2:{5}: ParseError: <text>:1:3: unknown operation 'foo'"),
    ('x = 1\n', 'm.py: no shape: the last line is none, and there is no variable `shape` that is one'),
    ('', 'm.py: no shape: '),
    ('import sys\nsys.exit(3)\n', 'm.py:2:{1}: the file has ended itself, by exit(3)'),
    ('import os\nos._exit(3)\n', 'm.py: its process has ended, with exit status 3'),
    ('import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n', 'm.py: its process was ended by SIGSEGV'),
    ('raise SystemError("one\\ntwo")\n', 'm.py:1:{1}: SystemError: one'),
    ('def f():\n    return f()\nf()\n', 'm.py:2:{12}: RecursionError: maximum recursion depth exceeded'),
])
def test_faults_of_a_python_file_have_their_place_and_end_nothing(of_python, text, fault):
    # Without the columns that only Python 3.11 and newer know.
    fault = re.sub(r'\{(\d+)\}', r'\1' if sys.version_info >= (3, 11) else '1', fault)
    model, viewer = of_python
    model.write_text(PYTHON_DISC)
    with Page(viewer) as page:
        page.next('fault', text='')
        model.write_text(text)
        told = page.next('fault')
        assert told['text'].startswith(fault) and '\n' not in told['text']
        assert (told['line'] > 0) == (fault[4] == ':' and fault[5].isdigit())
        assert np.array_equal(page.frame(40, 40)[1], pf.circle(0.0, 0.0, 0.5).render(40))


def test_a_python_file_that_is_no_text(folder):
    (folder / 'm.py').write_bytes(b'x = 1\ny = "\xff"\n')
    with running('m.py', folder=folder) as viewer, Page(viewer) as page:
        assert page.next('fault')['text'] == 'm.py:2:1: byte 11 is not UTF-8'


@pytest.mark.parametrize('loop, place', [
    ('while True:\n    pass\n', ':1:'), ('import time\ntime.sleep(1000)\n', ':2:'),
    ('while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass\n', ''),
])
def test_a_python_file_without_an_end_is_stopped(folder, loop, place):
    model = folder / 'm.py'
    with show(model, PYTHON_DISC, '--time-limit', '0.5') as viewer, Page(viewer) as page:
        page.next('fault', text='')
        model.write_text(loop)
        text = page.next('fault')['text']
        assert text.startswith('m.py' + place) and text.endswith(': stopped after 0.5 s')
        assert np.array_equal(page.frame(40, 40)[1], pf.circle(0.0, 0.0, 0.5).render(40))
        model.write_text(PYTHON_DISC + '# mended\n')
        page.next('fault', text='')


def test_what_a_python_file_starts_ends_with_it(folder):
    model = folder / 'm.py'
    text = ('import subprocess\nprocess = subprocess.Popen(["sleep", "1000"])\n'
            'open("number", "w").write(str(process.pid))\n')
    with show(model, text) as viewer, Page(viewer) as page:
        page.next('fault')
        number = int((folder / 'number').read_text())
        end = time.monotonic() + PATIENCE
        while is_alive(number) and time.monotonic() < end:
            time.sleep(0.02)
        assert not is_alive(number)


def is_alive(process):
    try:
        with open(f'/proc/{process}/stat', encoding='ascii') as stat:
            return stat.read().rsplit(')', 1)[1].split()[0] != 'Z'
    except FileNotFoundError:
        return False


def children_of(viewer):
    with open(f'/proc/{viewer.process.pid}/task/{viewer.process.pid}/children', encoding='ascii') as numbers:
        return [int(number) for number in numbers.read().split()]


def test_drafts_that_nobody_waits_for_leave_no_process(folder):
    with show(folder / 'm.py', PYTHON_DISC) as viewer, Page(viewer) as page:
        page.next('fault', text='')
        for i in range(20):
            page.send('edit', text=f'{PYTHON_DISC}# {i}\n')
            time.sleep(0.05)
        page.next('fault', text='')
        end = time.monotonic() + PATIENCE
        while len(children_of(viewer)) != 1 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(children_of(viewer)) == 1


def test_no_process_is_left(folder):
    with show(folder / 'm.py', PYTHON_DISC) as viewer:
        with Page(viewer) as page:
            page.next('fault', text='')
        time.sleep(0.5)  # the next one is about to be ready
        children = children_of(viewer)
        assert children
        assert viewer.end(signal.SIGINT) == (130, '')
        assert not any(is_alive(number) for number in children)


# ---- drafts ----

def test_a_draft_is_its_own_pages(folder):
    with show(folder / 'm.vm', DISC) as viewer, Page(viewer) as one, Page(viewer) as other:
        one.next('fault', text='')
        other.next('fault', text='')
        one.send('edit', text=HALF)
        one.next('fault', text='')
        check_picture(one, HALF)
        check_picture(other, DISC)
        one.send('edit', text='x foo\n')
        assert one.next('fault')['line'] == 1
        check_picture(one, HALF)
        one.send('edit', text=None)
        one.next('fault', text='')
        check_picture(one, DISC)


def test_a_draft_stays_when_the_file_changes(folder):
    model = folder / 'm.vm'
    with show(model, DISC) as viewer, Page(viewer) as page:
        page.next('fault', text='')
        page.send('edit', text=HALF)
        page.next('fault', text='')
        model.write_text(DISC + '# more\n')
        assert page.next('file')['text'] == DISC + '# more\n'
        check_picture(page, HALF)


def test_a_newer_draft_ends_the_process_of_an_older_one(folder):
    with show(folder / 'm.py', PYTHON_DISC, '--time-limit', '1000') as viewer, Page(viewer) as page:
        page.next('fault', text='')
        page.send('edit', text='while True:\n    pass\n')
        page.send('edit', text='import pyfidget\npyfidget.circle(0.0, 0.0, 0.25)\n')
        page.next('fault', text='')
        assert np.array_equal(page.frame(40, 40)[1], pf.circle(0.0, 0.0, 0.25).render(40))


def test_saving(folder):
    model = folder / 'm.vm'
    with show(model, DISC) as viewer, Page(viewer) as one, Page(viewer) as other:
        base = one.next('file')['base']
        other.next('fault', text='')
        one.send('save', text=HALF, base=base)
        assert one.next('saved')['base'] != base
        assert model.read_text() == HALF
        assert other.next('file')['text'] == HALF
        other.next('fault', text='')
        check_picture(other, HALF)
        check_picture(one, HALF)


@pytest.mark.parametrize('text', [b'x var-x # \xff\r\nr neg x\r\n', 'x var-x # \u00e4\U0001f600\n'.encode(), b''])
def test_what_is_saved_is_what_was_there_byte_for_byte(folder, text):
    model = folder / 'm.vm'
    model.write_bytes(text)
    with running('m.vm', folder=folder) as viewer, Page(viewer) as page:
        file = page.next('file')
        page.send('save', text=file['text'] + '# more', base=file['base'])
        page.next('saved')
        assert model.read_bytes() == text + b'# more'


def test_a_change_on_disk_is_never_overwritten(folder):
    model = folder / 'm.vm'
    with show(model, DISC) as viewer, Page(viewer) as page:
        base = page.next('file')['base']
        model.write_text(HALF)
        page.send('save', text=DISC + '# mine\n', base=base)
        page.next('changed')
        assert model.read_text() == HALF
        assert [path.name for path in folder.iterdir()] == ['m.vm']
        page.send('save', text=DISC + '# mine\n', base=page.next('file', text=HALF)['base'])
        page.next('saved')
        assert model.read_text() == DISC + '# mine\n'


@pytest.mark.skipif(os.getuid() == 0, reason='for root there is no file that cannot be written')
def test_a_file_that_cannot_be_written(folder):
    with show(folder / 'm.vm', DISC) as viewer, Page(viewer) as page:
        base = page.next('file')['base']
        folder.chmod(0o500)
        page.send('save', text=HALF, base=base)
        assert page.next('fault', line=0)['text'] == 'cannot write m.vm: Permission denied'
