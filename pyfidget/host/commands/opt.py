"""Makes a program shorter, pass by pass, in the words of the binary's `opt`: the native library holds the same program.

    pyfidget opt MODEL.vm [--passes LIST] [-o FILE] ...
"""
from __future__ import annotations

import os

from pyfidget import cli, system
from pyfidget.host.diagrams.command import tell
from pyfidget.host.native import MissingLibrary, run_binary
from pyfidget.optimiser.options import HELP
from pyfidget.rendering import make_rendering


def main(words: list[str], name: str) -> int:
    if '--help' in words or '-h' in words:
        tell(HELP.replace('prospero-c opt', name))
        return 0
    try:
        return run_binary([b'pyfidget', b'opt', *map(os.fsencode, words)])
    except MissingLibrary:  # the same program untranslated, which is quick enough for one model
        status: int = cli.run(['pyfidget', 'opt'] + [system.from_bytes(os.fsencode(word)) for word in words], make_rendering)
        return status
