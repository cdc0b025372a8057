"""Passes over the program of a shape."""
from __future__ import annotations

from typing import Iterable, Sequence

from pyfidget.filters.catalogue import NAMES, UnknownFilter, pass_named
from pyfidget.filters.chain import Chain
from pyfidget.filters.setting import anywhere
from pyfidget.host.composable import Composable
from pyfidget.host.shape import Shape, parse
from pyfidget.interval import everything, span
from pyfidget.listing import listing_of
from pyfidget.parser import parse as parse_program
from pyfidget.passes.draft import Region
from pyfidget.pool import pool_for

DEFAULT = ('fold', 'value-number', 'simplify', 'value-number')


def optimise(shape: Composable, passes: Iterable[str] = DEFAULT, *, region: Sequence[tuple[float, float]] | None = None) -> Shape:
    """The shape of a program that passes have made shorter, one after the other: those of `pyfidget opt`, whose help lists them.

    region   what the coordinates are known to be, for `fold`, `demand-sign` and `predicates`: (least, largest) of x, of y and, if
             it matters, of z; anything where it is not given

    The value stays as it is to the bit, but by `demand-sign` and `predicates`, which keep its sign in the region, and by passes
    with `inexact` in their names, which round otherwise. ValueError, TypeError.

    >>> shape = pf.parse('x var-x\\na neg x\\nb neg a\\n')
    >>> print(pf.optimise(shape).to_vm().strip())
    _0 var-x
    """
    if isinstance(passes, str):
        raise TypeError("passes: expected a list of names, not a str: ['simplify']")
    try:
        wanted = [pass_named(name) for name in passes]
    except UnknownFilter as unknown:
        raise ValueError(f'passes: {unknown.name!r} is none of {", ".join(NAMES)}') from None
    program = parse_program(shape.to_vm(), '')
    chain = Chain(listing_of(program, pool_for(program.size)), _region(region))
    try:
        for one in wanted:
            chain.run(one)
        return parse(chain.program.to_program().to_vm(), '<optimised>')
    finally:
        chain.release()


def _region(region: Sequence[tuple[float, float]] | None) -> Region:
    if region is None:
        return anywhere()
    if not 2 <= len(region) <= 3:
        raise ValueError('region: expected (least, largest) of x and of y, and perhaps of z')
    spans = []
    for least, largest in region:
        if not least <= largest:
            raise ValueError(f'region: {least!r} is not below {largest!r}')
        spans.append(span(float(least), float(largest)))
    return Region(spans[0], spans[1], spans[2] if len(spans) == 3 else everything())
