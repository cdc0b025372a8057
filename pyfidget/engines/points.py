"""A program's values at any points: by machine code, where the processor has what that takes, else 64 of them at a time.

    steps      operation | target << 8, first, second, for each operation that the result needs, in the program's order
    registers  of 64 numbers each; one that nobody needs any more is taken again

All that a run touches is raw memory, so that several threads may evaluate the same steps at once.
"""
from pyfidget import machine, rawmem, threads
from pyfidget.codegen.function import Function, copy_doubles
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, OPERATIONS_AT_MOST, ROWS, VAR_X, VAR_Y, VAR_Z, meaning_of
from pyfidget.rpy import HAVE_RPYTHON, unrolling_iterable, we_are_translated

BLOCK = 64  # points
_STEPS_A_LOOK = 4096  # of blocks, between two looks at the clock
_STEP_WORDS = 3
_OPERATION_MASK = 255
_TARGET_SHIFT = 8
assert OPERATIONS_AT_MOST <= _OPERATION_MASK < 1 << _TARGET_SHIFT


def _make_unary(meaning):
    def loop(r, c, a, b):
        k = 0
        while k < BLOCK:
            r[c + k] = meaning(r[a + k])
            k += 1
    return loop


def _make_binary(meaning):
    def loop(r, c, a, b):
        k = 0
        while k < BLOCK:
            r[c + k] = meaning(r[a + k], r[b + k])
            k += 1
    return loop


def _make_unary_row(row):
    def loop(r, c, a, b):
        row(BLOCK, r, c, a)
    return loop


def _make_binary_row(row):
    def loop(r, c, a, b):
        row(BLOCK, r, c, a, b)
    return loop


def _loop_of(opcode):
    """The operation for BLOCK numbers at r[a], and at r[b] if it takes two, to r[c]."""
    is_unary = opcode < FIRST_BINARY
    if opcode in ROWS:
        return (_make_unary_row if is_unary else _make_binary_row)(ROWS[opcode])
    return (_make_unary if is_unary else _make_binary)(meaning_of(opcode))


_loops = unrolling_iterable([(_opcode, _loop_of(_opcode)) for _opcode in range(VAR_Z + 1, len(OPERATIONS))])

if HAVE_RPYTHON:
    from pyfidget.rpy import lltype, rffi

    _EVALUATOR = lltype.Struct('evaluator', ('steps', rawmem.WORDS_POINTER), ('constants', rawmem.DOUBLES_POINTER),
                               ('length', lltype.Signed), ('registers', lltype.Signed), ('code', lltype.Signed),
                               ('frame', rawmem.DOUBLES_POINTER), ('frame_doubles', lltype.Signed), ('lanes', lltype.Signed))


class _HostEvaluator(object):
    """The same record for an untranslated run."""


class Evaluator(object):
    """A program, ready for any points; `release` frees it. record: what evaluate_points takes, in raw memory."""

    def __init__(self, program, machine_code=True):
        """machine_code: False for loops, whatever the processor can run. MemoryError."""
        self.function = Function(program, machine_code)
        plan = _Plan(program)
        steps = rawmem.alloc_words(_STEP_WORDS * plan.length)
        constants = rawmem.alloc_doubles(plan.length)
        for i in range(plan.length):
            steps[_STEP_WORDS * i] = plan.opcodes[i] | plan.targets[i] << _TARGET_SHIFT
            steps[_STEP_WORDS * i + 1] = plan.first[i]
            steps[_STEP_WORDS * i + 2] = plan.second[i]
            constants[i] = plan.constants[i]
        self.record = lltype.malloc(_EVALUATOR, flavor='raw') if we_are_translated() else _HostEvaluator()
        self.record.steps = steps
        self.record.constants = constants
        self.record.length = plan.length
        self.record.registers = plan.registers
        self.record.code = self.function.code
        self.record.frame = self.function.frame
        self.record.frame_doubles = self.function.frame_doubles
        self.record.lanes = self.function.lanes

    def release(self):
        self.function.release()
        rawmem.free_lines(self.record.steps)
        rawmem.free_lines(self.record.constants)
        if we_are_translated():
            lltype.free(self.record, flavor='raw')


def record_at(pointer):
    """The record that a bare pointer points to."""
    return rffi.cast(lltype.Ptr(_EVALUATOR), pointer) if we_are_translated() else pointer


def evaluate_points(record, start, count, xs, ys, zs, out, milliseconds=0):
    """Put the values at the points `start` to `count` - 1 into `out`, by an Evaluator's record: four arrays of raw doubles; for
    so many milliseconds and a little, or all of them if that is 0. Gives the first point that is left, or `count`; -1 if there
    is not enough memory."""
    if record.code != 0:
        return _evaluate_by_code(record, start, count, xs, ys, zs, out, milliseconds)
    block = rawmem.try_doubles(BLOCK * record.registers)
    if rawmem.is_missing(block):
        return -1
    deadline = threads.milliseconds() + milliseconds
    steps = 0
    while start < count:
        result = _evaluate_block(record, block, xs, ys, zs, start, min(BLOCK, count - start))
        i = 0
        while i < BLOCK and start + i < count:
            out[start + i] = block[result + i]
            i += 1
        start = min(start + BLOCK, count)
        steps += record.length
        if steps >= _STEPS_A_LOOK:
            if milliseconds > 0 and threads.milliseconds() >= deadline:
                break
            steps = 0
    rawmem.free_lines(block)
    return start


def _evaluate_by_code(record, start, count, xs, ys, zs, out, milliseconds):
    """The same; a thread's frame is its own, and so is a vector each for what does not fill one in the end."""
    lanes = record.lanes
    frame = rawmem.try_doubles(record.frame_doubles + 4 * lanes)
    if rawmem.is_missing(frame):
        return -1
    copy_doubles(record.frame, frame, record.frame_doubles)
    deadline = threads.milliseconds() + milliseconds
    vectors = max(_STEPS_A_LOOK * BLOCK // lanes // record.length, 1)
    while start + lanes <= count:
        vectors = min(vectors, (count - start) // lanes)
        _run(record, frame, xs, ys, zs, out, start, vectors)
        start += vectors * lanes
        if milliseconds > 0 and threads.milliseconds() >= deadline:
            break
    if 0 < count - start < lanes:
        start = _evaluate_rest(record, frame, start, count, xs, ys, zs, out)
    rawmem.free_lines(frame)
    return start


def _run(record, frame, xs, ys, zs, out, start, vectors):
    machine.call(record.code, rawmem.address_of(frame), rawmem.address_of(xs) + 8 * start, rawmem.address_of(ys) + 8 * start,
                 rawmem.address_of(zs) + 8 * start, rawmem.address_of(out) + 8 * start, vectors)


def _evaluate_rest(record, frame, start, count, xs, ys, zs, out):
    rest = record.frame_doubles
    lanes = record.lanes
    i = 0
    while i < lanes:
        k = min(start + i, count - 1)
        frame[rest + i] = xs[k]
        frame[rest + lanes + i] = ys[k]
        frame[rest + 2 * lanes + i] = zs[k]
        i += 1
    place = rawmem.address_of(frame) + 8 * rest
    machine.call(record.code, rawmem.address_of(frame), place, place + 8 * lanes, place + 16 * lanes, place + 24 * lanes, 1)
    i = 0
    while start < count:
        out[start] = frame[rest + 3 * lanes + i]
        start += 1
        i += 1
    return start


def _evaluate_block(record, r, xs, ys, zs, start, count):
    """The values at points start to start + count - 1; gives where the result's are."""
    steps = record.steps
    c = 0
    i = 0
    while i < record.length:
        word = steps[_STEP_WORDS * i]
        opcode = word & _OPERATION_MASK
        c = (word >> _TARGET_SHIFT) * BLOCK
        a = steps[_STEP_WORDS * i + 1] * BLOCK
        b = steps[_STEP_WORDS * i + 2] * BLOCK
        if opcode == CONST:
            _fill(r, c, record.constants[i])
        elif opcode == VAR_X:
            _load(r, c, xs, start, count)
        elif opcode == VAR_Y:
            _load(r, c, ys, start, count)
        elif opcode == VAR_Z:
            _load(r, c, zs, start, count)
        else:
            for case, loop in _loops:
                if opcode == case:
                    loop(r, c, a, b)
        i += 1
    return c


def _fill(r, c, value):
    k = 0
    while k < BLOCK:
        r[c + k] = value
        k += 1


def _load(r, c, values, start, count):
    """The last block goes on with zeros."""
    k = 0
    while k < count:
        r[c + k] = values[start + k]
        k += 1
    while k < BLOCK:
        r[c + k] = 0.0
        k += 1


class _Plan(object):
    """The steps as lists, and how many registers they take: an argument's is free for the result if that is its last use."""

    def __init__(self, program):
        self.length = 0
        self.registers = 0
        self.opcodes = []
        self.targets = []
        self.first = []
        self.second = []
        self.constants = []
        last_uses = _last_uses(program)
        register = [0] * program.size
        free = []
        for index in range(program.size):
            if last_uses[index] < 0:
                continue
            opcode = program.opcodes[index]
            arity = OPERATIONS[opcode].arity
            a = program.first[index]
            b = program.second[index]
            self.first.append(register[a] if arity >= 1 else 0)
            self.second.append(register[b] if arity >= 2 else 0)
            if arity >= 1 and last_uses[a] == index:
                free.append(register[a])
            if arity >= 2 and last_uses[b] == index and a != b:
                free.append(register[b])
            if not free:
                free.append(self.registers)
                self.registers += 1
            register[index] = free.pop()
            self.opcodes.append(opcode)
            self.targets.append(register[index])
            self.constants.append(program.constants[index])
            self.length += 1


def _last_uses(program):
    """For each operation the last one that takes it, itself for the result, -1 if the result does not need it."""
    last_uses = [-1] * program.size
    index = program.size - 1
    last_uses[index] = index
    while index >= 0:
        if last_uses[index] >= 0:
            arity = OPERATIONS[program.opcodes[index]].arity
            a = program.first[index]
            b = program.second[index]
            if arity >= 1 and last_uses[a] < 0:
                last_uses[a] = index
            if arity >= 2 and last_uses[b] < 0:
                last_uses[b] = index
        index -= 1
    return last_uses
