"""The pass `memoize`: what depends on x alone comes first, then what depends on y alone, then the rest.

An engine can compute the first part once for each column and the second once for each row, and keep in buffers what the rest
takes of them: the *outputs*. As the last pass, `memoize` prints the rest with loads:

    _7 load-x _2          the output _2, which depends on x alone
    _9 load-y _4

A load has the value of its argument. The parser takes it for another name of that, and complains where the argument depends on
more; so the text is a model like any other. Constants, and what depends on z alone, stand where they are first taken.

Idempotent: parts that are in order stay so.
"""
from pyfidget.filters.classes import BOTH, NEITHER, X_ONLY, Y_ONLY, classes_of
from pyfidget.filters.reorder import in_order
from pyfidget.filters.tally import Tally
from pyfidget.filters.uses import count_uses
from pyfidget.operations import FIRST_BINARY, VAR_Z
from pyfidget.pool import IntList, longer_bytes, new_bytes
from pyfidget.program import name_of

RULES = ['x outputs', 'y outputs']
_X_OUTPUT, _Y_OUTPUT = range(2)


def memoize(program, setting, tally):
    pool = setting.pool
    classes = classes_of(program, pool)
    outputs = find_outputs(program, classes, pool)
    for index in range(program.size):
        if outputs[index]:
            tally.count(_X_OUTPUT if classes[index] == X_ONLY else _Y_OUTPUT)
    return in_order(program, _split(program, classes, pool), Tally(['moved']), pool)


def find_outputs(program, classes, pool):
    """A flag for each operation: whether it depends on one coordinate alone, and something that depends on both takes it."""
    uses = count_uses(program, pool)
    outputs = new_bytes(pool, program.size)
    for index in range(program.size):
        outputs[index] = 0
    for index in range(program.size):
        opcode = program.opcodes[index]
        if uses[index] > 0 and classes[index] == BOTH and opcode > VAR_Z:
            outputs[program.first[index]] |= _is_of_one_axis(classes[program.first[index]])
            if opcode >= FIRST_BINARY:
                outputs[program.second[index]] |= _is_of_one_axis(classes[program.second[index]])
    return outputs


def _is_of_one_axis(kind):
    return int(kind == X_ONLY or kind == Y_ONLY)


def _split(program, classes, pool):
    """The operations that the result needs: those of x alone, of y alone, and the rest, each part in the program's order."""
    uses = count_uses(program, pool)
    parts = longer_bytes(pool, classes, program.size, program.size)
    # What depends on neither belongs to the first part that takes it.
    for index in range(program.size - 1, -1, -1):
        opcode = program.opcodes[index]
        if uses[index] > 0 and opcode > VAR_Z:
            _claim(parts, classes, program.first[index], parts[index])
            if opcode >= FIRST_BINARY:
                _claim(parts, classes, program.second[index], parts[index])
    order = IntList(pool, program.size)
    for part in [X_ONLY, Y_ONLY, BOTH]:
        for index in range(program.size):
            if uses[index] > 0 and (parts[index] == part or part == BOTH and parts[index] == NEITHER):
                order.append(index)
    return order


def _claim(parts, classes, argument, part):
    if classes[argument] == NEITHER and (parts[argument] == NEITHER or part < parts[argument]):
        parts[argument] = part


def memoized_text(program):
    """A Listing that `memoize` made as text, with loads. MemoryError."""
    pool = program.pool
    mark = pool.mark()
    classes = classes_of(program, pool)
    outputs = find_outputs(program, classes, pool)
    shown = program.to_program()
    names = [''] * program.size
    loads = [''] * program.size
    lines = []
    for index in range(program.size):
        opcode = program.opcodes[index]
        from_buffers = classes[index] == BOTH
        if opcode > VAR_Z and from_buffers:
            _load(program.first[index], classes, outputs, names, loads, lines)
            if opcode >= FIRST_BINARY:
                _load(program.second[index], classes, outputs, names, loads, lines)
        names[index] = name_of(len(lines))
        known = loads if from_buffers else names
        a = _known(program.first[index], known, names)
        lines.append(shown.line(index, names[index], a, _known(program.second[index], known, names)))
    pool.forget_since(mark)
    return ''.join(lines)


def _load(index, classes, outputs, names, loads, lines):
    """A line that loads an output, if there is none yet."""
    if outputs[index] and not loads[index]:
        loads[index] = name_of(len(lines))
        operation = 'load-x' if classes[index] == X_ONLY else 'load-y'
        lines.append('%s %s %s\n' % (loads[index], operation, names[index]))


def _known(index, known, names):
    return known[index] or names[index]
