"""A model's text -> what draws it, or what is wrong with it."""
from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass

from pyfidget.host.runnable import Runnable, make_runnable
from pyfidget.host.viewer.faults import Fault, of_parse_error, shown
from pyfidget.host.viewer.python_runner import PythonFault, PythonRunner
from pyfidget.host.viewer.requests import PLANE_MODES, SPACE_MODES
from pyfidget.parser import ParseError
from pyfidget.system import from_bytes

_USES_Z = re.compile(rb'^[ \t]*\S+[ \t]+var-z\b', re.MULTILINE)


@dataclass(frozen=True)
class Model:
    """program: draws it; is_space: whether it uses z."""

    program: Runnable
    is_space: bool

    def modes(self) -> tuple[str, ...]:
        return PLANE_MODES + SPACE_MODES if self.is_space else PLANE_MODES


def is_python(path: str) -> bool:
    return os.path.splitext(path)[1].lower() == '.py'


class Reader:
    """Makes models of a file's text; Python files run in processes of `runner`."""

    def __init__(self, path: str, runner: PythonRunner) -> None:
        self._path = path
        self._runner = runner

    async def read(self, text: bytes) -> Model | Fault:
        """The model of a text that the file has, or may get."""
        try:
            if is_python(self._path):
                text = await self._runner.run(self._path, text)
            return await asyncio.to_thread(parse_model, text, self._path)
        except PythonFault as error:
            return error.fault
        except ParseError as error:
            return of_parse_error(error)
        except MemoryError:
            return Fault(f'{shown(self._path)}: not enough memory')


def parse_model(text: bytes, path: str) -> Model:
    """ParseError, MemoryError."""
    program = make_runnable(text, from_bytes(os.fsencode(path)))
    return Model(program, _USES_Z.search(text) is not None)
