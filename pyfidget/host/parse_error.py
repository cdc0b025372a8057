"""What is wrong with a model, and where, as users of Python get it: as text. The floors below have strings of bytes."""
from __future__ import annotations

from pyfidget.quote import printable
from pyfidget.system import as_text, from_bytes


class ParseError(Exception):
    """A fault in a model: its name as it was given, where (line and column count from 1) and what.

    >>> try:
    ...     pf.parse('x var-x\\ny foo x')
    ... except pf.ParseError as error:
    ...     print(error)
    <text>:2:3: unknown operation 'foo'
    """

    def __init__(self, filename: str, line: int, column: int, message: str) -> None:
        super().__init__(filename, line, column, message)
        self.filename = filename
        self.line = line
        self.column = column
        self.message = message

    def __str__(self) -> str:
        """One line: `model.vm:12:7: unknown operation 'foo'`."""
        name = as_text(printable(from_bytes(self.filename.encode('utf-8', 'surrogateescape'))))
        return f'{name}:{self.line}:{self.column}: {self.message}'
