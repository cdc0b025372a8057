"""Shapes from .vm text."""
from __future__ import annotations

import functools
import os

from pyfidget.host.composable import Composable
from pyfidget.host.graph import Expression, from_program
from pyfidget.host.parse_error import ParseError
from pyfidget.host.runnable import Runnable, make_runnable
from pyfidget.parser import ParseError as ByteParseError
from pyfidget.parser import parse as parse_program
from pyfidget.program import Program
from pyfidget.system import as_text, from_bytes
from pyfidget.texts import LARGEST

_PIECE = 1 << 20  # bytes

_SHOWN = 60  # bytes of its text that a shape is shown with


class Shape(Composable):
    """The shape of a .vm program. Made by `load` and `parse`. It may be used wherever an expression may.

    >>> shape = pf.parse('x var-x\\nr const 0.5\\nd sub x r\\n')
    >>> float((shape & pf.Y).eval(0.0, -1.0))
    -0.5
    """

    def __init__(self, text: bytes, name: str) -> None:
        """name: for messages. ParseError, MemoryError."""
        self._text = text
        self._name = name
        try:
            self._compiled = make_runnable(text, _as_bytes(name))
        except ByteParseError as fault:
            raise ParseError(name, fault.line, fault.column, as_text(fault.message)) from None

    def _runnable(self) -> Runnable:
        return self._compiled

    @functools.cached_property
    def program(self) -> Program:
        """The operations one by one, in pyfidget's own form."""
        program: Program = parse_program(from_bytes(self._text), _as_bytes(self._name))
        return program

    @functools.cached_property
    def _expression(self) -> Expression:
        return from_program(self.program)

    def expression(self) -> Expression:
        return self._expression

    def __reduce__(self) -> tuple[object, ...]:
        return Shape, (self._text, self._name)

    def to_vm(self) -> str:
        """The program as .vm text, with the names _0, _1, ... and no comments."""
        text: str = self.program.to_vm()
        return text

    def __repr__(self) -> str:
        beginning = self._text[:_SHOWN].decode('utf-8', 'replace')
        return f'<shape of {self._name}: {beginning!r}{"..." if len(self._text) > _SHOWN else ""}>'


def _as_bytes(name: str) -> str:
    """A name as the floors below have it."""
    string: str = from_bytes(name.encode('utf-8', 'surrogateescape'))
    return string


def load(path: str | os.PathLike[str], *, largest: int = LARGEST) -> Shape:
    """The shape of a .vm file of so many bytes at most (256 MiB). OSError; ValueError if it has more; ParseError, whose `line`,
    `column` and `message` say what is wrong and where.

    >>> with open('disc.vm', 'w') as file:
    ...     _ = file.write(pf.circle(0.0, 0.0, 0.5).to_vm())
    >>> float(pf.load('disc.vm').eval(0.0, 0.0))
    -0.5
    """
    return Shape(_read(path, largest), os.fsdecode(path))


def _read(path: str | os.PathLike[str], largest: int) -> bytes:
    """The content of a file; of a device without an end, no more than it takes to see that it is too large."""
    pieces = []
    room = largest
    with open(path, 'rb') as file:
        while piece := file.read(_PIECE):
            pieces.append(piece)
            room -= len(piece)
            if room < 0:
                raise ValueError(f'{os.fsdecode(path)!r} has more than {largest} bytes: `largest` allows them')
    return b''.join(pieces)


def parse(text: str | bytes, name: str = '<text>') -> Shape:
    """The shape of .vm text, or of its bytes; name: for messages. ParseError, whose `line`, `column` and `message` say what is
    wrong and where.

    >>> float(pf.parse('x var-x\\nr const 0.5\\nd sub x r\\n').eval(0.25, 0.0))
    -0.25
    """
    if isinstance(text, str):
        text = text.encode(errors='surrogatepass')
    elif not isinstance(text, (bytes, bytearray, memoryview)):
        raise TypeError(f'text: expected a str or bytes, not a value of type {type(text).__name__}')
    return Shape(bytes(text), name)
