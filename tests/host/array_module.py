"""A stand-in for CuPy: an array module that gives away every use of numpy in its place."""
import math
import weakref

import numpy as np


class Array:
    """An array that numpy cannot read: like CuPy's it comes to the host by `get` alone, and does not mix with numpy's."""

    def __init__(self, values):
        self._values = np.asarray(values)
        self.shape, self.ndim, self.dtype = self._values.shape, self._values.ndim, self._values.dtype

    def __array__(self, *_, **__):
        raise TypeError('no implicit conversion to numpy')

    def get(self):
        return self._values.copy()

    def astype(self, kind):
        return Array(self._values.astype(kind))

    def view(self, kind):
        return Array(self._values.view(kind))

    def any(self):
        return Array(self._values.any())

    def __bool__(self):
        return bool(self._values)

    def reshape(self, *shape):
        return Array(self._values.reshape(*shape))

    def copy(self):
        return Array(self._values.copy())

    def __getitem__(self, key):
        return Array(self._values[key])

    def __add__(self, other):
        return Array(self._values + _unwrapped(other))

    def __sub__(self, other):
        return Array(self._values - _unwrapped(other))

    def __mul__(self, other):
        return Array(self._values * _unwrapped(other))

    def __or__(self, other):
        return Array(self._values | _unwrapped(other))

    def __and__(self, other):
        return Array(self._values & _unwrapped(other))

    def __xor__(self, other):
        return Array(self._values ^ _unwrapped(other))

    def __lshift__(self, other):
        return Array(self._values << _unwrapped(other))

    def __rshift__(self, other):
        return Array(self._values >> _unwrapped(other))

    def __lt__(self, other):
        return Array(self._values < _unwrapped(other))

    def __ge__(self, other):
        return Array(self._values >= _unwrapped(other))


def _unwrapped(operand):
    """The argument of a call: an Array or a plain number, as CuPy wants it; the rest (a dtype, a shape) as it is."""
    if isinstance(operand, (np.ndarray, np.generic)):
        raise TypeError('an array of numpy')
    return operand._values if isinstance(operand, Array) else operand


def _first_of_equals(function):
    """minimum or maximum, of two equal arguments the first: numpy's may give the second, another module's either."""
    return lambda a, b: np.where(np.equal(a, b), a, function(a, b))


_CHOICES = {'minimum': _first_of_equals(np.minimum), 'maximum': _first_of_equals(np.maximum)}


class ArrayModule:
    """The functions of numpy, for Arrays. most_held: how many of the Arrays that they computed were there at once."""

    nan = np.nan
    float32, float64, uint32, uint64 = np.float32, np.float64, np.uint32, np.uint64

    def __init__(self):
        self._held = weakref.WeakSet()
        self.most_held = 0

    def __getattr__(self, name):
        function = _CHOICES.get(name) or getattr(np, name)

        def call(*arguments, **named):
            result = Array(function(*map(_unwrapped, arguments), **{key: _unwrapped(value) for key, value in named.items()}))
            if math.prod(result.shape) > 1 and name not in ('asarray', 'broadcast_to'):
                self._held.add(result)
                self.most_held = max(self.most_held, len(self._held))
            return result
        return call
