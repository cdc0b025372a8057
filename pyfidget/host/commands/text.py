"""Writes a text as a model.

    pyfidget text 'Hello, world!' -o hello.vm
"""
from pyfidget.host.text import main as write_text


def main(words: list[str], name: str) -> int:
    return write_text(words, name)
