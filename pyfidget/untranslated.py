"""`python3 -m pyfidget.untranslated model.vm`: the command line program untranslated. Slower; the same bytes."""
import os
import sys

from pyfidget.cli import main
from pyfidget.system import from_bytes

if __name__ == '__main__':
    _arguments = sys.argv if str is bytes else [from_bytes(os.fsencode(_word)) for _word in sys.argv]
    try:
        sys.exit(main(_arguments))
    except KeyboardInterrupt:
        sys.exit(130)
