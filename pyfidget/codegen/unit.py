"""A unit: one straight-line tape of values on its way to machine code, in raw memory.

    opcodes   what each value is: LEAF, or an instruction of `instructions.py`
    first, second        its arguments, earlier values
    places    where in memory it lies, as an operand of the encoder: from the first for a leaf and for a result, later for a value
              that is spilled, 0 for a value that has only ever been in registers
    sooner    for each argument, the use of the same value before this one: the place of that operation, the value itself if
              there is none, NEVER if the value is a leaf
    steps     what an allocator makes of it (`steps.py`)
    code      the machine code, written to memory that whoever asks for it sets

All memory that the code reads and writes but its samples is the frame, made of vectors of `lanes` doubles, AVX2_LANES or
AVX512_LANES:

    vector    0        1  2          3 to 8       9 ...
              address  exchange      COMMON       constants, fixed values, then what is spilled
              of the exit

A thread may make units: nothing here is an object of the collector. A unit is used again and again.
"""
from pyfidget import rawmem
from pyfidget.asm.encoder import RDI, at
from pyfidget.codegen.instructions import COPY, LEAF, LESS_THAN_HALF, WHOLE_FROM
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

AVX2_LANES, AVX512_LANES = 4, 8
_MOST_REGISTERS = 32
SCRATCHES = 2  # registers, the last ones, that sequences use on the way
NEVER = -1
EXCHANGE = 1  # the vector through which arguments and results of a call go; the second argument is in the next one
COMMON = 3  # vectors of the same constants for all units:
SIGN, MAGNITUDE, ONE, NEARLY_HALF, ZERO, WHOLE = range(6)
FIRST_FREE = 9

_BLOCKS = [('opcodes', 'ints'), ('first', 'ints'), ('second', 'ints'), ('places', 'words'), ('sooner', 'ints'),
           ('latest', 'ints'), ('register_of', 'ints'), ('held', 'ints'), ('keys', 'ints'), ('uses', 'ints'), ('chains', 'ints'),
           ('steps', 'words'), ('links', 'ints'), ('free_slots', 'words'), ('frame', 'doubles'), ('code', 'bytes')]
_NUMBERS = ['lanes', 'vector', 'is_own', 'most', 'size', 'slots', 'step_count', 'is_backward', 'registers', 'free',
            'first_free', 'last_free', 'code_size',
            # What became of it, for whoever asks.
            'loads', 'stores', 'sunk', 'spill_slots']

if HAVE_RPYTHON:
    from pyfidget.rpy import lltype

    _POINTERS = {'doubles': rawmem.DOUBLES_POINTER, 'words': rawmem.WORDS_POINTER, 'ints': rawmem.INTS_POINTER,
                 'bytes': rawmem.BYTES_POINTER}
    _UNIT = lltype.Struct('unit', *([(_name, _POINTERS[_kind]) for _name, _kind in _BLOCKS]
                                    + [(_name, lltype.Signed) for _name in _NUMBERS]))


class _HostUnit(object):
    """The same record for an untranslated run."""


def new_unit(most, lanes, pool=None):
    """A unit for at most so many values, leaves and results included; `release_unit` frees it. MemoryError.

    lanes: AVX2_LANES or AVX512_LANES; vector: that in bytes; pool: whose passing memory it takes, if there is one.
    """
    u = lltype.malloc(_UNIT, flavor='raw', zero=True) if we_are_translated() else _HostUnit()
    u.lanes = lanes
    u.vector = 8 * lanes
    u.most = most
    u.is_own = int(pool is None)
    u.opcodes = _ints(pool, most)
    u.first = _ints(pool, most)
    u.second = _ints(pool, most)
    u.places = _words(pool, most)
    u.sooner = _ints(pool, 2 * most)
    u.latest = _ints(pool, most)
    u.register_of = _ints(pool, most)
    u.held = _ints(pool, _MOST_REGISTERS)
    u.keys = _ints(pool, _MOST_REGISTERS)
    u.uses = _ints(pool, _MOST_REGISTERS)
    u.chains = _ints(pool, _MOST_REGISTERS)
    u.steps = _words(pool, _most_steps(most))
    u.links = _ints(pool, 2 * _most_steps(most))
    u.free_slots = _words(pool, 2 * most)
    frame = lanes * (FIRST_FREE + most)
    u.frame = rawmem.alloc_doubles(frame) if pool is None else pool.passing_doubles(frame)
    return u


def _ints(pool, count):
    return rawmem.alloc_ints(count) if pool is None else pool.passing_ints(count)


def _words(pool, count):
    return rawmem.alloc_words(count) if pool is None else pool.passing_words(count)


def _most_steps(most):
    # A computation, a store, and a load behind it for each of three registers; a load before it for each of two leaves.
    return 7 * most + _MOST_REGISTERS


def release_unit(u):
    if u.is_own:
        rawmem.free_lines(u.opcodes)
        rawmem.free_lines(u.first)
        rawmem.free_lines(u.second)
        rawmem.free_lines(u.places)
        rawmem.free_lines(u.sooner)
        rawmem.free_lines(u.latest)
        rawmem.free_lines(u.register_of)
        rawmem.free_lines(u.held)
        rawmem.free_lines(u.keys)
        rawmem.free_lines(u.uses)
        rawmem.free_lines(u.chains)
        rawmem.free_lines(u.steps)
        rawmem.free_lines(u.links)
        rawmem.free_lines(u.free_slots)
        rawmem.free_lines(u.frame)
    if we_are_translated():
        lltype.free(u, flavor='raw')


def begin(u, exit_address):
    """An empty unit; exit_address: of the code that calls what is no vector instruction (`exits.py`)."""
    u.size = 0
    u.slots = FIRST_FREE
    set_exit(u, exit_address)
    for lane in range(u.lanes):
        rawmem.set_bits(u.frame, u.lanes * (COMMON + SIGN) + lane, -1 << 63)
        rawmem.set_bits(u.frame, u.lanes * (COMMON + MAGNITUDE) + lane, (1 << 63) - 1)
    set_fixed(u, u.frame, COMMON + ONE, 1.0)
    set_fixed(u, u.frame, COMMON + NEARLY_HALF, LESS_THAN_HALF)
    set_fixed(u, u.frame, COMMON + ZERO, 0.0)
    set_fixed(u, u.frame, COMMON + WHOLE, WHOLE_FROM)


def registers_of(lanes):
    """How many registers for vectors of so many lanes the processor has."""
    return _MOST_REGISTERS if lanes == AVX512_LANES else 16


def set_exit(u, address):
    """Set the exit, in the frame."""
    rawmem.set_bits(u.frame, 0, address)


def in_frame(u, vector):
    """A vector of the frame as an operand."""
    return at(RDI, u.vector * vector)


def common(u, which):
    """One of the constants of all units as an operand."""
    return in_frame(u, COMMON + which)


def is_in_frame(place):
    """Whether a place in memory is a vector of the frame."""
    return place & 0xff == RDI


def add_leaf(u, place):
    """A value that lies in memory; gives its number."""
    value = u.size
    rawmem.set_int(u.opcodes, value, LEAF)
    rawmem.set_int(u.latest, value, NEVER)
    u.places[value] = place
    u.size = value + 1
    return value


def add_constant(u, number):
    """A leaf with this value in all lanes."""
    vector = u.slots
    u.slots = vector + 1
    set_fixed(u, u.frame, vector, number)
    return add_leaf(u, in_frame(u, vector))


def add_fixed(u):
    """A leaf in the frame, whose lanes `set_fixed` sets before a run."""
    return add_constant(u, 0.0)


def vector_of(u, value):
    """The vector of the frame in which a constant or fixed value lies."""
    return (u.places[value] >> 32) // u.vector


def set_fixed(u, frame, vector, number):
    """Set a fixed value in a frame, the unit's or a copy."""
    for lane in range(u.lanes):
        frame[u.lanes * vector + lane] = number


def add_operation(u, instruction, a, b):
    """A computed value; gives its number. b is a itself where there is no second argument."""
    value = u.size
    rawmem.set_int(u.opcodes, value, instruction)
    rawmem.set_int(u.first, value, a)
    rawmem.set_int(u.second, value, b)
    rawmem.set_int(u.sooner, 2 * value, rawmem.get_int(u.latest, a))
    rawmem.set_int(u.sooner, 2 * value + 1, rawmem.get_int(u.latest, b))
    rawmem.set_int(u.latest, a, value)
    rawmem.set_int(u.latest, b, value)
    rawmem.set_int(u.latest, value, value)
    u.places[value] = 0
    u.size = value + 1
    return value


def add_result(u, value, place):
    """Have a value stored in memory, where it lies for whoever runs the code."""
    if u.places[value] != 0:  # a leaf, or a result already
        value = add_operation(u, COPY, value, value)
    u.places[value] = place
