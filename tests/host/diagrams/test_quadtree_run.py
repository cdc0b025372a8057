"""A run of the quadtree engine: what is told of it, by the library as untranslated."""
import pathlib

from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.recording import LEVEL_WORDS
from pyfidget.engines.watcher import Watcher
from pyfidget.grid import CHALLENGE, Rectangle
from pyfidget.host.diagrams import quadtree_run
from pyfidget.host.diagrams.quadtree_run import Progress, count_pixels, run_quadtree
from pyfidget.host.native import NativeProgram
from pyfidget.host.view import View
from pyfidget.library.state import HANDLE_FAULT, NUMBER_FAULT
from pyfidget.passes.switches import Switches
from tests.host.diagrams.runs import DISC, options, options_of
from tests.host.native import needs_library
from tests.replacing import replaced
from tests.strategies import programs, scaled


class Bar:
    """In place of tqdm's."""

    def __init__(self, total=0, **_looks):
        self.total = total
        self.done = 0

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        pass

    def update(self, pixels):
        self.done += pixels


class Log(Watcher):
    def __init__(self):
        self.told = []

    def decided(self, *news):
        self.told.append(('decided', *news))

    def divided(self, *news):
        self.told.append(('divided', *news))

    def evaluated(self, *news):
        self.told.append(('evaluated', *news))


def test_the_statistics_are_those_of_the_frame():
    levels = run_quadtree(DISC, options_of(64, 64)).levels
    assert [level.regions for level in levels[:3]] == [1, 4, 16]
    assert levels[0].before == 10


def test_the_passes_are_those_that_the_options_ask_for():
    assert run_quadtree(DISC, options_of(64, 64, '--passes=none')).levels[0].kept == 10
    assert run_quadtree(DISC, options_of(64, 64, '--passes=dead')).levels[0].kept == 9
    assert run_quadtree(DISC, options_of(64, 64)).levels[0].kept == 7


def test_a_run_says_nothing_where_there_is_no_terminal(capsys):
    run_quadtree(DISC, options_of(16, 16))
    assert capsys.readouterr() == ('', '')


def test_a_run_moves_the_bar_to_its_end(monkeypatch):
    bars = []
    monkeypatch.setattr(quadtree_run, 'tqdm', lambda **looks: bars.append(Bar(**looks)) or bars[-1])
    run_quadtree(DISC, options_of(70, 33))
    assert [(bar.done, bar.total) for bar in bars] == [(70 * 33, 70 * 33)]


def test_the_bar_moves_when_pixels_are_done_with_and_the_watcher_is_told_everything():
    bar, log = Bar(), Log()
    progress = Progress(bar, log)
    whole, left, right = Rectangle(0, 0, 16, 8), Rectangle(0, 0, 8, 8), Rectangle(8, 0, 16, 8)
    progress.divided(0, whole, 5, 4)
    assert bar.done == 0
    progress.decided(1, left, 4, True)
    assert bar.done == 64
    progress.evaluated(1, right, 4, 3)
    assert bar.done == 128
    assert log.told == [('divided', 0, whole, 5, 4), ('decided', 1, left, 4, True), ('evaluated', 1, right, 4, 3)]


@needs_library
@scaled(40)
@given(programs(), options('all', 'all,-decide', 'all,-fold', 'all,-peephole', 'all,-sign', 'dead', 'none'), st.booleans())
def test_the_library_tells_what_the_untranslated_engine_does(program, run, has_parts):
    told, runs = [], []
    for native in (quadtree_run._native, lambda *_: None):
        with replaced(quadtree_run, _native=native):
            log = Log()
            runs.append(run_quadtree(program, run, log, has_parts))
            told.append([[name, depth, vars(pixels), *numbers] for name, depth, pixels, *numbers in log.told])
    assert told[0] == told[1]
    assert runs[0].live == runs[1].live
    assert [vars(level) for level in runs[0].levels] == [vars(level) for level in runs[1].levels]


@needs_library
def test_a_recording_is_freed_and_early_exits_are_told(own_models):
    program = NativeProgram(pathlib.Path(own_models, 'gear.vm').read_bytes(), '')
    library = program._library
    pieces = list(program.record(View(64, 64, CHALLENGE, 0.0, 0.0, 1.0, 0.0), Switches(), True, False))
    assert pieces[-1].shape[1] == LEVEL_WORDS and sum(map(len, pieces[:-1])) > 1
    with library.lock:
        assert library.call('recorded', 1 << 40, 0, 0, 0, 0) == -1
        assert (library.call('record_on', 1 << 40, 5), library.call('fault_kind')) == (0, HANDLE_FAULT)
        assert (library.call('record', 1 << 40, 4, 4, 0, 0.0, 0.0, 1.0, 0.0, 31, 0, 0), library.call('fault_kind')) == (
            0, HANDLE_FAULT)
        assert (library.call('record', program._number, 0, 4, 0, 0.0, 0.0, 1.0, 0.0, 31, 0, 0), library.call('fault_kind')) == (
            0, NUMBER_FAULT)


def test_pixels_are_counted():
    assert count_pixels(Rectangle(3, 5, 10, 7)) == 14
