"""What makes shapes of shapes: operators, and methods by which the package's functions may be written behind a shape."""
from __future__ import annotations

import abc
import importlib
import math
from numbers import Real
from typing import TYPE_CHECKING, Any, Iterable, Sequence, Union

from pyfidget import operations
from pyfidget.host.foreign import COMPARISONS, OPERATORS, advice
from pyfidget.host.renderable import Renderable, usable_cores

if TYPE_CHECKING:
    from pyfidget.host.copies import Counts
    from pyfidget.host.expression import Expression
    from pyfidget.host.measures import PerAxis
    from pyfidget.host.shape import Shape

Operand = Union['Composable', float, int]

_NO_EXPONENT = 'an expression is no exponent: write exp(ln(a) * b) for a ** b, where a > 0'


class Composable(Renderable):
    """A shape or value that others are made of: an Expression, or what becomes one by itself.

    None is ever changed, so a copy is the object itself. The operators calculate with values, as those of numbers do:

    - `a | b`, `a & b` and `~a` are the union, the intersection and the inverse
    - `a - b` is the difference of two *numbers* at each point, and never the shape a without b: that is `a.difference(b)`, or
      `a & ~b`. Likewise `a + b` is not their union

    Each method below is the function of pyfidget with its name, whose docstring says more, and has the shape as first argument.

    >>> part = pf.circle(0.0, 0.0, 0.5).difference(pf.circle(0.0, 0.0, 0.2)).move(0.1, 0.0)
    >>> bool(part.eval(0.1, 0.0) < 0.0)
    False
    """

    __slots__ = ()

    @abc.abstractmethod
    def expression(self) -> Expression:
        """The same as an expression."""

    # ---- arithmetic ----

    def __add__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.ADD, self, other)

    def __radd__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.ADD, other, self)

    def __sub__(self, other: Operand) -> Expression:
        """The difference of the values, as of numbers; the shape without another is `a.difference(b)`, or `a & ~b`."""
        return self.expression()._operate(operations.SUB, self, other)

    def __rsub__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.SUB, other, self)

    def __mul__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.MUL, self, other)

    def __rmul__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.MUL, other, self)

    def __truediv__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.DIV, self, other)

    def __rtruediv__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.DIV, other, self)

    def __mod__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.MOD, self, other)

    def __rmod__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.MOD, other, self)

    def __pow__(self, exponent: float) -> Expression:
        """A whole power, by squares and products; with the exponent 0.5 the root."""
        if isinstance(exponent, Composable):
            raise TypeError(_NO_EXPONENT)
        if not isinstance(exponent, Real):
            return NotImplemented
        try:
            number = float(exponent)
        except OverflowError:
            raise ValueError('the exponent is too large for a float') from None
        if number == 0.5:
            return self.expression()._operate(operations.SQRT, self)
        if not number.is_integer():
            raise ValueError(f'{number} is neither a whole exponent nor 0.5: write exp(ln(a) * {number}), where a > 0')
        return self.expression()._power(int(exponent))

    def __rpow__(self, base: object) -> Expression:
        raise TypeError(_NO_EXPONENT)

    def __neg__(self) -> Expression:
        return self.expression()._operate(operations.NEG, self)

    def __abs__(self) -> Expression:
        return self.expression()._operate(operations.ABS, self)

    # ---- shapes: inside is where the value is negative ----

    def __or__(self, other: Operand) -> Expression:
        """The union."""
        return self.expression()._operate(operations.MIN, self, other)

    def __ror__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.MIN, other, self)

    def __and__(self, other: Operand) -> Expression:
        """The intersection."""
        return self.expression()._operate(operations.MAX, self, other)

    def __rand__(self, other: Operand) -> Expression:
        return self.expression()._operate(operations.MAX, other, self)

    def __invert__(self) -> Expression:
        """The inverse: inside becomes outside."""
        return self.expression()._operate(operations.NEG, self)

    # ---- what is refused, because Python would silently do something else, or would not say what to do ----

    def __bool__(self) -> bool:
        raise TypeError('an expression is neither true nor false before a point is chosen: '
                        'write a & b, a | b, ~a (or min_, max_) instead of and, or, not, if')

    def _no_comparison(self, other: object) -> bool:
        raise TypeError('expressions cannot be compared before a point is chosen: write compare(a, b) for the operation, '
                        'min_ and max_ for min and max; `a is b` asks whether two formulas are the same')

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _no_comparison
    __hash__ = object.__hash__

    def __float__(self) -> float:
        raise TypeError('an expression has no value before a point is chosen: eval tells it at points; '
                        'write pyfidget.sqrt(a) instead of math.sqrt(a), and so for other functions')

    __int__ = __trunc__ = __float__

    def __round__(self, digits: object = None) -> Expression:
        raise TypeError('an expression has no value before a point is chosen: write round_(a), with the functions of pyfidget')

    def __floordiv__(self, other: object) -> Expression:
        raise TypeError('there is no operation for a // b: write floor(a / b), with the functions of pyfidget')

    __rfloordiv__ = __divmod__ = __rdivmod__ = __floordiv__

    def __array_function__(self, function: Any, types: Any, operands: Any, options: Any) -> None:
        raise TypeError(advice(function.__name__))

    def __array_ufunc__(self, function: Any, method: str, *operands: Any, **options: Any) -> Expression:
        """What numpy calls for its own numbers and functions: `np.float64(2.0) * X` is one of the operators above."""
        name = function.__name__
        if name in COMPARISONS:
            self._no_comparison(None)
        if name in OPERATORS and method == '__call__' and not options:
            return self.expression()._operate(OPERATORS[name], *operands)
        raise TypeError(_NO_EXPONENT if name == 'power' and operands[0] is not self else advice(name))

    def __copy__(self) -> Composable:
        return self

    def __deepcopy__(self, memo: object) -> Composable:
        return self

    # ---- combinations ----

    def union(self, *others: Operand | Iterable[Operand]) -> Expression:
        return _functions().union(self, *others)

    def intersection(self, *others: Operand | Iterable[Operand]) -> Expression:
        return _functions().intersection(self, *others)

    def difference(self, *others: Operand | Iterable[Operand]) -> Expression:
        """Inside this shape and none of the others."""
        return _functions().difference(self, *others)

    def inverse(self) -> Expression:
        return _functions().inverse(self)

    def blend(self, b: Operand, k: float) -> Expression:
        return _functions().blend(self, b, k)

    def offset(self, distance: float) -> Expression:
        return _functions().offset(self, distance)

    def shell(self, thickness: float) -> Expression:
        return _functions().shell(self, thickness)

    # ---- transforms ----

    def move(self, dx: float, dy: float, dz: float = 0.0) -> Expression:
        return _functions().move(self, dx, dy, dz)

    def scale(self, factor: PerAxis) -> Expression:
        return _functions().scale(self, factor)

    def rotate(self, angle: float) -> Expression:
        return _functions().rotate(self, angle)

    def rotate_x(self, angle: float) -> Expression:
        return _functions().rotate_x(self, angle)

    def rotate_y(self, angle: float) -> Expression:
        return _functions().rotate_y(self, angle)

    def rotate_z(self, angle: float) -> Expression:
        return _functions().rotate_z(self, angle)

    def mirror_x(self, x: float = 0.0) -> Expression:
        return _functions().mirror_x(self, x)

    def mirror_y(self, y: float = 0.0) -> Expression:
        return _functions().mirror_y(self, y)

    def mirror_z(self, z: float = 0.0) -> Expression:
        return _functions().mirror_z(self, z)

    def reflect(self, nx: float, ny: float, nz: float = 0.0, *, distance: float = 0.0) -> Expression:
        return _functions().reflect(self, nx, ny, nz, distance=distance)

    def remap(self, x: Operand | None = None, y: Operand | None = None, z: Operand | None = None) -> Expression:
        given = {name: value for name, value in (('x', x), ('y', y), ('z', z)) if value is not None}
        return _functions().remap(self, **given)

    # ---- copies and solids ----

    def repeat(self, spacing: PerAxis, counts: Counts | None = None, padding: Counts | None = None) -> Expression:
        return _functions().repeat(self, spacing, counts, padding)

    def array_polar(self, count: int, x: float = 0.0, y: float = 0.0) -> Expression:
        return _functions().array_polar(self, count, x, y)

    def extrude(self, z0: float, z1: float) -> Expression:
        return _functions().extrude(self, z0, z1)

    def revolve(self, x: float = 0.0, start: float = 0.0, stop: float = math.tau) -> Expression:
        return _functions().revolve(self, x, start, stop)

    # ---- the program ----

    def optimise(self, passes: Iterable[str] | None = None, *, region: Sequence[tuple[float, float]] | None = None) -> Shape:
        return _functions().optimise(self, *(() if passes is None else (passes,)), region=region)

    # ---- looking at it ----

    def widget(self, height: int = 480, *, threads: int | None = None) -> Any:
        """The shape as a widget of a notebook, to pan, zoom and turn, so many pixels high; its `show` has it show another shape.
        The kernel draws, with so many threads (by default all processors that it may use). ModuleNotFoundError without anywidget;
        FileNotFoundError where this package was built without npm; ValueError."""
        try:
            viewer = importlib.import_module('pyfidget.host.viewer.widget')
        except ModuleNotFoundError as missing:
            raise ModuleNotFoundError(f"no {missing.name}: pip install 'pyfidget[notebook]' installs what widgets need",
                                      name=missing.name) from None
        return viewer.ShapeWidget(self.to_vm(), usable_cores() if threads is None else threads, height)


def _functions() -> Any:
    """The package's functions. They make shapes, and so stand above this: they are looked up when a method is called."""
    return importlib.import_module('pyfidget.host.api')
