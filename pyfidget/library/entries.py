"""What the shared library can do, as functions of words and doubles; targetlibrary.py gives them their C names.

    start        once, before anything else
    parse        text -> shape
    prepare      shape, grid, engine -> job
    advance      job -> again and again, until it is ready
    runnable     ready job -> what `run` takes, or 0 if its picture is there
    run          again and again, until the picture is over
    finish       job -> whether its picture is whole; the job waits for the next picture over the same grid

Nothing here takes long: what may is done piece by piece, for so many milliseconds a call. So the caller can look for signals in
between, say how far it is, or leave. A job that is finished before its picture is over is cancelled: `finish` waits until its
threads have left it, which they do at their next region.

Shapes and jobs are numbers above 0. Where there is none to give, the answer is 0 and a fault tells why: its kind, its place in
a text, and its message are there until the next call that may fail.

Only one thread at a time may be in these functions, but for those under "Raw memory only": any number of threads may be in
these, beside one in the others. They trust the addresses that they are given.
"""
from pyfidget import cli, rawmem, scarcity, threads
from pyfidget.asm.kernels import WIDEN
from pyfidget.engines.points import evaluate_points, record_at
from pyfidget.engines.recording import Recording
from pyfidget.engines.wide.thread_pool import advance_picture, picture_area, picture_progress
from pyfidget.engines.wide.worker import from_argument
from pyfidget.grid import CONVENTIONS, LARGEST, WIDEST, Rectangle, View, make_cells, make_corners, make_grid, make_window
from pyfidget.image.raster import widen as widen_bits
from pyfidget.image.shrinking import fill as fill_blocks
from pyfidget.image.shrinking import shrink as shrink_blocks
from pyfidget.image.survey import survey as survey_bits
from pyfidget.interval import Interval
from pyfidget.library.proofs import ProofJob
from pyfidget.library.shapes import COMPILED, WIDE, Machine, Shape
from pyfidget.library.spaces import HEIGHTS_SCALAR, HEIGHTS_WIDE, SpaceJob
from pyfidget.library.state import HANDLE_FAULT, MEMORY_FAULT, MOST_THREADS, NUMBER_FAULT, PARSE_FAULT
from pyfidget.library.state import state as _state
from pyfidget.parser import ParseError
from pyfidget.parser import parse as parse_text
from pyfidget.passes.counters import Counters
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches, parse_switches
from pyfidget.rendering import make_rendering
from pyfidget.space.lattice import DEEPEST, make_lattice
from pyfidget.space.orientation import MATRIX_ENTRIES, TURN_ENTRIES
from pyfidget.space.team import advance_heights, heights_done
from pyfidget.space.worker import from_argument as space_worker

MOST_CELLS = 1 << 20


def start():
    """Get ready; 0 if there is no memory even for that."""
    scarcity.keep_reserve()
    if _state.machine is None:
        _state.machine = Machine()
    return 1


# ---- faults ----

def fault_kind():
    return _state.fault


def fault_line():
    return _state.line


def fault_column():
    return _state.column


def fault_message(address, most):
    """Put the message, or its first so many bytes, at an address; gives how many they are."""
    count = max(0, min(len(_state.message), most))
    for i in range(count):
        rawmem.set_byte(rawmem.bytes_at_address(address), i, ord(_state.message[i]))
    return count


# ---- shapes ----

def parse(address, size):
    """The shape of a program's text, or 0."""
    if size < 0:
        return _state.fail(NUMBER_FAULT, 'a text has no such size')
    scarcity.keep_reserve()
    try:
        program = parse_text(rawmem.text_at_address(address, size), '')
    except ParseError as fault:
        _state.fail(PARSE_FAULT, fault.message)
        _state.line = fault.line
        _state.column = fault.column
        return 0
    number = _state.number()
    _state.shapes[number] = Shape(program)
    return number


def forget(number):
    """Free a shape, with its last job."""
    if number in _state.shapes:
        _state.shapes[number].leave()
        del _state.shapes[number]
    return 0


def bound(number, x_lo, x_hi, y_lo, y_hi, z_lo, z_hi, out):
    """Bounds of the value over a box: three doubles at the address `out`, the last one 1 if it may be NaN; 0 on a fault."""
    if number not in _state.shapes:
        return _state.fail(HANDLE_FAULT, 'no such shape')
    if not (x_lo <= x_hi and y_lo <= y_hi and z_lo <= z_hi):
        return _state.fail(NUMBER_FAULT, 'no box has such sides')
    scarcity.keep_reserve()
    region = Region(Interval(x_lo, x_hi, False), Interval(y_lo, y_hi, False), Interval(z_lo, z_hi, False))
    result = optimise(_state.shapes[number].program, region, parse_switches('none'), Counters()).result_interval()
    numbers = rawmem.doubles_at_address(out)
    numbers[0] = result.lo
    numbers[1] = result.hi
    numbers[2] = 1.0 if result.maybe_nan else 0.0
    return 1


def evaluator(number):
    """What `evaluate` takes for a shape, until it is freed; or 0."""
    if number not in _state.shapes:
        return _state.fail(HANDLE_FAULT, 'no such shape')
    scarcity.keep_reserve()
    return rawmem.address_of(_state.shapes[number].points().record)


# ---- pictures ----

def prepare(number, engine, width, height, convention, center_x, center_y, scale, z, threads, machine_code, place):
    """A job, or 0; it is put at the address `place`, too, so that nothing can come between the caller and it."""
    return prepare_window(number, engine, width, height, 0, 0, width, height, convention, center_x, center_y, scale, z, threads,
                          machine_code, place)


def prepare_window(number, engine, width, height, left, top, columns, rows, convention, center_x, center_y, scale, z, threads,
                   machine_code, place):
    """As `prepare`, for a window of a picture of width x height: the pixels from (left, top) on, so many columns and rows."""
    if number not in _state.shapes:
        return _state.fail(HANDLE_FAULT, 'no such shape')
    if not WIDE <= engine <= COMPILED or not (_is_window(left, columns, width) and _is_window(top, rows, height)) \
            or not 0 <= convention < len(CONVENTIONS) or not 1 <= threads <= MOST_THREADS:
        return _state.fail(NUMBER_FAULT, 'no picture has such numbers')
    scarcity.keep_reserve()
    shape = _state.shapes[number]
    view = View(center_x, center_y, scale, z)
    grid = make_window(width, height, convention, view, Rectangle(left, top, left + columns, top + rows))
    machine = _state.machine
    job = shape.job(grid, threads, machine.kernels if machine_code else machine.no_kernels,
                    make_corners(width, height, convention, view))
    try:
        job.begin(engine, shape.program)
        made = _state.number()
        _state.shape_of_job[made] = shape
        _state.jobs[made] = job
    except MemoryError:
        job.release()
        raise
    shape.take()
    rawmem.words_at_address(place)[0] = made
    return made


def _is_window(start, count, side):
    return count <= LARGEST and _is_part(start, count, side)


def _is_part(start, count, side):
    """Whether so many pixels from one on are some of an axis of a picture."""
    return side <= WIDEST and 1 <= count and 0 <= start <= side - count


def prepare_proofs(number, width, height, left, top, columns, rows, side, convention, center_x, center_y, scale, z, place):
    """A job that proves cells of so many pixels a side, of a window of a picture, or 0; as `prepare`. Its bits are bytes, one a
    cell (engines/cells.py)."""
    if number not in _state.shapes:
        return _state.fail(HANDLE_FAULT, 'no such shape')
    if not (_is_part(left, columns, width) and _is_part(top, rows, height)) or not 0 <= convention < len(CONVENTIONS) \
            or not side >= 1 or _cells_in(columns, side) * _cells_in(rows, side) > MOST_CELLS:
        return _state.fail(NUMBER_FAULT, 'no picture has such numbers')
    scarcity.keep_reserve()
    shape = _state.shapes[number]
    job = ProofJob(shape.program, make_cells(width, height, convention, View(center_x, center_y, scale, z),
                                             Rectangle(left, top, left + columns, top + rows), side))
    made = _state.number()
    _state.shape_of_job[made] = shape
    _state.jobs[made] = job
    shape.take()
    rawmem.words_at_address(place)[0] = made
    return made


def _cells_in(count, side):
    return (count + side - 1) // side


def prepare_heights(number, engine, width, height, depth, convention, matrix, threads, heights_at, normals_at, place):
    """A job that finds heights, and normals if they are wanted, or 0; as `prepare`. matrix: the address of 16 doubles
    (space/orientation.py). heights_at: 0 for heights that `bits` gives the address of, or the address of 32 bits a pixel.
    normals_at: 0 for no normals, 1 for those that `normals` gives the address of, or the address of three doubles a pixel.
    The caller's memory holds zeros, and belongs to the job until it is finished or dropped."""
    if number not in _state.shapes:
        return _state.fail(HANDLE_FAULT, 'no such shape')
    if not (engine == HEIGHTS_WIDE or engine == HEIGHTS_SCALAR) or not (1 <= width <= LARGEST and 1 <= height <= LARGEST) \
            or not 1 <= depth <= DEEPEST or not 0 <= convention < len(CONVENTIONS) or not 1 <= threads <= MOST_THREADS:
        return _state.fail(NUMBER_FAULT, 'no picture has such numbers')
    scarcity.keep_reserve()
    shape = _state.shapes[number]
    entries = [rawmem.doubles_at_address(matrix)[i] for i in range(MATRIX_ENTRIES)]
    job = SpaceJob(shape.program, make_lattice(width, height, depth, convention), entries, engine, threads,
                   heights_at, normals_at)
    made = _state.number()
    _state.shape_of_job[made] = shape
    _state.jobs[made] = job
    _state.space_jobs[made] = job
    shape.take()
    rawmem.words_at_address(place)[0] = made
    return made


def normals(number):
    """The address of a job's normals, three doubles a pixel; 0 if there are none."""
    if number not in _state.space_jobs:
        return 0
    return _state.space_jobs[number].normal_place()


def shade(number, turn, has_occlusion, milliseconds):
    """Get on with the colours of a job whose normals are there for so long; 1 when they are there, 2 if not yet; 0 on a fault.
    turn: the address of 9 doubles (space/shading.py)."""
    if number not in _state.space_jobs:
        return _state.fail(HANDLE_FAULT, 'no such job')
    scarcity.keep_reserve()
    entries = [rawmem.doubles_at_address(turn)[i] for i in range(TURN_ENTRIES)]
    return 1 if _state.space_jobs[number].shade(entries, has_occlusion != 0, milliseconds) else 2


def colours(number):
    """The address of a job's colours, three bytes a pixel; 0 if there are none."""
    if number not in _state.space_jobs:
        return 0
    return _state.space_jobs[number].colour_place()


def runnable(number):
    """What `run`, or `run_heights`, takes for a job; 0 if that is not ready, or there is nothing left to do, or no such job."""
    if number not in _state.jobs or not _state.jobs[number].is_ready():
        return 0
    return _state.jobs[number].runner()


def advance(number, milliseconds):
    """Get on with a job for so long; 1 when it is ready, 2 if it is not yet; 0 on a fault."""
    if number not in _state.jobs:
        return _state.fail(HANDLE_FAULT, 'no such job')
    scarcity.keep_reserve()
    job = _state.jobs[number]
    job.advance(milliseconds)
    return 1 if job.is_ready() else 2


def bits(number):
    """The address of a job's canvas, or of its heights, 32 bits each; 0 if there is no such job."""
    if number not in _state.jobs:
        return 0
    return _state.jobs[number].picture()


def widener(machine_code):
    """The address of the kernel for `widen`; 0 if there is none, or none is to be used."""
    if not machine_code or _state.machine is None:
        return 0
    return _state.machine.kernels.address(WIDEN)


def finish(number):
    """End a job; 1 if its picture is whole, or else 0."""
    if number not in _state.jobs:
        return _state.fail(HANDLE_FAULT, 'no such job')
    if not _end(number):
        return _state.fail(MEMORY_FAULT, 'not enough memory')
    return 1


def abandon(number):
    """End a job, if it is one; this is no fault, whatever has become of it."""
    if number in _state.jobs:
        _end(number)
    return 0


def _end(number):
    job = _state.jobs[number]
    shape = _state.shape_of_job[number]
    del _state.jobs[number]
    del _state.shape_of_job[number]
    if number in _state.space_jobs:
        del _state.space_jobs[number]
    if number in _state.mesh_jobs:
        del _state.mesh_jobs[number]
    whole = job.end()
    job.put_away(shape)
    shape.leave()
    return whole


def disown():
    """Forget all jobs, in a process that is a copy of the one in which their threads are."""
    for number in _state.jobs.keys():
        _state.jobs[number].disown()
    _state.jobs.clear()
    _state.shape_of_job.clear()
    _state.space_jobs.clear()
    _state.mesh_jobs.clear()
    return 0


# ---- what the quadtree engine does ----

def record(number, width, height, convention, center_x, center_y, scale, z, passes, early_exit, has_parts):
    """A recording, or 0. passes: a bit for each of switches.NAMES; has_parts: as of engines.recording."""
    if number not in _state.shapes:
        return _state.fail(HANDLE_FAULT, 'no such shape')
    if not (1 <= width <= LARGEST and 1 <= height <= LARGEST) or not 0 <= convention < len(CONVENTIONS):
        return _state.fail(NUMBER_FAULT, 'no picture has such numbers')
    scarcity.keep_reserve()
    grid = make_grid(width, height, convention, View(center_x, center_y, scale, z))
    switches = Switches(passes & 1 != 0, passes & 2 != 0, passes & 4 != 0, passes & 8 != 0, passes & 16 != 0)
    recording = Recording(_state.shapes[number].program, grid, switches, early_exit != 0, has_parts != 0)
    made = _state.number()
    _state.recordings[made] = recording
    return made


def record_on(number, milliseconds):
    """Get on with a recording for so long; 1 when it is over, 2 if it is not yet; 0 on a fault."""
    if number not in _state.recordings:
        return _state.fail(HANDLE_FAULT, 'no such recording')
    scarcity.keep_reserve()
    recording = _state.recordings[number]
    deadline = threads.milliseconds() + milliseconds
    while recording.has_more():
        recording.go_on()
        if threads.milliseconds() >= deadline:
            break
    return 2 if recording.has_more() else 1


def recorded(number, what, start, count, out):
    """How many words of events there are by now (what: 0), or of levels (1); so many of them, from `start` on, are put at the
    address `out`. -1 if there is no such recording."""
    if number not in _state.recordings:
        return -1
    words = _state.recordings[number].levels() if what else _state.recordings[number].events
    target = rawmem.words_at_address(out)
    for i in range(max(min(count, len(words) - start), 0) if start >= 0 else 0):
        target[i] = words[start + i]
    return len(words)


def forget_recording(number):
    if number in _state.recordings:
        _state.recordings[number].release()
        del _state.recordings[number]
    return 0


# ---- the program of the command line ----

def command(address, size):
    """Do what the binary does with its command line, the program's name first: a text of `size` bytes, each word ended by a zero
    byte. Gives 1 more than the exit status. It handles signals as a program of its own does, and leaves them as the system has
    them."""
    if size < 0:
        return _state.fail(NUMBER_FAULT, 'a text has no such size')
    scarcity.keep_reserve()
    words = rawmem.text_at_address(address, size).split('\x00')
    words.pop()
    return 1 + cli.run(words, make_rendering)


# ---- Raw memory only ----

def run(worker, milliseconds):
    """Go on with a job's picture for so long; 1 when it is over."""
    return 1 if advance_picture(from_argument(rawmem.at_address(worker)), milliseconds) else 0


def done(worker):
    """How much of a job's picture is drawn by now, in pixels, of `area`."""
    return picture_progress(from_argument(rawmem.at_address(worker)))


def area(worker):
    return picture_area(from_argument(rawmem.at_address(worker)))


def run_heights(worker, milliseconds):
    """As `run`, for a job that finds heights, or a stage of a mesh."""
    return 1 if advance_heights(space_worker(rawmem.at_address(worker)), milliseconds) else 0


def done_heights(worker):
    """How much of that is done by now, of `area_heights`."""
    return heights_done(space_worker(rawmem.at_address(worker)))


def area_heights(worker):
    return space_worker(rawmem.at_address(worker)).columns


def widen(kernel, canvas_bits, stride, width, height, target, pitch):
    """The pixels of so many rows as bytes, 255 inside and 0 outside, in rows `pitch` bytes apart from the address `target` on.
    kernel: what `widener` gave; canvas_bits: where the first row is."""
    widen_bits(kernel, rawmem.bytes_at_address(canvas_bits), stride, width, height, rawmem.bytes_at_address(target), pitch)
    return 0


def survey(canvas_bits, stride, rows, columns, target):
    """What each block of 64 x 64 pixels is, as a byte (image/survey.py). stride: bytes a row, a multiple of 8; rows, columns: of
    blocks."""
    survey_bits(rawmem.bytes_at_address(canvas_bits), stride, rows, columns, rawmem.bytes_at_address(target))
    return 0


def shrink(canvas_bits, stride, level, sources, targets, count, pixels, pitch):
    """Blocks of bits made smaller (image/shrinking.py)."""
    shrink_blocks(rawmem.bytes_at_address(canvas_bits), stride, level, rawmem.words_at_address(sources),
                  rawmem.words_at_address(targets), count, rawmem.bytes_at_address(pixels), pitch)
    return 0


def fill(targets, count, side, pixels, pitch):
    """Blocks of pixels that are 255 (image/shrinking.py)."""
    fill_blocks(rawmem.words_at_address(targets), count, side, rawmem.bytes_at_address(pixels), pitch)
    return 0


def evaluate(address, start, count, xs, ys, zs, out, milliseconds):
    """The values at points, arrays of doubles at addresses, from one point on and for so long: gives the first point that is
    left, or -1 if there is not enough memory."""
    return evaluate_points(record_at(rawmem.at_address(address)), start, count, rawmem.doubles_at_address(xs),
                           rawmem.doubles_at_address(ys), rawmem.doubles_at_address(zs), rawmem.doubles_at_address(out),
                           milliseconds)
