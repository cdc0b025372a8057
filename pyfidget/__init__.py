"""pyfidget, a renderer of implicit surfaces. On Python 3 this package has all the names of host/api.py:

    import pyfidget as pf
    pf.load('model.vm').image(1024).show()

They are loaded when the first of them is asked for, so that the RPython sources, which live in the same package, can be imported
without them.
"""
from pyfidget.version import VERSION as __version__  # noqa: F401


def __getattr__(name):
    import importlib.util
    # What Python itself asks of a package, and modules that are being imported for the first time.
    if name.startswith('__') or importlib.util.find_spec('pyfidget.' + name):
        raise AttributeError(name)
    from pyfidget.host import api
    if name not in api.__all__:
        raise AttributeError('pyfidget has no %r' % name)
    return getattr(api, name)


def __dir__():
    from pyfidget.host import api
    return sorted(api.__all__)
