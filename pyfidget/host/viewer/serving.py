"""The viewer's server: the page, and a connection for each that is open; it ends when nobody looks any more.

It listens on this machine's own address alone.
"""
from __future__ import annotations

import asyncio
import contextlib
import pathlib
import socket
from dataclasses import dataclass
from typing import AsyncIterator, Callable, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from pyfidget.host.viewer.document import Document
from pyfidget.host.viewer.guard import Guard, make_token
from pyfidget.host.viewer.models import Reader, is_python
from pyfidget.host.viewer.python_runner import PythonRunner
from pyfidget.host.viewer.session import Session

HOST = '127.0.0.1'
PAGE = pathlib.Path(__file__).with_name('page')

_LINGER = 3.0  # seconds without a page after which the viewer ends: a page that is loaded again is gone for less
_LONGEST_MESSAGE = 1 << 25  # bytes
_LAST_WORDS = 1  # seconds that connections may take to close at the end


@dataclass(frozen=True)
class Settings:
    """path: of the model; port: 0 for any that is free; stays: although no page is open; limit: seconds for a Python file;
    largest: bytes of a model; threads: of the engine."""

    path: str
    port: int = 0
    stays: bool = False
    limit: float = 10.0
    largest: int = 1 << 28
    threads: int = 1


class Attendance:
    """Who looks: counts the pages that are open."""

    def __init__(self) -> None:
        self._pages = 0
        self._changed = asyncio.Event()

    @contextlib.contextmanager
    def page(self) -> Iterator[None]:
        """One that is open, while the context lasts."""
        self._pages += 1
        self._changed.set()
        try:
            yield
        finally:
            self._pages -= 1
            self._changed.set()

    async def all_have_gone(self) -> None:
        """Wait until there was a page, and has been none for a while."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._pages == 0:
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), _LINGER)
                if not self._changed.is_set():
                    return


def open_socket(port: int) -> socket.socket:
    """OSError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


async def serve(listener: socket.socket, settings: Settings, told: Callable[[str], None]) -> None:
    """Serve until all pages have gone, or a signal comes; told: gets the address, once pages can be had there."""
    port = listener.getsockname()[1]
    token = make_token()
    async with _reading(settings) as (document, reader):
        attendance = Attendance()
        application = Guard(_application(token, document, reader, attendance, settings.threads), token, port)
        config = uvicorn.Config(application, log_level='error', lifespan='off', ws='websockets-sansio',
                                ws_per_message_deflate=False, ws_max_size=_LONGEST_MESSAGE,
                                timeout_graceful_shutdown=_LAST_WORDS)
        server = uvicorn.Server(config)
        tasks = [asyncio.create_task(document.watch())]
        if not settings.stays:
            tasks.append(asyncio.create_task(_end_when_all_have_gone(attendance, server)))
        tasks.append(asyncio.create_task(_tell_when_started(server, f'http://{HOST}:{port}/{token}/', told)))
        try:
            await server.serve(sockets=[listener])
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[tuple[Document, Reader]]:
    runner = PythonRunner(settings.limit)
    reader = Reader(settings.path, runner)
    document = Document(settings.path, reader, settings.largest)
    if is_python(settings.path):
        runner.prepare()
    try:
        yield document, reader
    finally:
        await runner.close()


def _application(token: str, document: Document, reader: Reader, attendance: Attendance, threads: int) -> Starlette:
    async def connect(websocket: WebSocket) -> None:
        await websocket.accept()
        with attendance.page():
            await Session(websocket, document, reader, threads).run()

    return Starlette(routes=[Mount(f'/{token}', routes=[
        WebSocketRoute('/socket', connect), Mount('/', StaticFiles(directory=PAGE, html=True))])])


async def _end_when_all_have_gone(attendance: Attendance, server: uvicorn.Server) -> None:
    await attendance.all_have_gone()
    server.should_exit = True


async def _tell_when_started(server: uvicorn.Server, address: str, told: Callable[[str], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.005)
    told(address)
