"""Who may ask the viewer's server anything: a page that was opened by its address, which has a secret in it.

Any page of the browser can send requests to this machine. What it cannot do is know the token, or send another origin than its
own. A foreign name that resolves to this machine is refused by the request's host.
"""
from __future__ import annotations

import secrets
from typing import Any, Awaitable, Callable

_TOKEN_BYTES = 16

_Scope = dict[str, Any]
_Receive = Callable[[], Awaitable[Any]]
_Send = Callable[[Any], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

_HEADERS = [
    (b'cache-control', b'no-store'),
    (b'content-security-policy', b"default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; "
                                 b"frame-ancestors 'none'"),  # the editor makes its style sheets and their images itself
    (b'cross-origin-resource-policy', b'same-origin'),
    (b'referrer-policy', b'no-referrer'),
    (b'x-content-type-options', b'nosniff'),
]


def make_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


class Guard:
    """Lets requests through to an application that have the token as the first part of their path, and refuses all others."""

    def __init__(self, app: _App, token: str, port: int) -> None:
        self._app = app
        self._start = f'/{token}/'.encode()
        self._hosts = [f'{name}:{port}'.encode() for name in ('127.0.0.1', 'localhost')]
        self._origins = [b'http://' + host for host in self._hosts]

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if self._is_allowed(scope):
            await self._app(scope, receive, _with_headers(send) if scope['type'] == 'http' else send)
        elif scope['type'] == 'websocket':
            await send({'type': 'websocket.close', 'code': 1008})
        else:
            await send({'type': 'http.response.start', 'status': 403, 'headers': [(b'content-type', b'text/plain')]})
            await send({'type': 'http.response.body', 'body': b'This address lacks the viewer\'s token.\n'})

    def _is_allowed(self, scope: _Scope) -> bool:
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope['headers']:
            headers.setdefault(name, []).append(value)
        start = scope['path'].encode()[:len(self._start)]
        origins = headers.get(b'origin', [])
        return (secrets.compare_digest(start, self._start)
                and len(headers.get(b'host', [])) == 1 and headers[b'host'][0] in self._hosts
                and all(origin in self._origins for origin in origins)
                and (bool(origins) or scope['type'] == 'http'))


def _with_headers(send: _Send) -> _Send:
    async def send_with_headers(message: Any) -> None:
        if message['type'] == 'http.response.start':
            message = {**message, 'headers': [*message['headers'], *_HEADERS]}
        await send(message)

    return send_with_headers
