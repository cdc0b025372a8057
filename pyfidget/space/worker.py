"""The state of one worker of a picture of space, or of a mesh: all that the phases read and write, in raw memory.

A worker may run in a thread of its own, where nothing may touch the garbage collector or raise. Its memory is allocated
beforehand for the first and longest tape; only registers are allocated on the way, and where there is no room, `failed` is set.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.worker import SPARE_BOUNDS
from pyfidget.lowering.entries import ENTRY_WORDS
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

LANES = 16
BOUNDS = 2 * LANES
SIDE = 16  # pixels of a tile's row and column
BLOCK_SIDE = 4  # pixels: the lanes of a leaf are blocks
POINTS = 64  # pixels that are evaluated at once: four blocks
SQUARE = 4 * SIDE  # pixels of a side of what normals are found for at once
SQUARE_PIXELS = SQUARE * SQUARE
SQUARE_TILES = SQUARE_PIXELS // (SIDE * SIDE)
AXES = 3
GRADIENT_WORDS = 3  # of a step of gradients (gradients.py): operation, first, second
LEVELS = 12  # of boxes in boxes; boxes.py says how many there can be
STEP_WORDS = 4  # of a leaf's tape (leaf.py)
FIRST_REGISTERS = 64
BOX_WORDS = 16  # of what is kept of a box; boxes.py says what
LEAF_DEEP = 4  # voxels of a leaf of a picture, at most
ACROSS = SIDE + 1  # corners of a leaf of a mesh, along each axis
CORNERS = ACROSS * ACROSS * ACROSS

# What workers do, a stage after the other: a picture; or the stages of a mesh (stages.py).
PICTURE, SIGNS, COUNT, VERTICES, FACES = range(5)

_BLOCKS = [
    # The picture; all workers share these. missing: for each tile, how many of its pixels have no height yet.
    ('constants', 'doubles'), ('xs', 'doubles'), ('ys', 'doubles'), ('zs', 'doubles'), ('heights', 'ints'), ('missing', 'ints'),
    # finished: for each tile, its blocks that have all of their heights, a bit each. samples: rows of axis values (samples.py).
    ('finished', 'ints'), ('samples', 'doubles'),
    # The team's shared words (team.py).
    ('control', 'words'),
    # The boxes that are at work, one in the other: BOX_WORDS each, and each one's tape and demands, `capacity` entries.
    ('boxes', 'words'), ('tapes', 'words'), ('demands', 'words'),
    # The box that is analysed, by entry.
    ('bounds', 'doubles'), ('masks', 'words'), ('asked', 'words'), ('flags', 'bytes'), ('renamed', 'ints'),
    # By axis the first and the last sample of each lane along it; the bounds of such lanes.
    ('runs', 'ints'), ('run_bounds', 'doubles'),
    # What engines/wide/cases.py looks for: machine code, of which there is none here.
    ('functions', 'words'), ('frame', 'doubles'),
    # The leaf that is evaluated (leaf.py): 16 numbers by entry, its steps, 64 numbers by register, heights as doubles.
    ('axis_values', 'doubles'), ('steps', 'words'), ('last', 'ints'), ('place', 'ints'), ('free', 'ints'),
    ('registers', 'doubles'), ('found', 'doubles'),
    # The tape whose steps these are, `planned_size` entries.
    ('planned', 'words'),
    # Normals, if has_normals says that they are wanted: three numbers a pixel; the view's matrix; the program's steps, and
    # by step 64 values and three times as many derivatives (gradients.py).
    ('normals', 'doubles'), ('matrix', 'doubles'), ('gradient_steps', 'words'), ('gradient_constants', 'doubles'),
    ('values', 'doubles'), ('derivatives', 'doubles'), ('factors', 'doubles'), ('gradients', 'doubles'),
    ('gradient_same', 'ints'), ('derivative_rows', 'ints'), ('gradient_twins', 'ints'), ('gradient_waves', 'ints'),
    # Of these steps the ones that are evaluated: all, or those live in a square or in a tile of it (choices.py); by
    # step its bounds, whether it may be NaN, and what it chooses; the bounds of three coordinates.
    ('used_steps', 'words'), ('used_constants', 'doubles'), ('shorter_steps', 'words'), ('shorter_constants', 'doubles'),
    ('shortest_steps', 'words'), ('shortest_constants', 'doubles'), ('step_bounds', 'doubles'), ('step_nans', 'ints'),
    ('step_choices', 'ints'), ('extent', 'doubles'),
    # The pixels of a square that have a height, tile by tile: their samples, made world points, and their places.
    ('square_points', 'doubles'), ('square_pixels', 'ints'), ('tile_starts', 'ints'),
    # A mesh, which all workers share (mesh.py): the signs of corners; where the vertices of 16 cells in a row begin, and of a
    # layer, and a layer's quads; what is made.
    ('signs', 'bytes'), ('row_starts', 'ints'), ('layer_starts', 'words'), ('layer_quads', 'words'),
    ('vertices', 'doubles'), ('vertex_normals', 'doubles'), ('faces', 'words'),
    # The leaf whose vertices are made: its crossings (crossings.py), 64 numbers by entry, the edges that are at work, the
    # entries in the order that they are computed, and the cell that is at work (sheets.py).
    ('edges', 'doubles'), ('points', 'doubles'), ('inner', 'words'), ('outer', 'words'), ('slots', 'ints'), ('order', 'ints'),
    ('inner_values', 'doubles'), ('outer_values', 'doubles'), ('sides', 'doubles'), ('done_slots', 'ints'),
    ('quadric', 'doubles'),
    # Two layers of cells whose quads are made (quads.py).
    ('cell_codes', 'ints'), ('cell_vertices', 'words'),
    # The next worker of the team.
    ('next', 'worker'),
]
_NUMBERS = ['width', 'height', 'depth', 'tiles_across', 'side', 'columns_across', 'columns', 'capacity', 'count', 'room',
            'has_begun', 'deadline', 'failed', 'together', 'lanes_there', 'has_functions', 'spare', 'step_count', 'shared_steps',
            'registers_used', 'free_count', 'planned_size', 'planned_result', 'tape_result',
            'stage', 'reach', 'leaf_deep', 'sign_stride', 'blocks_across', 'is_open', 'is_undecided', 'batch', 'still_entries',
            'all_entries', 'face_at', 'layers_done',
            'has_normals', 'normal_row', 'normal_end', 'normal_column', 'normal_left', 'normal_right', 'gradient_length',
            'gradient_choices', 'choices_left', 'used_length',
            'box_count', 'box_entries', 'leaf_count', 'slices', 'slice_entries']

if HAVE_RPYTHON:
    from pyfidget.rpy import lltype, rffi

    _POINTERS = {'doubles': rawmem.DOUBLES_POINTER, 'words': rawmem.WORDS_POINTER, 'ints': rawmem.INTS_POINTER,
                 'bytes': rawmem.BYTES_POINTER, 'worker': rffi.VOIDP}
    _WORKER = lltype.Struct('space_worker', *([(_name, _POINTERS[_kind]) for _name, _kind in _BLOCKS]
                                              + [(_name, lltype.Signed) for _name in _NUMBERS]))


class _HostWorker(object):
    """The same record for an untranslated run."""

    def __init__(self):
        for name, _ in _BLOCKS:
            setattr(self, name, None)
        for name in _NUMBERS:
            setattr(self, name, 0)


def new_worker(size):
    """A worker for tapes of so many entries; the picture is still to be set. MemoryError."""
    worker = lltype.malloc(_WORKER, flavor='raw', zero=True) if we_are_translated() else _HostWorker()
    worker.capacity = size
    worker.leaf_deep = LEAF_DEEP
    try:
        worker.boxes = rawmem.alloc_words(BOX_WORDS * LEVELS)
        worker.tapes = rawmem.alloc_words(ENTRY_WORDS * size * LEVELS)
        worker.demands = rawmem.alloc_words(size * LEVELS)
        worker.bounds = rawmem.alloc_doubles(BOUNDS * (size + SPARE_BOUNDS))
        worker.spare = BOUNDS * size
        worker.axis_values = rawmem.alloc_doubles(SIDE * size)
        worker.masks = rawmem.alloc_words(size)
        worker.asked = rawmem.alloc_words(size)
        worker.flags = rawmem.alloc_flags(BOUNDS)
        worker.renamed = rawmem.alloc_ints(size)
        worker.runs = rawmem.alloc_ints(2 * LANES * AXES)
        worker.run_bounds = rawmem.alloc_doubles(BOUNDS)
        worker.steps = rawmem.alloc_words(STEP_WORDS * size)
        worker.last = rawmem.alloc_ints(size)
        worker.place = rawmem.alloc_ints(size)
        worker.free = rawmem.alloc_ints(size)
        worker.found = rawmem.alloc_doubles(POINTS)
        worker.planned = rawmem.alloc_words(ENTRY_WORDS * size)
        worker.room = FIRST_REGISTERS
        worker.registers = rawmem.alloc_doubles(POINTS * FIRST_REGISTERS)
    except MemoryError:
        release_worker(worker)
        raise
    return worker


def set_normals(worker, normals, matrix, steps, constants, length, choices):
    """Let the worker find normals, too, by so many steps of a program, some of which choose. MemoryError."""
    worker.normals = normals
    worker.matrix = matrix
    worker.has_normals = 1
    set_gradients(worker, steps, constants, length)
    worker.gradient_choices = choices
    worker.shorter_steps = rawmem.alloc_words(GRADIENT_WORDS * length)
    worker.shortest_steps = rawmem.alloc_words(GRADIENT_WORDS * length)
    worker.shorter_constants = rawmem.alloc_doubles(length)
    worker.shortest_constants = rawmem.alloc_doubles(length)
    worker.step_bounds = rawmem.alloc_doubles(2 * length)
    worker.step_nans = rawmem.alloc_ints(length)
    worker.step_choices = rawmem.alloc_ints(length)
    worker.extent = rawmem.alloc_doubles(2 * AXES)
    worker.square_points = rawmem.alloc_doubles(AXES * SQUARE_PIXELS)
    worker.square_pixels = rawmem.alloc_ints(SQUARE_PIXELS)
    worker.tile_starts = rawmem.alloc_ints(SQUARE_TILES + 1)


def set_gradients(worker, steps, constants, length):
    """Let the worker find gradients, by so many steps of a program. MemoryError."""
    worker.gradient_steps = steps
    worker.gradient_constants = constants
    worker.gradient_length = length
    worker.values = rawmem.alloc_doubles(POINTS * length)
    worker.derivatives = rawmem.alloc_doubles(POINTS * (AXES * length + 2))
    worker.derivative_rows = rawmem.alloc_ints(AXES * length)
    worker.factors = rawmem.alloc_doubles(POINTS)
    worker.gradient_same = rawmem.alloc_ints(length)
    worker.gradient_twins = rawmem.alloc_ints(length)
    worker.gradient_waves = rawmem.alloc_ints(length)
    worker.gradients = rawmem.alloc_doubles(3 * POINTS)


def set_cells(worker, quadric):
    """Let the worker make vertices and triangles. quadric: how many numbers a cell takes. MemoryError."""
    size = worker.capacity
    worker.edges = rawmem.alloc_doubles(3 * CORNERS * 4)
    worker.points = rawmem.alloc_doubles(POINTS * max(size, 3))
    worker.inner = rawmem.alloc_words(POINTS)
    worker.outer = rawmem.alloc_words(POINTS)
    worker.inner_values = rawmem.alloc_doubles(POINTS)
    worker.outer_values = rawmem.alloc_doubles(POINTS)
    worker.sides = rawmem.alloc_doubles(POINTS)
    worker.slots = rawmem.alloc_ints(POINTS)
    worker.done_slots = rawmem.alloc_ints(POINTS)
    worker.order = rawmem.alloc_ints(size)
    worker.quadric = rawmem.alloc_doubles(quadric)
    worker.cell_codes = rawmem.alloc_ints(2 * worker.width * worker.height)
    worker.cell_vertices = rawmem.alloc_words(2 * worker.width * worker.height)


def release_worker(worker):
    """Free it, whole or in part."""
    for block in [worker.boxes, worker.tapes, worker.demands, worker.masks, worker.asked, worker.steps, worker.planned,
                  worker.inner, worker.outer, worker.cell_vertices, worker.shorter_steps, worker.shortest_steps]:
        rawmem.free_lines(block)
    for doubles in [worker.bounds, worker.run_bounds, worker.axis_values, worker.found, worker.registers, worker.values,
                    worker.derivatives, worker.factors, worker.gradients, worker.edges, worker.points, worker.quadric,
                    worker.inner_values, worker.outer_values, worker.sides, worker.shorter_constants,
                    worker.shortest_constants, worker.step_bounds, worker.extent, worker.square_points]:
        rawmem.free_lines(doubles)
    for ints in [worker.renamed, worker.runs, worker.last, worker.place, worker.free, worker.gradient_same,
                 worker.derivative_rows, worker.gradient_twins, worker.gradient_waves, worker.slots,
                 worker.done_slots, worker.order, worker.cell_codes, worker.step_nans, worker.step_choices,
                 worker.square_pixels, worker.tile_starts]:
        rawmem.free_lines(ints)
    rawmem.free_lines(worker.flags)
    if we_are_translated():
        lltype.free(worker, flavor='raw')


def as_argument(worker):
    """A worker as what a thread's function gets, and as what another worker keeps of it."""
    if we_are_translated():
        return rffi.cast(rffi.VOIDP, worker)
    return worker


def from_argument(argument):
    if we_are_translated():
        return rffi.cast(lltype.Ptr(_WORKER), argument)
    return argument


def is_nobody(argument):
    """Whether there is no worker behind an argument."""
    return not argument
