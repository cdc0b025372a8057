"""The model of a command line as a shape."""
from __future__ import annotations

from pyfidget.host.diagrams.command import load_program
from pyfidget.host.shape import Shape
from pyfidget.system import to_bytes


def load_shape(path: str, largest: int) -> Shape:
    """The shape of a .vm file of so many bytes at most, or of standard input for '-'; Failure, ParseError."""
    return Shape(to_bytes(load_program(path, largest).to_vm()), path)
