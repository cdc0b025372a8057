"""The state of one worker: all that the phases read and write, in raw memory.

A worker may run in a thread of its own, where nothing may touch the garbage collector or raise. So it is a record of pointers
and numbers, and its memory is a pool's. What depends on the size of tapes is allocated beforehand, for the first and longest
one; only the arena, where tapes of subregions lie, grows, and where it cannot, `failed` is set.
"""
from pyfidget import rawmem
from pyfidget.asm.copying import REQUEST_WORDS
from pyfidget.asm.fixed_point import SCRATCH_BYTES
from pyfidget.codegen.vectors import FRAME_DOUBLES, copy_frame
from pyfidget.lowering.entries import ENTRY_WORDS, FIRST_VALUE, WIDE
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

LANES = 16
BOUNDS = 2 * LANES  # doubles of an entry: 16 lower bounds, 16 upper bounds
SPARE_BOUNDS = 3  # entries' bounds behind those of a tape, for what an analysis takes on the way and for a constant
STRIPS = 4  # columns of lanes, and rows; a value of x alone or of y alone has 4 lower bounds and 4 upper bounds
FALSE_SHIFT, NAN_SHIFT = 16, 32  # in a word of masks; analyse.py says of what
BLOCK_SHIFT = 6
BLOCK = 1 << BLOCK_SHIFT  # entries whose bits are a word
SIDE = 16  # pixels of a tile's row and column
PIXELS = SIDE * SIDE
REGION_SIDE = 4 * SIDE  # of the least region, whose lanes are tiles

BLOCK_SIDE = 4  # pixels of a block's row and column
BLOCK_POINTS = BLOCK_SIDE * BLOCK_SIDE
BLOCKS_AT_ONCE = 4

ROWS_A_WORD = 4  # of 16 bits each, one a pixel
TRUTH_WORDS = SIDE // ROWS_A_WORD  # of a tile
REGION_TRUTHS = LANES * TRUTH_WORDS  # words, of the least region

# A lane with more than so many values of x and y is evaluated by four rows: then each takes 64 numbers and not 256. By single
# rows if a tape has more than so many.
MOST_WIDE_VALUES = 256
MOST_VALUES_OF_ROWS = 4096

# A region is evaluated directly if it has at most so many comparisons and booleans: their truths are 64 KiB.
MOST_DIRECT = 128

NODE_WORDS = 7
_MOST_NODES = 16 * 8  # subregions that wait: 16 for each level that there can be

_BLOCKS = [
    # The addresses of the kernels in machine code, by their places in asm/kernels.py; none are there if has_kernels is 0.
    ('kernels', 'words'),
    # The picture; all workers share these. xs is in the order of a tile's lanes, and both end in whole tiles (samples.py).
    ('constants', 'doubles'), ('xs', 'doubles'), ('ys', 'doubles'), ('bits', 'bytes'),
    # The region that is being analysed, by entry of its tape.
    ('bounds', 'doubles'), ('masks', 'words'), ('live', 'words'), ('live_entries', 'bytes'), ('flags', 'bytes'),
    ('renamed', 'ints'),
    # What the kernel that copies a lane's booleans is told (asm/copying.py).
    ('request', 'words'),
    # The tiles that are being evaluated: 64 numbers by entry for all their columns or rows; 256 numbers, and bits, for their
    # pixels.
    ('axis_values', 'doubles'), ('wide', 'doubles'), ('truth', 'words'), ('scratch', 'bytes'),
    # A tile that is drawn by blocks (tile_analysis.py): its entries; by entry of its region's tape its masks and live lanes, and
    # meanwhile those of the region; its pixels.
    ('tile_list', 'ints'), ('tile_masks', 'words'), ('tile_live', 'words'), ('region_masks', 'words'), ('region_live', 'words'),
    ('tile_truth', 'words'),
    # Machine code for operations of which the C compiler makes no vectors, if has_functions, and its frame (codegen/vectors.py).
    ('functions', 'words'), ('frame', 'doubles'),
    # Regions that wait, NODE_WORDS each, and their tapes.
    ('nodes', 'words'), ('arena', 'words'),
    # Whether the picture is cancelled, and who is at work on it: all workers share these (stopping.py).
    ('control', 'words'),
    # What others read and change of a worker, if there are others (work_stealing.py).
    ('deque', 'words'),
    # A thread pool: what its workers share, its first worker, and the next one.
    ('shared', 'words'), ('first', 'worker'), ('next', 'worker'),
    # Of the first one only: the tape of the whole picture.
    ('tape', 'words'),
]
_NUMBERS = ['has_kernels', 'has_functions', 'has_blocks', 'spare', 'rows_at_once', 'width', 'height', 'stride', 'node_count',
            'has_others', 'arena_size', 'arena_used', 'arena_is_own', 'failed', 'tape_values', 'tape_comparisons', 'tape_size',
            'done', 'most_direct',
            # When to stop, in milliseconds, or 0; whether the worker has regions of its own, or may have: thread_pool.py
            # counts those; of the first one only, whether the picture has been begun and whether it is over.
            'deadline', 'is_busy', 'has_begun', 'is_over',
            'regions', 'region_entries', 'copies', 'copied_entries', 'direct_regions', 'direct_entries', 'tiles', 'tile_entries',
            'blocks', 'block_entries']
_RECORD_WORDS = len(_BLOCKS) + len(_NUMBERS)

if HAVE_RPYTHON:
    from pyfidget.rpy import lltype, rffi

    _POINTERS = {'doubles': rawmem.DOUBLES_POINTER, 'words': rawmem.WORDS_POINTER, 'ints': rawmem.INTS_POINTER,
                 'bytes': rawmem.BYTES_POINTER, 'worker': rffi.VOIDP}
    _WORKER = lltype.Struct('worker', *([(_name, _POINTERS[_kind]) for _name, _kind in _BLOCKS]
                                        + [(_name, lltype.Signed) for _name in _NUMBERS]))


class _HostWorker(object):
    """The same record for an untranslated run."""

    def __init__(self):
        for name, _ in _BLOCKS:
            setattr(self, name, None)
        for name in _NUMBERS:
            setattr(self, name, 0)


def new_worker(tape, samples, kernels, functions, pool):
    """A worker for the pictures of a tape and its samples, in the pool's memory; MemoryError. The canvas is set for each picture.

    It takes all that the pool has left.
    """
    worker = _clear_record(pool) if we_are_translated() else _HostWorker()
    worker.kernels = kernels.addresses
    worker.has_kernels = 1 if kernels.exist else 0
    worker.most_direct = MOST_DIRECT if kernels.exist or not we_are_translated() else 0
    worker.has_functions = 0
    if functions is not None and functions.exist:
        worker.has_functions = 1
        worker.functions = functions.addresses
        worker.frame = pool.lasting_doubles(FRAME_DOUBLES)
        copy_frame(functions, worker.frame)
    worker.constants = tape.constants
    worker.xs = samples.xs
    worker.ys = samples.ys
    worker.width = samples.width
    worker.height = samples.height
    worker.bounds = pool.passing_doubles(BOUNDS * (tape.values + SPARE_BOUNDS))
    worker.spare = BOUNDS * tape.values
    worker.masks = pool.passing_words(tape.size)
    blocks = (tape.size + BLOCK - 1) >> BLOCK_SHIFT
    worker.live = pool.passing_words(BLOCK * blocks)
    worker.live_entries = pool.passing_bytes(BLOCK // 8 * LANES * blocks)
    worker.flags = pool.passing_bytes(max(BOUNDS * (tape.comparisons - tape.values), PIXELS))
    worker.scratch = pool.passing_bytes(SCRATCH_BYTES)
    worker.renamed = pool.passing_ints(tape.size)
    worker.request = pool.passing_words(REQUEST_WORDS)
    worker.axis_values = pool.sparse_doubles(REGION_SIDE * tape.values)
    worker.truth = pool.sparse_words(max(TRUTH_WORDS * (tape.size - tape.values), REGION_TRUTHS * MOST_DIRECT))
    wide = _count_wide(tape)
    worker.rows_at_once = ROWS_A_WORD if wide <= MOST_VALUES_OF_ROWS else 1
    worker.has_blocks = int(0 < wide <= MOST_VALUES_OF_ROWS)
    if worker.has_blocks:
        worker.tile_list = pool.passing_ints(tape.size)
        worker.tile_masks = pool.passing_words(tape.size)
        worker.tile_live = pool.passing_words(tape.size)
        worker.tile_truth = pool.passing_words(TRUTH_WORDS)
    worker.wide = pool.sparse_doubles(max(PIXELS * min(wide, MOST_WIDE_VALUES), worker.rows_at_once * SIDE * (wide + 2)))
    worker.nodes = pool.passing_words(NODE_WORDS * _MOST_NODES)
    worker.arena_size = max(pool.free_words(), 4 * ENTRY_WORDS * tape.size)
    worker.arena = pool.passing_words(worker.arena_size)
    return worker


def _count_wide(tape):
    """How many values depend on x and y."""
    count = 0
    for entry in range(FIRST_VALUE, tape.values):
        count += int(tape.words[ENTRY_WORDS * entry] & WIDE != 0)
    return count


def _clear_record(pool):
    """In cache lines of its own: no two workers write to the same one."""
    words = pool.lasting_words(_RECORD_WORDS)
    for i in range(_RECORD_WORDS):
        words[i] = 0
    return rffi.cast(lltype.Ptr(_WORKER), words)


def set_canvas(worker, canvas):
    """Get ready for a picture on a canvas."""
    worker.bits = canvas.block
    worker.stride = canvas.stride
    worker.failed = worker.done = 0
    worker.is_busy = worker.has_begun = worker.is_over = 0
    worker.regions = worker.region_entries = worker.copies = worker.copied_entries = 0
    worker.direct_regions = worker.direct_entries = worker.tiles = worker.tile_entries = 0
    worker.blocks = worker.block_entries = 0


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


def release_worker(worker):
    """Free what is not the pool's."""
    if worker.arena_is_own:
        rawmem.free_lines(worker.arena)
