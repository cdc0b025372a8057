"""A program that answers requests, a line of JSON each."""
from __future__ import annotations

import json
import os
import pathlib
import subprocess
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent


class Conversation:
    """With a script of this folder that Node runs. `close` ends it."""

    def __init__(self, script: str, *arguments: os.PathLike[str] | str) -> None:
        self._node = subprocess.Popen(['node', HERE / script, *arguments], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, what: str, **more: Any) -> Any:
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(json.dumps({'what': what, **more}) + '\n')
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        assert line, f'it ended when it was asked to {what}'
        return json.loads(line)

    def close(self) -> None:
        self._node.communicate()
        assert self._node.returncode == 0
