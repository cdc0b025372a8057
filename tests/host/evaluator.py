"""Models as text, and their values at points by the reference evaluator: for the tests of pyfidget.host alone."""
import numpy as np

from pyfidget.host import reference
from pyfidget.parser import parse


def lines(text):
    """The instructions: lists of words, without comments and empty lines."""
    split = [line.split('#')[0].split() for line in text.splitlines()]
    return [words for words in split if words]


def evaluate(text, x, y, z=0.0):
    """The values of a model at points; x, y and z may be any arrays that broadcast."""
    return reference.evaluate(parse(text, 'model'), x, y, z)


def at(shape, x, y, z=0.0):
    """The value of an expression at one point."""
    return float(evaluate(shape.to_vm(), x, y, z))


def inside(text, left, bottom, right, top, step):
    """A boolean picture of a model, sampled in the middles of squares of a step; row 0 is the lowest."""
    x = np.arange(left + step / 2, right, step)
    y = np.arange(bottom + step / 2, top, step)
    return evaluate(text, x[None, :], y[:, None]) < 0
