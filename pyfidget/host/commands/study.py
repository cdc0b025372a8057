"""Renders many models on the processes of this machine or on a cluster of Dask, in the words of `render`.

    pyfidget render *.vm -o out/ [--workers N | --scheduler tcp://HOST:PORT]

A worker gets a model's text and gives its picture back, so that no folder has to be shared.
"""
from __future__ import annotations

import argparse
import os
import sys
from typing import Iterator

from pyfidget import system
from pyfidget.arguments import Options, UsageError, option_words, parse_arguments
from pyfidget.host.commands.cluster import add_cluster, cluster_of
from pyfidget.host.diagrams.command import Failure, shown
from pyfidget.image.formats import NAMES
from pyfidget.output import write_file
from pyfidget.system import as_text, from_bytes, to_bytes

HELP = """
Many models on many processes:
  --workers N          of this machine
  --scheduler tcp://HOST:PORT  of a cluster of Dask that is running
"""


def asks_for_cluster(words: list[str]) -> bool:
    return any(word.split('=')[0] in ('--scheduler', '--workers') for word in words)


def main(words: list[str], name: str) -> int:
    parser = argparse.ArgumentParser(name, add_help=False, allow_abbrev=False)
    add_cluster(parser)
    where, rest = parser.parse_known_args(words)
    given = [from_bytes(os.fsencode(word)) for word in rest]
    try:
        options = parse_arguments(given)
        _check(options)
    except UsageError as fault:
        sys.stderr.write(f'{name}: {as_text(fault.message)}\n')
        return 2
    study = _Study(options, [*option_words(given), f'--format={NAMES[options.format]}'])
    try:
        if options.folder:
            system.make_folder(options.folder)
        with cluster_of(where) as client:
            study.run(client)
    except OSError as error:
        raise Failure(f'cannot write {shown(as_text(options.output or options.folder))}: {error.strerror or error}') from None
    return study.status


def _check(options: Options) -> None:
    """UsageError where a cluster cannot do what is asked for."""
    for output in options.outputs:
        if output == '-':
            raise UsageError('-o -: the pictures of a cluster go into files')
        for model in options.models:
            if system.same_file(output, model):
                raise UsageError(f'-o: {model} is the model')


class _Study:
    """status: 1 where a model could not be drawn, which says a line; the others are drawn all the same."""

    def __init__(self, options: Options, words: list[str]) -> None:
        self.status = 0
        self._options = options
        self._words = [os.fsdecode(to_bytes(word)) for word in words]
        self._sent: list[int] = []  # models, by their places

    def run(self, client) -> None:
        """Failure, OSError."""
        from pyfidget.host.posters.ordered import render_models
        from pyfidget.host.posters.schedule import Lost

        try:
            for place, (failed, picture, said) in enumerate(render_models(client, self._models())):
                self._options.choose(self._sent[place])
                sys.stderr.write(said.decode('utf-8', 'replace').replace('<stdin>', shown(as_text(self._options.model))))
                if failed:
                    self.status = 1
                else:
                    write_file(self._options.output, from_bytes(picture))
        except Lost as lost:
            raise Failure(str(lost)) from None

    def _models(self) -> Iterator[tuple[bytes, list[str]]]:
        for place, model in enumerate(self._options.models):
            try:
                text = system.read_file(model, self._options.largest_model)
            except (OSError, system.TooLarge) as fault:
                why = fault.strerror if isinstance(fault, OSError) else 'it is too large'
                sys.stderr.write(f'pyfidget: cannot read {shown(as_text(model))}: {why}\n')
                self.status = 1
            else:
                self._sent.append(place)
                yield to_bytes(text), self._words
