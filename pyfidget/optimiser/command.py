"""`prospero-c opt`: a model, passes over its program, the program as text."""
from pyfidget import system
from pyfidget.arguments import UsageError
from pyfidget.files import load_program, print_text, unwritable
from pyfidget.filters.catalogue import run_pass
from pyfidget.filters.setting import Setting
from pyfidget.optimiser.options import HELP, parse_opt
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
    program = load_program(options.model, options.largest_model)
    setting = Setting(options.region)
    for one in options.passes:
        program, _ = run_pass(one, program, setting)
    _write(program, options.output)
    return 0


def _write(program, path):
    try:
        write_file(path, program.to_vm())
    except OSError as error:
        raise unwritable(path, error)
