"""`prospero-c opt`: a model, passes over its program, the program as text."""
from pyfidget import system
from pyfidget.arguments import UsageError
from pyfidget.files import load_listing, print_text, report, unwritable
from pyfidget.filters.catalogue import text_of
from pyfidget.filters.chain import Chain
from pyfidget.filters.measures import Measures
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
    chain = Chain(load_listing(options.model, options.largest_model), options.region)
    try:
        _optimise(options, chain)
    finally:
        chain.release()
    return 0


def _optimise(options, chain):
    """Run the passes, write what they make, and tell of it."""
    before = chain.program.to_program() if options.verify else None
    measures = Measures(chain.program) if options.show_metrics else None
    runs = _run_passes(options, chain)
    _write(text_of(chain.program, options.passes[-1]), options.output)
    if measures is not None:
        show = metrics.json if options.as_json else metrics.table
        report(show(measures, Measures(chain.program), runs, options.size))
    if before is not None:
        z = options.region.z
        report(verify(before, chain.program.to_program(), options.size, 0.0 if z.maybe_nan else z.lo))


def _run_passes(options, chain):
    runs = []
    for one in options.passes:
        started = system.now()
        tally = chain.run(one)
        runs.append(metrics.Run(one.name, tally, system.now() - started, chain.program.size))
    return runs


def _write(text, path):
    try:
        write_file(path, text)
    except OSError as error:
        raise unwritable(path, error)
