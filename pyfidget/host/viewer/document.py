"""The file that the viewer shows: watched, read anew when it has changed, written back so that nobody's change is lost."""
from __future__ import annotations

import asyncio
import hashlib
import os
from typing import Callable

from pyfidget.host.viewer.faults import Fault, shown
from pyfidget.host.viewer.models import Model, Reader
from pyfidget.output import Output
from pyfidget.system import TooLarge, from_bytes, read_file, to_bytes

# Seconds between two looks. Asking the system whether a file has changed takes microseconds, and holds for every way in which
# editors write, links and network drives included, which its notifications do not.
_PAUSE = 0.01

_DOUBT = 0.2  # seconds that an empty file must stay so: most are about to be written

_Stamp = tuple[int, int, int, int]  # inode, size, times


class Changed(Exception):
    """The file is not what it was when whoever wants to write it read it."""


class Document:
    """text: of the file, as read last; base: what stands for that text; model: the last good one; fault: of the text;
    is_judged: whether there is one of these yet."""

    def __init__(self, path: str, reader: Reader, largest: int) -> None:
        """largest: bytes that the file may have."""
        self.path = path
        self.text = b''
        self.base = ''
        self.model: Model | None = None
        self.fault: Fault | None = None
        self.is_judged = False
        self._reader = reader
        self._largest = largest
        self._listeners: list[Callable[[], object]] = []
        self._stamp: _Stamp | None = None
        self._looking = asyncio.Lock()

    def listen(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Have it called whenever anything above has changed; gives what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def watch(self) -> None:
        """For ever."""
        while True:
            await self.look()
            await asyncio.sleep(_PAUSE)

    async def look(self) -> None:
        """Read the file if it has changed. One that is just being written is read when it has stayed the same for a moment."""
        async with self._looking:
            stamp = _stamp_of(self.path)
            while stamp != self._stamp:
                self._stamp = stamp
                await asyncio.sleep(_DOUBT if stamp[1] == 0 and self.text else _PAUSE)
                stamp = _stamp_of(self.path)
                if stamp == self._stamp:
                    await self._read()

    async def save(self, text: bytes, base: str) -> None:
        """Write the file; base: of the text that was changed. Changed, OSError."""
        output = Output(_name(self.path))
        try:
            output.write(from_bytes(text))
            # The last thing before the rename: a change that comes later finds the new text, as any editor would.
            if base_of(await asyncio.to_thread(_content, self.path, self._largest)) != base:
                raise Changed
            output.commit()
        finally:
            output.abandon()
        await self.look()

    async def _read(self) -> None:
        try:
            text = await asyncio.to_thread(_content, self.path, self._largest)
        except OSError as error:
            self._tell(Fault(f'cannot read {shown(self.path)}: {error.strerror}'))
            return
        except TooLarge:
            self._tell(Fault(f'{shown(self.path)} has more than {self._largest} bytes: --largest-model BYTES allows them'))
            return
        if base_of(text) == self.base and (self.fault is None or self.fault.line):
            return
        self.text, self.base = text, base_of(text)
        result = await self._reader.read(text)
        if isinstance(result, Model):
            self.model = result
            self._tell(None)
        else:
            self._tell(result)

    def _tell(self, fault: Fault | None) -> None:
        self.fault = fault
        self.is_judged = True
        for listener in list(self._listeners):
            listener()


def base_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _name(path: str) -> str:
    """A path as the floors below have it."""
    name: str = from_bytes(os.fsencode(path))
    return name


def _content(path: str, largest: int) -> bytes:
    content: bytes = to_bytes(read_file(_name(path), largest))
    return content


def _stamp_of(path: str) -> _Stamp:
    """Differs when a file does: of one that cannot be had, the error's number."""
    try:
        status = os.stat(path)
    except OSError as error:
        return (-1, -1, 0, error.errno or 0)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
