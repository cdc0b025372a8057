"""A program's text -> what evaluates it: the native library, or Python where there is none."""
from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Union

from pyfidget.host.native import MissingLibrary, NativeProgram

if TYPE_CHECKING:
    from pyfidget.host.fallback import PythonProgram

Runnable = Union['NativeProgram', 'PythonProgram']


def make_runnable(text: bytes, filename: str) -> Runnable:
    """A program by the native library, or by Python after a warning that there is none; ParseError, MemoryError."""
    try:
        return NativeProgram(text, filename)
    except MissingLibrary as missing:
        from pyfidget.host.fallback import PythonProgram

        warnings.warn(f'{missing}: shapes are drawn by numpy instead, thousands of times slower', RuntimeWarning, stacklevel=4)
        return PythonProgram(text, filename)
