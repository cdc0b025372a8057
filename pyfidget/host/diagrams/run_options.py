"""The command line of a tool that runs the quadtree engine: its own options, and those of the run, the same as the binary has."""
import os

from pyfidget.arguments import UsageError, parse_arguments
from pyfidget.host.diagrams.command import Parser, file_of, shown
from pyfidget.system import from_bytes, to_bytes

# Their meaning, their defaults and what is wrong with a value are the binary's.
_OPTIONS = [
    ('size', 'N', 'N x N pixels (default: 1024)'),
    ('width', 'W', 'with --height: W x H pixels'),
    ('height', 'H', 'with --width'),
    ('grid', 'NAME', 'where the samples lie: challenge (default), fidget or centers'),
    ('center', 'X,Y', 'the middle of the view (default: 0,0)'),
    ('scale', 'S', "half of the view's shorter side (default: 1)"),
    ('z', 'Z', 'the third coordinate (default: 0)'),
    ('passes', 'LIST', 'what is done to programs: all (default), none, or some of decide,fold,peephole,sign,dead'),
]
_SIZES = {'size', 'width', 'height'}


class RunParser(Parser):
    """Reads the options of a run as well; or, without passes, those of the picture alone."""

    def __init__(self, name, description, has_passes=True):
        super().__init__(name, description)
        self._options = [option for option in _OPTIONS if has_passes or option[0] != 'passes']
        run = self.add_argument_group('the run, with the same options as the binary')
        for name, value, meaning in self._options:
            run.add_argument(f'--{name}', metavar=value, help=meaning)

    def read(self, words):
        """As a Parser does; gives in addition `run`, the arguments.Options of the run, and its `title`."""
        parsed = super().read(words)
        given = {name: f'--{name}={value}' for name, _, _ in self._options if (value := getattr(parsed, name)) is not None}
        try:
            parsed.run = parse_arguments([from_bytes(os.fsencode(word)) for word in [
                '--engine=quadtree', *given.values(), '--', parsed.model]])
        except UsageError as fault:
            self.error(to_bytes(fault.message).decode('utf-8'))
        parsed.title = ' '.join([f'{shown(file_of(parsed.model).name)}, {parsed.run.width} × {parsed.run.height} pixels',
                                 *[word for name, word in given.items() if name not in _SIZES]])
        return parsed
