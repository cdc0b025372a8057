"""Shows a model in the browser, live: it is drawn anew whenever its file has changed.

    pyfidget view MODEL.vm [--port N] [--no-browser] [--stay]
    pyfidget view SHAPE.py          the shape of its last line, or of its variable `shape`
"""
from __future__ import annotations

import argparse
import asyncio
import math
import os
import sys
import threading
import webbrowser

from pyfidget.host.diagrams.command import Failure, Parser, shown
from pyfidget.host.renderable import usable_cores


def main(words: list[str], name: str) -> int:
    parser = Parser(name, 'Show a model in the browser, and draw it anew whenever its file has changed. It may be a Python file '
                          'as well, which ends in a shape or sets `shape`.')
    parser.add_argument('--port', metavar='N', type=_port, default=0, help='of the server on this machine (default: a free one)')
    parser.add_argument('--no-browser', action='store_true', help='only print the address')
    parser.add_argument('--stay', action='store_true', help='go on when the last page has been closed')
    parser.add_argument('--time-limit', metavar='S', type=_seconds, default=10.0,
                        help='seconds that a Python file may take (default: 10)')
    parser.add_argument('--threads', metavar='N', type=_threads, default=usable_cores(),
                        help='of the engine (default: the cores that it may use)')
    parsed = parser.read(words)
    if parsed.model == '-':
        parser.error('standard input is no file that can be watched')
    try:
        with open(parsed.model, 'rb'):
            pass
    except OSError as error:
        raise Failure(f'cannot read {shown(parsed.model)}: {error.strerror}') from None
    try:
        from pyfidget.host.viewer import serving
    except ModuleNotFoundError as missing:
        raise Failure(f"no {missing.name}: pip install '.[viewer]' installs what the viewer needs") from None

    try:
        listener = serving.open_socket(parsed.port)
    except OSError as error:
        raise Failure(f'port {parsed.port} cannot be had: {error.strerror}') from None
    settings = serving.Settings(parsed.model, parsed.port, parsed.stay, parsed.time_limit, parsed.largest_model, parsed.threads)
    with listener:
        asyncio.run(serving.serve(listener, settings, _Teller(parsed.model, not parsed.no_browser).tell))
    return 0


class _Teller:
    """Says where the page is, and opens it."""

    def __init__(self, model: str, opens: bool) -> None:
        self._model = model
        self._opens = opens

    def tell(self, address: str) -> None:
        print(f'{address} shows {shown(self._model)}; Ctrl-C ends it', flush=True)
        if self._opens:
            # In a thread of its own: what opens a page may take its time.
            threading.Thread(target=_open, args=[address], daemon=True).start()


def _open(address: str) -> None:
    if not _has_browser() or not webbrowser.open(address):
        print('no browser can be opened here: open this address in one', file=sys.stderr)


def _has_browser() -> bool:
    """Whether there is a screen, or a browser of the user's choice: without, Python would take one that is for the terminal."""
    return sys.platform in ('darwin', 'win32') or any(map(os.environ.get, ('DISPLAY', 'WAYLAND_DISPLAY', 'BROWSER')))


def _port(word: str) -> int:
    if word.isdecimal() and word.isascii() and 1 <= int(word) <= 65535:
        return int(word)
    raise argparse.ArgumentTypeError(f'expected a whole number from 1 to 65535, not {word!a}')


def _threads(word: str) -> int:
    if word.isdecimal() and word.isascii() and 1 <= int(word) <= (os.cpu_count() or 1) * 4:
        return int(word)
    raise argparse.ArgumentTypeError(f'expected a whole number from 1 to {(os.cpu_count() or 1) * 4}, not {word!a}')


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = math.nan
    if not 0.0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f'expected a number of seconds above 0, not {word!a}')
    return seconds
