"""Registers by linear scan (Poletto and Sarkar, "Linear Scan Register Allocation", TOPLAS 21, 1999): a value has one place from
where it is computed to its last use, a register or a slot of the frame.

Intervals are taken in the order of their beginnings. Where there is no register left, the one that ends last is spilled, the new
one or one that has a register. Two registers are kept for what lies in slots: an argument that an instruction cannot read from
memory, a result on its way there. A leaf's interval begins where it is first used; if that is spilled, it lies in memory anyway.

    assign    intervals -> `register_of`
    steps     forward, with slots for what has no register
"""
from pyfidget import rawmem
from pyfidget.codegen.instructions import EITHER, FIRST, LEAF, SECOND, has_two, may_be_in_memory
from pyfidget.codegen.steps import IN_MEMORY, add_load, add_step, add_store, begin_steps, compute_step, new_slot
from pyfidget.codegen.unit import is_in_frame

_NONE = -1
_UNUSED = -2  # as an end: nobody needs the value


def allocate_linear_scan(u, registers, is_sinking):
    """Fill the unit's steps, forward; registers: how many there are, at least 3; is_sinking: whether an instruction may read what
    it can from memory, or is a load of its own needed."""
    begin_steps(u, registers - 2, 0)
    _find_ends(u)
    _assign(u)
    value = 0
    while value < u.size:
        if rawmem.get_int(u.opcodes, value) != LEAF and rawmem.get_int(u.latest, value) != _UNUSED:
            _write(u, value, is_sinking)
        value += 1


def _find_ends(u):
    """`latest`: the last use of each value, itself for a result that is used no more."""
    value = 0
    while value < u.size:
        is_result = u.places[value] != 0 and rawmem.get_int(u.opcodes, value) != LEAF
        rawmem.set_int(u.latest, value, value if is_result else _UNUSED)
        rawmem.set_int(u.register_of, value, _NONE)
        if rawmem.get_int(u.opcodes, value) == LEAF:
            rawmem.set_int(u.sooner, 2 * value, _NONE)
        value += 1
    value = u.size - 1
    while value >= 0:
        if rawmem.get_int(u.opcodes, value) != LEAF and rawmem.get_int(u.latest, value) != _UNUSED:
            _extend(u, rawmem.get_int(u.first, value), value)
            _extend(u, rawmem.get_int(u.second, value), value)
        value -= 1


def _extend(u, argument, value):
    if rawmem.get_int(u.latest, argument) <= argument:
        rawmem.set_int(u.latest, argument, value)


# ---- who gets a register ----

def _assign(u):
    """Of those that hold registers, `keys` has the ends."""
    value = 0
    while value < u.size:
        if rawmem.get_int(u.opcodes, value) != LEAF and rawmem.get_int(u.latest, value) != _UNUSED:
            _expire(u, value)
            _begin_leaf(u, rawmem.get_int(u.first, value))
            _begin_leaf(u, rawmem.get_int(u.second, value))
            _expire(u, value + 1)
            if rawmem.get_int(u.latest, value) > value:
                _begin(u, value)
        value += 1


def _expire(u, at):
    """Free the registers of what ends before an operation."""
    register = 0
    while register < u.registers:
        if rawmem.get_int(u.held, register) != _NONE and rawmem.get_int(u.keys, register) < at:
            rawmem.set_int(u.held, register, _NONE)
        register += 1


def _begin_leaf(u, value):
    """Where a leaf is used first; `sooner`, which says nothing of leaves, notes that it is to be loaded."""
    if rawmem.get_int(u.opcodes, value) == LEAF and rawmem.get_int(u.sooner, 2 * value) != _UNUSED:
        rawmem.set_int(u.sooner, 2 * value, _UNUSED)
        _begin(u, value)


def _begin(u, value):
    end = rawmem.get_int(u.latest, value)
    found = _NONE
    register = 0
    while register < u.registers:
        if rawmem.get_int(u.held, register) == _NONE:
            found = register
            break
        if found == _NONE or rawmem.get_int(u.keys, register) > rawmem.get_int(u.keys, found):
            found = register
        register += 1
    if found == _NONE:
        return
    holder = rawmem.get_int(u.held, found)
    if holder != _NONE:
        if rawmem.get_int(u.keys, found) <= end:
            return
        rawmem.set_int(u.register_of, holder, _NONE)
    rawmem.set_int(u.held, found, value)
    rawmem.set_int(u.keys, found, end)
    rawmem.set_int(u.register_of, value, found)


# ---- what that makes ----

def _write(u, value, is_sinking):
    instruction = rawmem.get_int(u.opcodes, value)
    a = rawmem.get_int(u.first, value)
    b = rawmem.get_int(u.second, value)
    two = has_two(instruction) and a != b
    allowed = may_be_in_memory(instruction) if is_sinking else 0
    if has_two(instruction) and not two:
        allowed = 0
    # Of two that lie in memory only one can stay there.
    if two and allowed == EITHER and rawmem.get_int(u.register_of, b) == _NONE:
        allowed = SECOND
    first = _argument(u, value, a, u.registers, allowed & FIRST != 0)
    second = first
    if two:
        second = _argument(u, value, b, u.registers + 1, allowed & SECOND != 0)
    target = rawmem.get_int(u.register_of, value)
    is_spilled = target == _NONE
    if is_spilled:
        target = u.registers
    add_step(u, compute_step(value, target, first, second))
    _free_slot(u, value, a)
    if two:
        _free_slot(u, value, b)
    if u.places[value] == 0 and is_spilled:
        _give_slot(u, value)
    if u.places[value] != 0:
        add_store(u, value, target)


def _argument(u, at, value, spare, memory_allowed):
    """Where an argument is read; a leaf with a register is loaded there first."""
    register = rawmem.get_int(u.register_of, value)
    if register == _NONE:
        if memory_allowed:
            u.sunk += 1
            return IN_MEMORY
        add_load(u, value, spare)
        return spare
    if rawmem.get_int(u.opcodes, value) == LEAF and rawmem.get_int(u.sooner, 2 * value) == _UNUSED:
        rawmem.set_int(u.sooner, 2 * value, _NONE)
        add_load(u, value, register)
    return register


def _give_slot(u, value):
    if u.last_free > 0:
        u.last_free -= 1
        u.places[value] = u.free_slots[u.last_free]
    else:
        u.places[value] = new_slot(u)


def _free_slot(u, at, value):
    """The slot of an argument that is used for the last time."""
    if rawmem.get_int(u.latest, value) == at and rawmem.get_int(u.opcodes, value) != LEAF and is_in_frame(u.places[value]):
        u.free_slots[u.last_free] = u.places[value]
        u.last_free += 1
