"""The page, in a browser."""
from __future__ import annotations

import pathlib
from typing import Any

import numpy as np

from tests.web.conversation import Conversation


class Page:
    """One browser with one page. `close` ends it."""

    def __init__(self, packages: pathlib.Path, browser: str) -> None:
        self._node = Conversation('page_driver.mjs', packages, browser)
        self.close = self._node.close

    def open(self, address: str, before: str = '') -> None:
        """before: a script that runs before those of the page."""
        self._node.ask('open', address=address, before=before)

    def resize(self, width: int, height: int) -> None:
        self._node.ask('resize', width=width, height=height)

    def choose(self, name: str) -> None:
        """An example."""
        self._node.ask('choose', name=name)

    def type(self, text: str) -> None:
        self._node.ask('type', text=text)

    def drop(self, name: str, text: str) -> None:
        """A file."""
        self._node.ask('drop', name=name, text=text)

    def press(self, *keys: str) -> None:
        self._node.ask('press', keys=keys)

    def trap(self) -> None:
        """Have the page believe that its engine has trapped, while it draws."""
        self._node.ask('trap')

    def look(self) -> dict[str, Any]:
        """text: the fault that is shown, '' if none; title; label: of the picture; faults: of the page's scripts."""
        looks: dict[str, Any] = self._node.ask('look')
        return looks

    def colours(self) -> bytes:
        """Red, green and blue of each pixel."""
        return bytes(self._node.ask('colours')['colours'])

    def pixels(self) -> np.ndarray:
        """True where the canvas is white."""
        answer = self._node.ask('pixels')
        raster = np.frombuffer(answer['pixels'].encode(), np.uint8) == ord('1')
        return raster.reshape(answer['height'], answer['width'])
