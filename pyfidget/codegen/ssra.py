"""Registers in one pass from the last operation to the first, for code without branches, where every value is computed once.

Going backward, a value's first encounter is its last use: it takes a register there, and leaves it where it is computed. What
lies before an operation is decided after what lies behind it, so that a spill is never regretted: where registers run out, one
value *loses* its register. Behind the operation it is loaded again, before it lies in a slot of the frame; and once it has a slot
it is stored there once, where it is computed. So a value may come and go between registers, with one store for all loads. The
value that loses is the one whose next use, going backward, is furthest (Belady).

A leaf lies in memory anyway. It is loaded before its first use.

A load may be sunk into the instruction that takes it, as its operand in memory:

    none          never
    require-dead  where the value is read once between its load and the end of its time in that register
    all           where every such read can be from memory
    prefer-dead   as require-dead, and values of which that is true lose their registers first
    spill-any     as require-dead, and an argument that would be the one to lose its register at once stays in memory

After Fidget's allocator (Keeter) and "Single-pass register allocation" (Sharp); the names of the policies are the latter's.

Slots are taken again, the longest free first: a sunk load reads its slot later than where it was decided, and only a slot that
was free then, too, will do.
"""
from pyfidget import rawmem
from pyfidget.codegen.instructions import EITHER, FIRST, LEAF, NEITHER, SECOND, has_two, may_be_in_memory
from pyfidget.codegen.steps import (
    IN_MEMORY,
    add_load,
    add_step,
    add_store,
    begin_steps,
    compute_step,
    first_of,
    new_slot,
    second_of,
    value_of,
    with_argument,
)
from pyfidget.codegen.unit import NEVER, is_in_frame
from pyfidget.rpy import lowest_bit

SINKS = ['none', 'all', 'require-dead', 'prefer-dead', 'spill-any']
SINK_NONE, SINK_ALL, SINK_DEAD, PREFER_DEAD, SPILL_ANY = range(5)
_NONE = -1
_REGISTER_BITS = 5
_NOWHERE = 1 << 62


def allocate_ssra(u, registers, sink):
    """Fill the unit's steps, backward; registers: how many there are, at least 3; sink: when loads are sunk."""
    begin_steps(u, registers, 1)
    value = 0
    while value < u.size:
        rawmem.set_int(u.register_of, value, _NONE)
        value += 1
    value = u.size - 1
    while value >= 0:
        if rawmem.get_int(u.opcodes, value) != LEAF:
            if rawmem.get_int(u.register_of, value) != _NONE or u.places[value] != 0:
                _allocate(u, value, sink)
        value -= 1
    register = 0
    while register < registers:
        _load_if_leaf(u, register)
        register += 1


def _allocate(u, value, sink):
    """One operation that somebody needs."""
    target = _release_target(u, value, sink)
    instruction = rawmem.get_int(u.opcodes, value)
    a = rawmem.get_int(u.first, value)
    b = rawmem.get_int(u.second, value)
    two = has_two(instruction) and a != b
    # Who is in a register already keeps it; then the others come.
    pinned = rawmem.get_int(u.register_of, b)
    in_memory = may_be_in_memory(instruction)
    if has_two(instruction) and not two:
        in_memory = NEITHER
    first = _place(u, value, 0, a, pinned if two else _NONE, in_memory & FIRST, sink)
    second = first
    if two:
        allowed = in_memory & SECOND if first != IN_MEMORY else 0
        second = _place(u, value, 1, b, first, allowed, sink)
    if u.places[value] != 0:
        add_store(u, value, target)
    step = u.step_count
    add_step(u, compute_step(value, target, first, second))
    _count_use(u, first, 2 * step)
    if two:
        _count_use(u, second, 2 * step + 1)
    _end_leaf(u, value, 0, a, first)
    if two:
        _end_leaf(u, value, 1, b, second)
    _free_slot_of(u, value)


def _release_target(u, value, sink):
    """The register that a value is computed in; free for its arguments."""
    target = rawmem.get_int(u.register_of, value)
    if target == _NONE:
        target = _free_register(u, _NONE)
        if target == _NONE:
            target = _take(u, _NONE, value, sink)
    rawmem.set_int(u.register_of, value, _NONE)
    _set_free(u, target)
    return target


def _place(u, at, which, value, pinned, memory_allowed, sink):
    """Where an argument of operation `at` is read: its register or IN_MEMORY."""
    sooner = rawmem.get_int(u.sooner, 2 * at + which)
    register = rawmem.get_int(u.register_of, value)
    if register != _NONE:
        rawmem.set_int(u.keys, register, sooner)
        return register
    if memory_allowed and sink != SINK_NONE and sooner == NEVER and u.places[value] != 0:
        u.sunk += 1  # a leaf that is read nowhere else in this register
        return IN_MEMORY
    register = _free_register(u, pinned)
    if register == _NONE:
        if memory_allowed and sink == SPILL_ANY:
            loser = _furthest(u, pinned)
            if sooner <= rawmem.get_int(u.keys, loser):
                _give_place(u, value, at)
                u.sunk += 1
                return IN_MEMORY
        register = _take(u, pinned, at, sink)
    u.free &= ~(1 << register)
    rawmem.set_int(u.held, register, value)
    rawmem.set_int(u.register_of, value, register)
    rawmem.set_int(u.keys, register, sooner)
    rawmem.set_int(u.uses, register, 0)
    rawmem.set_int(u.chains, register, _NONE)
    return register


def _count_use(u, register, use):
    """Note that an argument, 2 * step + which, reads a register; those that read the same value there are a chain."""
    if register == IN_MEMORY:
        return
    rawmem.set_int(u.links, use, rawmem.get_int(u.chains, register))
    rawmem.set_int(u.chains, register, use)
    rawmem.set_int(u.uses, register, rawmem.get_int(u.uses, register) + 1)


def _end_leaf(u, at, which, value, register):
    """Load a leaf before its first use."""
    if register != IN_MEMORY and rawmem.get_int(u.sooner, 2 * at + which) == NEVER:
        _load_if_leaf(u, register)


def _load_if_leaf(u, register):
    value = rawmem.get_int(u.held, register)
    if value != _NONE:
        add_load(u, value, register)
        _set_free(u, register)
        rawmem.set_int(u.register_of, value, _NONE)


# ---- registers ----

def _set_free(u, register):
    """`free` has a bit for each register in which there is no value; `held` says so, too."""
    u.free |= 1 << register
    rawmem.set_int(u.held, register, _NONE)


def _free_register(u, pinned):
    free = u.free & ~_bit_of(pinned)
    return lowest_bit(free) if free != 0 else _NONE


def _bit_of(register):
    """0 for no register."""
    return 1 << register if register >= 0 else 0


def _take(u, pinned, at, sink):
    """A register for operation `at`, from the value that holds it."""
    register = _NONE
    if sink == PREFER_DEAD:
        register = _furthest_dead(u, pinned)
    if register == _NONE:
        register = _furthest(u, pinned)
    _lose(u, register, at, sink)
    return register


def _furthest(u, pinned):
    """The register whose value is next used furthest from here."""
    best = _NOWHERE
    keys = u.keys
    register = u.registers - 1
    while register >= 0:
        # The register in the lowest bits, so that the least of all is found without a branch.
        key = rawmem.get_int(keys, register) << _REGISTER_BITS | register
        best = key if int(key < best) & int(register != pinned) else best
        register -= 1
    return best & (1 << _REGISTER_BITS) - 1


def _furthest_dead(u, pinned):
    """The same, of those whose load can be sunk."""
    found = _NONE
    register = 0
    while register < u.registers:
        if register != pinned and _can_sink(u, register, SINK_DEAD):
            if found == _NONE or rawmem.get_int(u.keys, register) < rawmem.get_int(u.keys, found):
                found = register
        register += 1
    return found


def _lose(u, register, at, sink):
    """The value in a register has it behind operation `at` alone, and is loaded there."""
    value = rawmem.get_int(u.held, register)
    if sink != SINK_NONE and _can_sink(u, register, sink):
        _give_place(u, value, _sink(u, register))
    else:
        _give_place(u, value, at)
        add_load(u, value, register)
    rawmem.set_int(u.register_of, value, _NONE)
    _set_free(u, register)


def _can_sink(u, register, sink):
    """Whether all that reads the value of a register could read it from memory, and is little enough for the policy."""
    if sink != SINK_ALL and rawmem.get_int(u.uses, register) != 1:
        return False
    use = rawmem.get_int(u.chains, register)
    while use != _NONE:
        step = u.steps[use >> 1]
        allowed = may_be_in_memory(rawmem.get_int(u.opcodes, value_of(step)))
        other = first_of(step) if use & 1 else second_of(step)
        mine = second_of(step) if use & 1 else first_of(step)
        if allowed & (SECOND if use & 1 else FIRST) == 0 or allowed == EITHER and other == IN_MEMORY:
            return False
        if other == mine and _is_twice(u, value_of(step)):
            return False
        use = rawmem.get_int(u.links, use)
    return True


def _is_twice(u, value):
    """Whether both arguments of an operation are the same value."""
    return (has_two(rawmem.get_int(u.opcodes, value))
            and rawmem.get_int(u.first, value) == rawmem.get_int(u.second, value))


def _sink(u, register):
    """Have all that read the value of a register read it from memory; gives the last operation that does."""
    use = rawmem.get_int(u.chains, register)
    last = 0
    while use != _NONE:
        step = u.steps[use >> 1]
        u.steps[use >> 1] = with_argument(step, use & 1, IN_MEMORY)
        last = max(last, value_of(step))
        u.sunk += 1
        use = rawmem.get_int(u.links, use)
    return last


# ---- slots ----

def _give_place(u, value, last):
    """Give a value a slot, if it has no place in memory yet; last: the last operation that reads it there."""
    if u.places[value] != 0:
        return
    if u.first_free < u.last_free:
        entry = u.free_slots[2 * u.first_free]
        if entry > last:
            u.places[value] = u.free_slots[2 * u.first_free + 1]
            u.first_free += 1
            return
    u.places[value] = new_slot(u)


def _free_slot_of(u, value):
    """The slot of a value that has been computed is free before."""
    place = u.places[value]
    if place != 0 and is_in_frame(place):  # and no result
        u.free_slots[2 * u.last_free] = value
        u.free_slots[2 * u.last_free + 1] = place
        u.last_free += 1


for _function in (_release_target, _set_free, _free_register, _bit_of, _count_use):
    _function._always_inline_ = True
