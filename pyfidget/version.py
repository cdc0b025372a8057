"""The version, and what a build can do."""

VERSION = '0.2.0'


class Build(object):
    """Set by the target file before translation; an untranslated run keeps the defaults."""
    native = False
    jit = False


BUILD = Build()


def describe():
    """One line for --version: 'pyfidget 0.2.0 (native)'."""
    kind = 'untranslated'
    if BUILD.jit:
        kind = 'native, with JIT'
    elif BUILD.native:
        kind = 'native'
    return 'pyfidget %s (%s)' % (VERSION, kind)
