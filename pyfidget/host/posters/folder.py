"""A folder that several processes write into: files that are there whole or not at all, and a lock that says by whom."""
from __future__ import annotations

import contextlib
import datetime
import fcntl
import os
import pathlib
import secrets
import shutil
import socket
from typing import Any, Callable, Iterator

OWN = '.pyfidget'  # what is there only while a poster is being made: the lock, counts, files that are not whole yet


class Locked(Exception):
    """Somebody else is writing; the message says who."""


def write_whole(folder: pathlib.Path, path: pathlib.Path, content: bytes) -> None:
    """Write a file of the folder aside and put it in its place when it is whole. OSError. Nobody waits for the disk, which takes
    longer than all else: where a machine dies, a file may be cut off or zeroed at its end, which shards.is_sound sees."""
    aside = folder / OWN / 'new' / secrets.token_hex(8)
    try:
        with _in_folder(aside, lambda: open(aside, 'xb')) as file:
            file.write(content)
        _in_folder(path, lambda: os.replace(aside, path))
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def _in_folder(path: pathlib.Path, act: Callable[[], Any]) -> Any:
    """Do what makes a file, and its folder if that is what lacks: mostly it is there."""
    try:
        return act()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return act()


def read_if_there(path: pathlib.Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def locked(folder: pathlib.Path) -> Iterator[None]:
    """Hold the folder's lock, which the system lets go with the process; Locked, OSError. On a clean end all that is the lock's
    goes away with it."""
    own = folder / OWN
    own.mkdir(parents=True, exist_ok=True)
    with open(own / 'lock', 'a+b') as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Locked(file.read().decode('utf-8', 'replace') or 'somebody else') from None
        file.truncate(0)
        now = datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%d %H:%M:%S UTC')
        file.write(f'process {os.getpid()} on {socket.gethostname()}, since {now}'.encode())
        file.flush()
        yield
        shutil.rmtree(own)
