"""Shapes from .vm text."""
from __future__ import annotations

import functools
import os
import pathlib

from pyfidget.host.expression import Composable, Expression, from_program
from pyfidget.host.renderable import Runnable, make_runnable
from pyfidget.parser import parse as parse_program
from pyfidget.program import Program
from pyfidget.system import from_bytes


class Shape(Composable):
    """The shape of a .vm program. Made by `load` and `parse`. It may be used wherever an expression may."""

    def __init__(self, text: bytes, name: str) -> None:
        """name: for messages. ParseError, MemoryError."""
        self._text = text
        self._name = name
        self._compiled = make_runnable(text, name)

    def _runnable(self) -> Runnable:
        return self._compiled

    @functools.cached_property
    def program(self) -> Program:
        """The operations one by one, in pyfidget's own form."""
        program: Program = parse_program(from_bytes(self._text), self._name)
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
        return f'<shape of {self._name}>'


def load(path: str | os.PathLike[str]) -> Shape:
    """The shape of a .vm file. OSError; ParseError, whose `line`, `column` and `message` say what is wrong and where."""
    return Shape(pathlib.Path(path).read_bytes(), os.fspath(path))


def parse(text: str | bytes, name: str = '<text>') -> Shape:
    """The shape of .vm text, or of its bytes; name: for messages. ParseError, whose `line`, `column` and `message` say what is
    wrong and where."""
    if isinstance(text, str):
        text = text.encode(errors='surrogatepass')
    elif not isinstance(text, (bytes, bytearray, memoryview)):
        raise TypeError(f'text: expected a str or bytes, not a value of type {type(text).__name__}')
    return Shape(bytes(text), name)
