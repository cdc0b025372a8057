"""The command line program: arguments -> render -> file.

Exit status 0: the picture is written; 1: it is not, for a reason given in one line on standard error; 2: usage error.
"""
from pyfidget import interrupts, scarcity, system
from pyfidget.arguments import UsageError, parse_arguments
from pyfidget.engines.scalar import driver
from pyfidget.files import Failure, close_model, name_of, open_model, print_text, read_model, report, unwritable
from pyfidget.grid import make_window
from pyfidget.optimiser.command import run_opt
from pyfidget.output import Output
from pyfidget.parser import ParseError, parse_text
from pyfidget.pool import pool_for_text
from pyfidget.quote import LONGEST_PATH, quote
from pyfidget.rendering import make_rendering
from pyfidget.rpy import TraceLimitTooHigh, fixed_text, set_user_param, sort_floats
from pyfidget.usage import HELP
from pyfidget.version import BUILD, describe


def main(argv):
    """argv: the program's name and its arguments, as strings of bytes. Gives the exit status."""
    try:
        return run(argv, make_rendering)
    except MemoryError:  # not even a message could be made
        scarcity.last_words()
        return 1


def run(argv, maker):
    """As main; maker: what gives the Rendering of some Options."""
    started = system.now()
    interrupts.let_writes_fail()
    try:
        if len(argv) > 1 and argv[1] == 'opt':
            return run_opt(argv[2:])
        options = parse_arguments(argv[1:])
        if options.show_help:
            print_text(HELP)
            return 0
        if options.show_version:
            print_text(describe() + '\n')
            return 0
        _set_jit(options.jit)
        _keep_models(options)
        return _run_all(options, maker, started)
    except UsageError as fault:
        complain('pyfidget: %s' % fault.message)
        return 2
    except Failure as fault:
        complain('pyfidget: %s' % fault.message)
        return 1
    except ParseError as fault:
        complain(fault.describe())
        return 1


def _keep_models(options):
    """No picture replaces a model."""
    for output in options.outputs:
        for model in options.models:
            if output != '-' and system.same_file(output, model):
                raise UsageError('-o: %s is the model' % quote(output, LONGEST_PATH))


def _make_folder(path):
    try:
        system.make_folder(path)
    except OSError as error:
        raise Failure('cannot make the folder %s: %s' % (quote(path, LONGEST_PATH), system.reason(error)))


def _run_all(options, maker, started):
    """Each of the models, whatever becomes of the others; gives the exit status."""
    status = 0
    for i in range(len(options.models)):
        options.choose(i)
        status |= _try(options, maker, started)
        started = system.now()
    return status


def _try(options, maker, started):
    """One model; gives 0, or 1 after one line that says what is wrong."""
    try:
        _run(options, maker, started)
        return 0
    except Failure as fault:
        complain('pyfidget: %s' % fault.message)
    except ParseError as fault:
        complain(fault.describe())
    except MemoryError:
        complain('pyfidget: not enough memory')
    return 1


def _run(options, maker, started):
    model = open_model(options.model, options.largest_model)
    try:
        pool = pool_for_text(model.size)
        try:
            _draw(options, maker, started, model, pool)
        finally:
            if _goes_on(options):
                pool.release()
    finally:
        close_model(model, options.model)


def _goes_on(options):
    """Whether memory is given back: not where the process is about to end, which takes the system less time with all of it."""
    return len(options.models) > 1


def _draw(options, maker, started, model, pool):
    times = []
    text = read_model(model, options.model, options.largest_model, pool)
    clock = system.now()
    listing = parse_text(text, name_of(options.model), pool)
    clock = _lap(times, 'parse_ms', clock)
    grid = make_window(options.width, options.height, options.convention, options.view, options.window)
    rendering = maker(options, listing, grid)
    try:
        clock = _lap(times, 'lower_ms', clock)
        frames = _render(rendering, options.repeat)
        times.append('frame_ms_min %s' % _milliseconds(frames[0]))
        times.append('frame_ms_median %s' % _milliseconds(_median(frames)))
        clock = system.now()
        _write(rendering, options)
        _lap(times, 'write_ms', clock)
        _lap(times, 'total_ms', started)
        if options.show_time:
            report(times)
        if options.show_stats:
            report(rendering.lines())
    finally:
        if _goes_on(options):
            rendering.release()


def _render(rendering, repeat):
    """Render as often as it is asked for; gives the seconds of each frame, rising."""
    frames = []
    if repeat > 1:
        rendering.expect_more()
    for frame in range(repeat):
        start = system.now()
        if frame > 0:
            rendering.clear()
        rendering.render()
        frames.append(system.now() - start)
    sort_floats(frames)
    return frames


def _write(rendering, options):
    if options.folder:
        _make_folder(options.folder)
    try:
        output = Output(options.output)
        try:
            rendering.write(output, options.format)
            output.commit()
        finally:
            output.abandon()
    except OSError as error:
        raise unwritable(options.output, error)


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


def complain(message):
    report([message])


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
