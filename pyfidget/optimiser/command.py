"""`prospero-c opt`: a model, passes over its program, the program as text."""
from pyfidget import system
from pyfidget.arguments import UsageError
from pyfidget.files import load_program, print_text, report, unwritable
from pyfidget.filters.catalogue import run_pass, text_of
from pyfidget.filters.measures import Measures
from pyfidget.filters.setting import Setting
from pyfidget.optimiser import metrics
from pyfidget.optimiser.options import HELP, parse_opt
from pyfidget.optimiser.verify import verify
from pyfidget.output import write_file
from pyfidget.quote import LONGEST_PATH, quote


def run_opt(words):
    """The words behind `opt`; gives the exit status. UsageError, Failure, ParseError, MemoryError."""
    options = parse_opt(words)
    if options.show_help:
        print_text(HELP)
        return 0
    if options.output != '-' and system.same_file(options.output, options.model):
        raise UsageError('-o: %s is the model' % quote(options.output, LONGEST_PATH))
    before = load_program(options.model, options.largest_model)
    after, runs = _run_passes(options, before)
    _write(text_of(after, options.passes[-1]), options.output)
    if options.show_metrics:
        show = metrics.json if options.as_json else metrics.table
        report(show(Measures(before), Measures(after), runs, options.size))
    if options.verify:
        z = options.region.z
        report(verify(before, after, options.size, 0.0 if z.maybe_nan else z.lo))
    return 0


def _run_passes(options, program):
    setting = Setting(options.region)
    runs = []
    for one in options.passes:
        started = system.now()
        program, tally = run_pass(one, program, setting)
        runs.append(metrics.Run(one.name, tally, system.now() - started, program.size))
    return program, runs


def _write(text, path):
    try:
        write_file(path, text)
    except OSError as error:
        raise unwritable(path, error)
