"""A second, independent reading of .vm text: numpy over arrays of points. For the tests of pyfidget.host alone."""
import numpy as np

_UNARY = {
    'abs': np.abs, 'neg': np.negative, 'sqrt': np.sqrt, 'square': np.square, 'floor': np.floor, 'ceil': np.ceil,
    'round': lambda a: np.copysign(np.floor(np.abs(a) + 0.5), a), 'sin': np.sin, 'cos': np.cos, 'tan': np.tan,
    'asin': np.arcsin, 'acos': np.arccos, 'atan': np.arctan, 'exp': np.exp, 'ln': np.log, 'not': lambda a: (a == 0) * 1.0,
}
_BINARY = {
    'add': np.add, 'sub': np.subtract, 'mul': np.multiply, 'div': np.divide, 'min': np.minimum, 'max': np.maximum,
    'atan2': np.arctan2, 'compare': lambda a, b: np.sign(a - b), 'mod': lambda a, b: np.mod(a, np.abs(b)),
    'and': lambda a, b: np.where(a == 0, a, b), 'or': lambda a, b: np.where(a != 0, a, b),
}


def lines(text):
    """The instructions: lists of words, without comments and empty lines."""
    split = [line.split('#')[0].split() for line in text.splitlines()]
    return [words for words in split if words]


def evaluate(text, x, y, z=0.0):
    """The values of a model at points; x and y may be any arrays that broadcast."""
    values = {}
    with np.errstate(all='ignore'):
        for name, operation, *arguments in lines(text):
            assert name not in values
            if operation == 'const':
                value = float(arguments[0])
            elif operation in ('var-x', 'var-y', 'var-z'):
                value = {'x': x, 'y': y, 'z': z}[operation[-1]]
            elif operation in _UNARY:
                value = _UNARY[operation](values[arguments[0]])
            else:
                value = _BINARY[operation](values[arguments[0]], values[arguments[1]])
            values[name] = value
    return np.broadcast_to(value, np.broadcast_shapes(np.shape(x), np.shape(y)))


def at(shape, x, y, z=0.0):
    """The value of an expression at one point."""
    return float(evaluate(shape.to_vm(), np.float64(x), np.float64(y), np.float64(z)))


def inside(text, left, bottom, right, top, step):
    """A boolean picture of a model, sampled in the middles of squares of a step; row 0 is the lowest."""
    x = np.arange(left + step / 2, right, step)
    y = np.arange(bottom + step / 2, top, step)
    return evaluate(text, x[None, :], y[:, None]) < 0
