"""A viewer that runs, as a user starts it, and a page of it that is no browser."""
import contextlib
import http.client
import json
import os
import signal
import struct
import subprocess
import sys
import time
import urllib.parse

import numpy as np
import websockets.sync.client

from tests.conftest import ROOT

PATIENCE = 60  # seconds for what takes a fraction of one, on a machine that is busy


class Viewer:
    """process; url: the address of its page, its parts: host, port and path."""

    def __init__(self, model, *options, stays=True, opens=False, folder=ROOT, **variables):
        words = [sys.executable, '-m', 'pyfidget', 'view', str(model), *options]
        words += [word for word, wanted in (('--stay', stays), ('--no-browser', not opens)) if wanted]
        environment = {**os.environ, 'PYTHONPATH': ROOT, 'PYTHONUNBUFFERED': '', **variables}
        self.process = subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.line = self.process.stdout.readline()
        if not self.line:
            raise AssertionError(self.process.communicate()[1])
        self.url = self.line.split()[0]
        parts = urllib.parse.urlsplit(self.url)
        self.host, self.port, self.path = parts.hostname, parts.port, parts.path

    def get(self, path=None, **headers):
        """The status and the content of a request; headers by names with '_'."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request('GET', self.path if path is None else path,
                               headers={name.replace('_', '-'): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def connect(self, path=None, origin='own', **options):
        """A context that is the connection."""
        origin = f'http://{self.host}:{self.port}' if origin == 'own' else origin
        return websockets.sync.client.connect(f'ws://{self.host}:{self.port}{path or self.path}socket', origin=origin,
                                              max_size=None, open_timeout=PATIENCE, **options)

    def end(self, number=signal.SIGTERM):
        """The exit status and what it has said of faults."""
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, err


@contextlib.contextmanager
def running(*words, **options):
    viewer = Viewer(*words, **options)
    try:
        yield viewer
    finally:
        viewer.process.kill()
        viewer.process.communicate()


class Page:
    """A connection, as a page has one."""

    def __init__(self, viewer):
        self.number = 0
        self._opening = viewer.connect()

    def __enter__(self):
        self.socket = self._opening.__enter__()
        return self

    def __exit__(self, *error):
        self._opening.__exit__(*error)

    def send(self, kind, **content):
        self.socket.send(json.dumps({'kind': kind, **content}))

    def next(self, kind, seconds=PATIENCE, or_frame=False, **content):
        """The next message of a kind, and with some content, or else the next frame; others are passed over."""
        end = time.monotonic() + seconds
        while True:
            message = self.socket.recv(timeout=max(end - time.monotonic(), 0))
            if isinstance(message, str):
                message = json.loads(message)
                if message['kind'] == kind and all(message[name] == value for name, value in content.items()):
                    return message
            elif kind == 'frame' or or_frame:
                return message

    def ask_frame(self, width, height, mode='plain', **view):
        self.number += 1
        view = {'x': 0, 'y': 0, 'z': 0, 'scale': 1, 'pitch': 0, 'yaw': 0, **view}
        self.send('frame', number=self.number, width=width, height=height, mode=mode, view=view)

    def frame(self, *size, **options):
        """The frame that is asked for, again and again as long as there is no model: its kind, and its pixels, by rows."""
        end = time.monotonic() + PATIENCE
        while True:
            self.ask_frame(*size, **options)
            message = self.next('refused', or_frame=True, number=self.number)
            if isinstance(message, bytes):
                number, kind, array = read_frame(message)
                assert number == self.number
                return kind, array
            assert message['text'] == '' and time.monotonic() < end
            time.sleep(0.02)


def read_frame(message):
    """Number, kind and pixels of a frame's bytes: of bits an array of 0 and 255, of colours one with three shades a pixel."""
    number, kind, width, height, milliseconds = struct.unpack_from('<4Id', message)
    assert milliseconds > 0
    body = np.frombuffer(message, np.uint8, offset=24)
    if kind == 0:
        return number, kind, np.unpackbits(body.reshape(height, -1), axis=1)[:, :width] * 255
    if kind == 1:
        return number, kind, body[:768].reshape(256, 3)[body[768:]].reshape(height, width, 3)
    return number, kind, body.reshape(height, width, 3)
