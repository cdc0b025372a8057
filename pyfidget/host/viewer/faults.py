"""What is wrong with a model, in the words of the command line, and where, for the page to underline."""
from __future__ import annotations

from dataclasses import dataclass

from pyfidget.parser import ParseError
from pyfidget.quote import printable
from pyfidget.system import as_text, from_bytes


@dataclass(frozen=True)
class Fault:
    """text: one line; line, column: from 1 on, or 0 where it is of no place in the model. The column counts characters."""

    text: str
    line: int = 0
    column: int = 0


def of_parse_error(error: ParseError) -> Fault:
    return Fault(as_text(error.describe()), error.line, error.column)


def shown(name: str) -> str:
    """A name on one line, what cannot be printed spelled out."""
    text: str = as_text(printable(from_bytes(name.encode('utf-8', 'surrogateescape'))))
    return text
