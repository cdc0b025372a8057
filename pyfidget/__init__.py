"""pyfidget draws implicit shapes: formulas of X, Y and Z that are negative inside. Pictures are exact, and quick.

    import pyfidget as pf
    pf.load('model.vm').image(1024).show()

    plate = pf.rectangle(-0.8, -0.5, 0.8, 0.5).difference(pf.circle(0.0, 0.0, 0.3))
    plate.rotate(0.1).render(512)                # numpy: 255 inside, 0 outside

- Models: `load` and `parse` read .vm text, `to_vm` of any shape writes it.
- What every shape can do: `render`, `image`, `eval`, `interval`, `to_vm`; see Renderable.
- Formulas: X, Y, Z, Python's operators, and every operation of a model as a function (`sqrt`, `min_`, ...); see Expression.
- Combining: `a | b`, `a & b`, `~a`, and `union`, `intersection`, `difference`, `blend`, ... `a - b` subtracts numbers: the
  shape a without b is `a.difference(b)`.
- Shapes of the plane (`circle`, `polygon`, `text`, ...) and of space (`sphere`, `box`, `revolve`, ...).
- Moving them: `move`, `scale`, `rotate`, `reflect`, `repeat`, ... These and the combinations are methods, too.

The command `pyfidget`, or `python -m pyfidget`, draws models from the command line.
"""
from pyfidget.version import VERSION as __version__  # noqa: F401

# The names are those of host/api.py. They are loaded when the first of them is asked for, so that the RPython sources, which
# live in the same package, can be imported without them.


def __getattr__(name):
    import importlib.util
    # What Python itself asks of a package, and modules that are being imported for the first time.
    if name.startswith('__') and name != '__all__' or importlib.util.find_spec('pyfidget.' + name):
        raise AttributeError(name)
    from pyfidget.host import api
    if name == '__all__':
        return api.__all__
    if name not in api.__all__:
        raise AttributeError('pyfidget has no %r' % name)
    return getattr(api, name)


def __dir__():
    from pyfidget.host import api
    return sorted(api.__all__) + ['__version__']
