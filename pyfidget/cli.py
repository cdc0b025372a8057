"""The command line program: arguments -> render -> file.

Exit status 0: the picture is written; 1: it is not, for a reason given in one line on standard error; 2: wrong use.
"""
from pyfidget import arguments, interrupts, system
from pyfidget.arguments import UsageError, parse_arguments
from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.scalar import driver, render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.wide.engine import Wide
from pyfidget.grid import make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.image.formats import write_picture
from pyfidget.output import Output
from pyfidget.parse import ParseError, parse
from pyfidget.quote import LONGEST_PATH, quote
from pyfidget.rpy import TraceLimitTooHigh, fixed_text, set_user_param, sort_floats
from pyfidget.threads import usable_cores
from pyfidget.version import BUILD, describe


class Failure(Exception):
    """The picture cannot be had; the message is one line."""

    def __init__(self, message):
        self.message = message


def main(argv):
    """argv: the program's name and its arguments, as strings of bytes. Gives the exit status."""
    started = system.now()
    interrupts.let_writes_fail()
    try:
        options = parse_arguments(argv[1:])
        if options.show_help:
            return _print(arguments.HELP)
        if options.show_version:
            return _print(describe() + '\n')
        _set_jit(options.jit)
        _run(options, started)
        return 0
    except UsageError as fault:
        _complain('pyfidget: %s' % fault.message)
        return 2
    except Failure as fault:
        _complain('pyfidget: %s' % fault.message)
        return 1
    except ParseError as fault:
        _complain(fault.describe())
        return 1
    except MemoryError:
        _complain('pyfidget: not enough memory')
        return 1


def _run(options, started):
    times = []
    text = _read(options.model)
    clock = system.now()
    program = parse(text, options.model)
    clock = _lap(times, 'parse_ms', clock)
    grid = make_grid(options.width, options.height, options.convention, options.view)
    canvas = Canvas(options.width, options.height)
    try:
        renderer = _make_renderer(options, program, grid)
        clock = _lap(times, 'lower_ms', clock)
        frames = _render(renderer, options.repeat, canvas)
        times.append('frame_ms_min %s' % _milliseconds(frames[0]))
        times.append('frame_ms_median %s' % _milliseconds(_median(frames)))
        clock = system.now()
        _write(canvas, options)
        _lap(times, 'write_ms', clock)
    finally:
        canvas.release()
    _lap(times, 'total_ms', started)
    if options.show_time:
        _report(times)
    if options.show_stats:
        _report(renderer.lines())


def _read(path):
    try:
        return system.read_file(path)
    except OSError as error:
        raise Failure('cannot read %s: %s' % (quote(path, LONGEST_PATH), system.reason(error)))


class _Renderer(object):
    """One engine, ready to render one program over one grid again and again."""

    def render(self, canvas):
        """Set the pixels of a clear canvas that lie inside."""
        raise NotImplementedError

    def lines(self):
        """What the last frame took, as lines of text."""
        raise NotImplementedError


class _ScalarRenderer(_Renderer):
    def __init__(self, program, grid):
        self.program = program
        self.grid = grid

    def render(self, canvas):
        render_scalar(self.program, self.grid, canvas)

    def lines(self):
        return ['%d operations at each pixel' % self.program.size]


class _QuadtreeRenderer(_Renderer):
    def __init__(self, options, program, grid):
        self.switches = options.switches
        self.early_exit = options.early_exit
        self.counting = options.show_stats
        self.statistics = Statistics(self.counting)
        self.program = program
        self.grid = grid

    def render(self, canvas):
        self.statistics = Statistics(self.counting)
        Quadtree(self.switches, self.early_exit, self.statistics).render(self.program, self.grid, canvas)

    def lines(self):
        return self.statistics.lines()


class _WideRenderer(_Renderer):
    def __init__(self, options, program, grid):
        self.engine = Wide(program, grid, options.threads or usable_cores(), options.machine_code)

    def render(self, canvas):
        self.engine.render(canvas)

    def lines(self):
        return self.engine.lines()


def _make_renderer(options, program, grid):
    if options.engine == arguments.SCALAR:
        return _ScalarRenderer(program, grid)
    if options.engine == arguments.QUADTREE:
        return _QuadtreeRenderer(options, program, grid)
    return _WideRenderer(options, program, grid)


def _render(renderer, repeat, canvas):
    """Render as often as it is asked for; gives the seconds of each frame, rising."""
    frames = []
    for frame in range(repeat):
        start = system.now()
        if frame > 0:
            canvas.clear()
        renderer.render(canvas)
        frames.append(system.now() - start)
    sort_floats(frames)
    return frames


def _write(canvas, options):
    try:
        output = Output(options.output)
        try:
            write_picture(canvas, output, options.format)
            output.commit()
        finally:
            output.abandon()
    except OSError as error:
        target = 'standard output' if options.output == '-' else quote(options.output, LONGEST_PATH)
        raise Failure('cannot write %s: %s' % (target, system.reason(error)))


def _set_jit(parameters):
    if not parameters:
        return
    if not BUILD.jit:
        raise UsageError('--jit: this build has no JIT (make translate-jit gives one)')
    try:
        set_user_param(driver, parameters)
    except TraceLimitTooHigh:
        raise UsageError('--jit: trace_limit is 16384 at most')
    except ValueError:
        raise UsageError("--jit: expected 'off', 'default' or NAME=VALUE,..., not %s" % quote(parameters))


def _print(text):
    try:
        system.write_all(system.STANDARD_OUTPUT, text)
    except OSError as error:
        _complain('pyfidget: cannot write standard output: %s' % system.reason(error))
        return 1
    return 0


def _complain(message):
    _report([message])


def _report(lines):
    """Lines to standard error. Where even that is closed there is nobody left to tell."""
    try:
        system.write_all(system.STANDARD_ERROR, '\n'.join(lines) + '\n')
    except OSError:
        return


def _lap(times, name, since):
    """Note the time since a moment under a name; gives the present moment."""
    moment = system.now()
    times.append('%s %s' % (name, _milliseconds(moment - since)))
    return moment


def _milliseconds(seconds):
    return fixed_text(seconds * 1000.0, 3)


def _median(rising):
    middle = len(rising) // 2
    if len(rising) % 2 == 1:
        return rising[middle]
    return (rising[middle - 1] + rising[middle]) / 2.0
