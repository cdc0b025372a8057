"""One page: what it asks for, and what it is told. The other end is page/connection.js.

From the page, JSON with a `kind`:
    frame      as requests.py reads it; while one is drawn, the newest request alone waits
    value      number, x, y, z
    edit       text: the model as it is in the editor, for this page's picture; null: as it is in the file
    save       text, base: write the file; base is the one that came with the text which was edited

To the page, frames as frames.py has them, and JSON:
    file       name, text (null: too long for the editor), base, isPython: what is in the file now
    model      isSpace: there is another picture to ask for
    fault      text, line, column: of the model as it is now; an empty text: there is none
    value      number, value: as text, for JSON has no infinity
    refused    number, text: there is no such frame; an empty text: it was overtaken, or there is no model
    saved      base: of what is in the file now
    changed    the file is another one than the editor's text came from, so that it was not written
"""
from __future__ import annotations

import asyncio
import json
from typing import Any, Callable

import numpy as np
from starlette.websockets import WebSocket, WebSocketDisconnect

from pyfidget.host.viewer.coloured import NotHere
from pyfidget.host.viewer.document import Changed, Document, base_of
from pyfidget.host.viewer.faults import Fault, shown
from pyfidget.host.viewer.frames import Superseded, draw_frame
from pyfidget.host.viewer.models import Model, Reader, is_python
from pyfidget.host.viewer.requests import BadRequest, FrameRequest, number, read_frame_request, whole

_LONGEST_EDITED = 1 << 22  # bytes of a text that an editor in a page is for

_UNSUPPORTED = 1003  # of the websocket protocol: a message that cannot be used


class Session:
    """A page and its connection, which is open."""

    def __init__(self, socket: WebSocket, document: Document, reader: Reader, threads: int) -> None:
        self._socket = socket
        self._document = document
        self._reader = reader
        self._threads = threads
        self._has_draft = False
        self._model = document.model
        self._base = ''  # of the file's text that the page has
        self._request: FrameRequest | None = None  # the newest one
        self._is_asked = asyncio.Event()
        self._drafting: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    async def run(self) -> None:
        """Until the page has gone."""
        stop_listening = self._document.listen(lambda: self._start(self._follow()))
        drawing = asyncio.create_task(self._draw())
        try:
            await self._follow()
            while True:
                await self._take(await self._socket.receive_text())
        except WebSocketDisconnect:
            pass  # the page has gone
        except BadRequest as error:
            await self._socket.close(_UNSUPPORTED, str(error))
        finally:
            stop_listening()
            self._request = None
            for task in [drawing, *self._tasks]:
                task.cancel()

    def _start(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _tell(self, kind: str, **content: Any) -> None:
        try:
            await self._socket.send_text(json.dumps({'kind': kind, **content}))
        except (WebSocketDisconnect, RuntimeError):
            pass  # the page has gone: `run` is about to see it

    async def _take(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            raise BadRequest('no JSON') from None
        kind = message.get('kind') if isinstance(message, dict) else None
        if kind == 'frame':
            await self._take_frame_request(read_frame_request(message))
        elif kind == 'value':
            self._start(self._find_value(whole('number', message.get('number'), 0, (1 << 32) - 1),
                                         [number(name, message.get(name)) for name in 'xyz']))
        elif kind == 'edit':
            self._take_draft(None if message.get('text') is None else _bytes_of(message.get('text')))
        elif kind == 'save':
            await self._save(_bytes_of(message.get('text')), str(message.get('base')))
        else:
            raise BadRequest(f'kind: {kind!r}')

    # ---- the model ----

    async def _follow(self) -> None:
        """Tell the page of the file as it is now, and of its model unless the page has a draft."""
        document = self._document
        if not document.is_judged:
            return  # it is about to be
        if self._base != document.base:
            self._base = document.base
            text = document.text
            await self._tell('file', name=document.path, base=document.base, isPython=is_python(document.path),
                             text=text.decode('utf-8', 'surrogateescape') if len(text) <= _LONGEST_EDITED else None)
        if not self._has_draft:
            await self._show(document.model, document.fault)

    async def _show(self, model: Model | None, fault: Fault | None) -> None:
        if model is not self._model or fault is None:
            self._model = model
            if model is not None:
                await self._tell('model', isSpace=model.is_space)
        await self._tell('fault', text=fault.text if fault else '', line=fault.line if fault else 0,
                         column=fault.column if fault else 0)

    def _take_draft(self, text: bytes | None) -> None:
        if self._drafting is not None:
            self._drafting.cancel()
        self._has_draft = text is not None and base_of(text) != self._document.base
        if self._has_draft:
            assert text is not None
            self._drafting = self._start(self._read_draft(text))
        else:
            self._drafting = self._start(self._follow())

    async def _read_draft(self, text: bytes) -> None:
        result = await self._reader.read(text)
        if isinstance(result, Model):
            await self._show(result, None)
        else:
            await self._show(self._model, result)

    async def _save(self, text: bytes, base: str) -> None:
        try:
            await self._document.save(text, base)
        except Changed:
            await self._tell('changed')
        except OSError as error:
            await self._tell('fault', text=f'cannot write {shown(self._document.path)}: {error.strerror}', line=0, column=0)
        else:
            self._has_draft = False
            await self._tell('saved', base=base_of(text))
            await self._follow()

    # ---- pictures ----

    async def _take_frame_request(self, request: FrameRequest) -> None:
        overtaken, self._request = self._request, request
        self._is_asked.set()
        if overtaken is not None:
            await self._tell('refused', number=overtaken.number, text='')

    async def _draw(self) -> None:
        while True:
            await self._is_asked.wait()
            self._is_asked.clear()
            request, model = self._request, self._model
            if request is None:
                continue
            if model is None or request.mode not in model.modes():
                self._request = None
                await self._tell('refused', number=request.number, text='')
                continue
            try:
                frame = await asyncio.to_thread(draw_frame, model.program, request, self._threads, self._still_asks_for(request))
            except Superseded:
                continue
            except NotHere as error:
                await self._tell('refused', number=request.number, text=str(error))
            except MemoryError:
                await self._tell('refused', number=request.number, text='not enough memory for this picture')
            else:
                if self._request is request:
                    await self._send(frame)
            if self._request is request:
                self._request = None

    def _still_asks_for(self, request: FrameRequest) -> Callable[[], bool]:
        return lambda: self._request is request

    async def _send(self, frame: bytes) -> None:
        try:
            await self._socket.send_bytes(frame)
        except (WebSocketDisconnect, RuntimeError):
            pass  # the page has gone: `run` is about to see it

    async def _find_value(self, number: int, point: list[float]) -> None:
        if self._model is None:
            await self._tell('value', number=number, value='')
            return
        out = np.empty(1)
        x, y, z = (np.array([place]) for place in point)
        await asyncio.to_thread(self._model.program.evaluate, x, y, z, out, None)
        await self._tell('value', number=number, value=repr(float(out[0])))


def _bytes_of(text: Any) -> bytes:
    if not isinstance(text, str):
        raise BadRequest('text: none')
    return text.encode('utf-8', 'surrogateescape')
