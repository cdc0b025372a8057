"""What commands that make files of shapes have in common: the model as a shape, and lengths."""
from __future__ import annotations

import argparse
import math

from pyfidget.host.diagrams.command import load_program
from pyfidget.host.shape import Shape
from pyfidget.system import to_bytes


def load_shape(path: str, largest: int) -> Shape:
    """The shape of a .vm file of so many bytes at most, or of standard input for '-'; Failure, ParseError."""
    return Shape(to_bytes(load_program(path, largest).to_vm()), path)


def length(word: str) -> float:
    """A length of a command line."""
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not 0.0 < number < math.inf:
        raise argparse.ArgumentTypeError(f'expected a length above 0, not {word!a}')
    return number
