"""A run of the quadtree engine, for whoever draws what it did: by the native library, or untranslated, a hundred times as slow.

A bar shows how far it is.
"""
from dataclasses import dataclass

from tqdm import tqdm

from pyfidget.engines.quadtree import NOBODY
from pyfidget.engines.recording import DIVIDED, EVALUATED, EVENT_WORDS, INSIDE, LEVEL_WORDS, Recording
from pyfidget.engines.statistics import Level
from pyfidget.grid import Rectangle, make_grid
from pyfidget.host.native import MissingLibrary, NativeProgram
from pyfidget.host.view import View


@dataclass
class Run:
    """levels  the statistics.Level of each depth
    live    of each depth, what a PassWatcher counts; zeros if nobody asked for it
    """
    levels: list[Level]
    live: list[list[int]]


def grid_of(options):
    return make_grid(options.width, options.height, options.convention, options.view)


def run_quadtree(program, options, watcher=NOBODY, has_parts=False):
    """Render as `--engine quadtree` does, for a watcher; gives the Run. has_parts: whether to count what each part of the
    optimiser removes. A terminal sees a bar meanwhile."""
    pieces = _native(program, options, has_parts) or _untranslated(program, options, has_parts)
    size = options.width * options.height
    with tqdm(total=size, desc='rendering', unit='px', unit_scale=True, leave=False, disable=None) as bar:
        progress = Progress(bar, watcher)
        levels = []
        for words in pieces:
            if words and len(words[0]) == LEVEL_WORDS:
                levels = words
            else:
                for event in words:
                    _tell(progress, event)
    return Run([_level(words) for words in levels], [words[9:12] for words in levels])


def _native(program, options, has_parts):
    """The words of a recording, piece by piece, in rows; None where there is no library."""
    view = options.view
    try:
        native = NativeProgram(program.to_vm().encode(), '')
    except MissingLibrary:
        return None
    view = View(options.width, options.height, options.convention, view.center_x, view.center_y, view.scale, view.z)
    return (words.tolist() for words in native.record(view, options.switches, options.early_exit, has_parts))


def _untranslated(program, options, has_parts):
    """The same."""
    recording = Recording(program, grid_of(options), options.switches, options.early_exit, has_parts)
    try:
        taken = 0
        while recording.has_more():
            recording.go_on()
            yield _rows(recording.events[taken:], EVENT_WORDS)
            taken = len(recording.events)
        yield _rows(recording.levels(), LEVEL_WORDS)
    finally:
        recording.release()


def _rows(words, length):
    return [words[start:start + length] for start in range(0, len(words), length)]


def _tell(watcher, event):
    depth, left, top, right, bottom, fate, size, kept = event
    pixels = Rectangle(left, top, right, bottom)
    if fate == DIVIDED:
        watcher.divided(depth, pixels, size, kept)
    elif fate == EVALUATED:
        watcher.evaluated(depth, pixels, size, kept)
    else:
        watcher.decided(depth, pixels, size, fate == INSIDE)


def _level(words):
    level = Level()
    (level.regions, level.inside, level.outside, level.evaluated, level.before, level.undecided, level.optimised, level.demanded,
     level.kept) = words[:9]
    level.fired = words[12:]
    return level


class Progress:
    """Moves a bar on by the pixels that are done with, and tells a Watcher everything."""

    def __init__(self, bar, watcher):
        self.bar = bar
        self.watcher = watcher

    def decided(self, depth, pixels, size, is_inside):
        self.watcher.decided(depth, pixels, size, is_inside)
        self.bar.update(count_pixels(pixels))

    def divided(self, depth, pixels, size, kept):
        self.watcher.divided(depth, pixels, size, kept)

    def evaluated(self, depth, pixels, size, kept):
        self.watcher.evaluated(depth, pixels, size, kept)
        self.bar.update(count_pixels(pixels))


def count_pixels(pixels):
    return (pixels.right - pixels.left) * (pixels.bottom - pixels.top)
