"""What passes did, as a table or as JSON: the measures of the program before and after, and each pass by itself."""
from pyfidget.operations import OPERATIONS
from pyfidget.rpy import fixed_text

_NAME = 28  # columns
_NUMBER = 10


class Run(object):
    """One pass that was run: its name and Tally, the seconds it took, and the operations that were left."""

    def __init__(self, name, tally, seconds, operations):
        self.name = name
        self.tally = tally
        self.seconds = seconds
        self.operations = operations


def rows_of(before, after, size):
    """Names, and the numbers before and after; size: of a picture, in pixels."""
    rows = [('operations', before.operations, after.operations)]
    for opcode in range(len(OPERATIONS)):
        if before.kinds[opcode] > 0 or after.kinds[opcode] > 0:
            rows.append((OPERATIONS[opcode].name, before.kinds[opcode], after.kinds[opcode]))
    return rows + [
        ('of x alone', before.of_x, after.of_x), ('of y alone', before.of_y, after.of_y),
        ('of both', before.of_both, after.of_both),
        ('depth', before.depth, after.depth), ('live at once', before.live, after.live),
        ('x outputs', before.x_outputs, after.x_outputs), ('y outputs', before.y_outputs, after.y_outputs),
        ('bytes of buffers', before.buffer_bytes(size), after.buffer_bytes(size)),
    ]


def table(before, after, runs, size):
    """Lines of text."""
    lines = [_left('', _NAME) + _right('before', _NUMBER) + _right('after', _NUMBER)]
    for name, one, other in rows_of(before, after, size):
        lines.append(_left(name, _NAME) + _right('%d' % one, _NUMBER) + _right('%d' % other, _NUMBER))
    lines.append(_left('pass', _NAME) + _right('ms', _NUMBER) + _right('left', _NUMBER))
    for run in runs:
        lines.append(_left(run.name, _NAME) + _right(_milliseconds(run), _NUMBER) + _right('%d' % run.operations, _NUMBER))
        for i in range(len(run.tally.names)):
            if run.tally.counts[i] > 0:
                lines.append(_left('  ' + run.tally.names[i], _NAME) + _right('%d' % run.tally.counts[i], _NUMBER))
    return lines


def json(before, after, runs, size):
    """One line."""
    rows = rows_of(before, after, size)
    befores = ', '.join(['"%s": %d' % (name, one) for name, one, _ in rows])
    afters = ', '.join(['"%s": %d' % (name, other) for name, _, other in rows])
    passes = ', '.join([_json_of_run(run) for run in runs])
    return ['{"before": {%s}, "after": {%s}, "passes": [%s]}' % (befores, afters, passes)]


def _json_of_run(run):
    tally = run.tally
    rules = ', '.join(['"%s": %d' % (tally.names[i], tally.counts[i]) for i in range(len(tally.names))])
    return '{"name": "%s", "ms": %s, "operations": %d, "rules": {%s}}' % (run.name, _milliseconds(run), run.operations, rules)


def _milliseconds(run):
    return fixed_text(run.seconds * 1000.0, 3)


def _left(text, width):
    return text + ' ' * max(0, width - len(text))


def _right(text, width):
    return ' ' * max(1, width - len(text)) + text
