"""Random programs whose pictures are worth a look; the same seed gives the same ones.

Those of the tests (tests/strategies.py) have all operations and any constants, to find faults; most of their pictures are
empty, full or noise.
"""
from __future__ import annotations

import random
import zlib
from typing import Iterator

import numpy as np

from pyfidget import operations
from pyfidget.host.shape import Shape, parse
from pyfidget.operations import OPERATIONS, VAR_X, VAR_Y
from pyfidget.program import Program, ProgramBuilder

_FEWEST, _MOST = 25, 90  # operations
_TRIED_SIZE = 64  # pixels of the picture that the score is of
_TRIES = 40  # programs of which the best is taken
_BEST_PACKED = 210  # bytes

# What a body is made of, and what the end is made of; a name stands there as often as it is to come.
_BODY = ('add sub mul add sub mul square square sqrt abs abs neg min max min max sin cos sin cos sin cos mod atan2 floor round '
         'div exp ln compare tan atan').split()
_END = 'min max min max neg abs sub add'.split()
_OPCODES = {operation.name: opcode for opcode, operation in enumerate(OPERATIONS)}


def random_program(chance: random.Random) -> Program:
    """Of a few leaves, a body of many operations, mostly on the latest values, and an end that joins what is left over."""
    builder = ProgramBuilder()
    for opcode in (VAR_X, VAR_Y):
        builder.binary(operations.MUL, builder.variable(opcode), builder.constant(round(chance.uniform(2.0, 8.0), 2)))
    for _ in range(chance.randint(2, 5)):
        builder.constant(round(chance.uniform(-3.0, 3.0), 2))
    unused = list(range(builder.size()))
    for _ in range(chance.randint(_FEWEST, _MOST)):
        _add(builder, chance.choice(_BODY), unused, chance)
    while len(unused) > 1:
        _add(builder, chance.choice(_END), unused, chance)
    builder.end_with(unused[0])
    return builder.finish()


def _add(builder: ProgramBuilder, name: str, unused: list[int], chance: random.Random) -> None:
    opcode = _OPCODES[name]
    arity = operations.OPERATIONS[opcode].arity
    arguments = [unused.pop(chance.randrange(len(unused))) if unused and chance.random() < 0.7
                 else chance.randrange(builder.size()) for _ in range(arity)]
    unused.append(builder.unary(opcode, *arguments) if arity == 1 else builder.binary(opcode, *arguments))


def score(pixels: np.ndarray) -> float:
    """How interesting a picture of _TRIED_SIZE pixels is, from 0 to 1: neither empty nor full; and packed by zlib it takes some
    bytes, as what has a form does, but not many, as noise does."""
    inside = pixels > 0
    part = float(inside.mean())
    packed = len(zlib.compress(np.packbits(inside, axis=1).tobytes(), 9))
    return 4.0 * part * (1.0 - part) * max(0.0, 1.0 - abs(packed - _BEST_PACKED) / _BEST_PACKED)


def candidates(seed: int) -> Iterator[list[str]]:
    """Texts of random programs without end, so many at a time; the best of them is worth a look."""
    chance = random.Random(seed)
    while True:
        yield [random_program(chance).to_vm() for _ in range(_TRIES)]


def best_of(texts: list[str]) -> Shape:
    """The one with the most interesting picture."""
    return max((parse(text, '<random>') for text in texts), key=lambda shape: score(shape.render(_TRIED_SIZE, threads=1)))


def interesting_shapes(seed: int) -> Iterator[Shape]:
    """Shapes without end, each the best of some random programs."""
    return map(best_of, candidates(seed))
