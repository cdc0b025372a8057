"""Steps: what an allocator makes of a unit. In the order of the code, or from its end if `is_backward`:

    load      register `target` becomes the value, from its place
    compute   the value's instruction, its arguments from registers `first` and `second`, or IN_MEMORY from their places
    store     register `target` to the value's place

A step is a word:

    target | first << 8 | second << 16 | kind << 24 | value << 32
"""
from pyfidget import rawmem
from pyfidget.codegen.unit import in_frame

LOAD, COMPUTE, STORE = range(3)
IN_MEMORY = 0xff
_FIRST_SHIFT, _SECOND_SHIFT, _KIND_SHIFT, _VALUE_SHIFT = 8, 16, 24, 32


def target_of(step):
    return step & 0xff


def first_of(step):
    return step >> _FIRST_SHIFT & 0xff


def second_of(step):
    return step >> _SECOND_SHIFT & 0xff


def kind_of(step):
    return step >> _KIND_SHIFT & 0xff


def value_of(step):
    return step >> _VALUE_SHIFT


def compute_step(value, target, first, second):
    return target | first << _FIRST_SHIFT | second << _SECOND_SHIFT | COMPUTE << _KIND_SHIFT | value << _VALUE_SHIFT


def with_argument(step, which, register):
    """A computation with its first or second argument elsewhere."""
    shift = _SECOND_SHIFT if which else _FIRST_SHIFT
    return step & ~(0xff << shift) | register << shift


def add_step(u, step):
    u.steps[u.step_count] = step
    u.step_count += 1


def add_load(u, value, register):
    add_step(u, register | LOAD << _KIND_SHIFT | value << _VALUE_SHIFT)
    u.loads += 1


def add_store(u, value, register):
    add_step(u, register | STORE << _KIND_SHIFT | value << _VALUE_SHIFT)
    u.stores += 1


def begin_steps(u, registers, is_backward):
    """No steps and no slots; registers: how many may hold values, from 0 on."""
    u.registers = registers
    u.free = (1 << registers) - 1
    u.is_backward = is_backward
    u.step_count = u.loads = u.stores = u.sunk = u.spill_slots = u.first_free = u.last_free = 0
    register = 0
    while register < registers:
        rawmem.set_int(u.held, register, -1)
        register += 1


def new_slot(u):
    """A vector of the frame that nothing else is in."""
    vector = u.slots
    u.slots = vector + 1
    u.spill_slots += 1
    return in_frame(u, vector)
