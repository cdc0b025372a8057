"""A mesh of the surface in a box: dual contouring of exact signs, with a vertex for every sheet of surface in a cell.

Every corner's sign is what evaluating the program there, in order, in double precision gives. So are the signs by which an edge's
crossing is found. The mesh is closed, oriented with its triangles counterclockwise as seen from outside, and a manifold: cells.py
has the reason, whatever the shape does. It separates all corners inside from all that are outside. What is thinner than a cell,
and has no corner inside, is not seen.

The method is T. Ju and others, Dual Contouring of Hermite Data, 2002, with the sheets of S. Schaefer and others, Manifold Dual
Contouring, 2007.
"""
from pyfidget import rawmem
from pyfidget.lowering.entries import ENTRY_WORDS
from pyfidget.space.columns import column_side
from pyfidget.space.gradients import use_steps
from pyfidget.space.lattice import Lattice
from pyfidget.space.normals import Steps
from pyfidget.space.sheets import QUADRIC
from pyfidget.space.signs import CELL_BLOCK, row_bytes
from pyfidget.space.tape import SolidTape
from pyfidget.space.team import CONTROL_WORDS, advance_heights, heights_done, raw_doubles
from pyfidget.space.worker import (
    COUNT,
    FACES,
    SIDE,
    SIGNS,
    VERTICES,
    as_argument,
    new_worker,
    release_worker,
    set_cells,
    set_gradients,
)

MOST_CELLS = 2048  # along an axis

_TRIANGLES = 2  # of a quad


class Box(object):
    """What is meshed: the box from (x0, y0, z0) to (x1, y1, z1), and how many cells it has along each axis."""

    def __init__(self, x0, x1, y0, y1, z0, z1, across, high, deep):
        self.lattice = Lattice(across + 3, high + 3, deep + 3, _corners(x0, x1, across), _corners(y0, y1, high),
                               _corners(z0, z1, deep))


def _corners(low, high, cells):
    """The coordinates of the corners of cells, the first and the last twice: there is the border."""
    inner = [low + (high - low) * i / cells for i in range(cells)]
    return [low] + inner + [high, high]


class Mesh(object):
    """A program's mesh in a Box, made stage by stage: `advance_heights` of the first worker until the stage is over, then
    `next_stage`, until that says that nothing is left. `release` frees all of it.

    vertices, normals   three doubles each; `vertex_count`
    faces               three words each, numbers of vertices; `face_count`
    """

    def __init__(self, program, box, is_open, threads):
        """is_open: without the caps that close it where the shape goes on beyond the box. MemoryError."""
        lattice = box.lattice
        self.lattice = lattice
        self.workers = []
        self.vertex_count = 0
        self.face_count = 0
        self.is_open = is_open
        self.stage = SIGNS
        self.vertices = rawmem.alloc_doubles(0)
        self.normals = rawmem.alloc_doubles(0)
        self.faces = rawmem.alloc_words(0)
        self.tape = SolidTape(program, lattice)
        self.steps = Steps(program)
        self.xs = raw_doubles(lattice.xs)
        self.ys = raw_doubles(lattice.ys)
        self.zs = raw_doubles(lattice.zs)
        self.control = rawmem.alloc_words(CONTROL_WORDS)
        self.stride = row_bytes(lattice.width)
        self.blocks_across = (lattice.width - 1 + CELL_BLOCK - 1) // CELL_BLOCK
        self.signs = rawmem.alloc_bytes(self.stride * lattice.height * lattice.depth)
        self.row_starts = rawmem.alloc_ints(self.blocks_across * lattice.height * lattice.depth)
        self.layer_starts = rawmem.alloc_words(lattice.depth)
        self.layer_quads = rawmem.alloc_words(lattice.depth)
        self.side = column_side(lattice.width, lattice.height)
        self.towers_across = (lattice.width + self.side - 1) // self.side
        self.towers = self.towers_across * ((lattice.height + self.side - 1) // self.side)
        try:
            for _ in range(threads):
                self._add_worker()
        except MemoryError:
            self.release()
            raise
        self._begin(SIGNS, self.towers)

    def _add_worker(self):
        w = new_worker(self.tape.size)
        self.workers.append(w)
        lattice = self.lattice
        w.control = self.control
        w.constants = self.tape.constants
        w.xs = self.xs
        w.ys = self.ys
        w.zs = self.zs
        w.width = lattice.width
        w.height = lattice.height
        w.depth = lattice.depth
        w.side = self.side
        w.columns_across = self.towers_across
        w.tape_result = self.tape.result
        w.reach = 1
        w.leaf_deep = SIDE
        w.signs = self.signs
        w.sign_stride = self.stride
        w.row_starts = self.row_starts
        w.layer_starts = self.layer_starts
        w.layer_quads = self.layer_quads
        w.blocks_across = self.blocks_across
        w.is_open = int(self.is_open)
        set_gradients(w, self.steps.words, self.steps.constants, self.steps.length)
        use_steps(w, self.steps.words, self.steps.constants, self.steps.length)
        set_cells(w, QUADRIC)
        for i in range(ENTRY_WORDS * self.tape.size):
            w.tapes[i] = self.tape.words[i]
        if len(self.workers) > 1:
            self.workers[len(self.workers) - 2].next = as_argument(w)

    def _begin(self, stage, tasks):
        self.stage = stage
        for i in range(CONTROL_WORDS):
            self.control[i] = 0
        for w in self.workers:
            w.stage = stage
            w.columns = tasks
            w.count = w.has_begun = w.failed = w.layers_done = 0

    def next_stage(self):
        """Get ready for the stage behind the one that is over; False if that was the last one. MemoryError."""
        if not self.is_whole():
            raise MemoryError
        layers = self.lattice.depth - 1
        if self.stage == SIGNS:
            self._begin(COUNT, layers)
        elif self.stage == COUNT:
            self._make_room()
            self._begin(VERTICES, self.towers)
        elif self.stage == VERTICES:
            self._begin(FACES, layers)
        else:
            return False
        return True

    def _make_room(self):
        """Where each layer begins, and room for all that there will be."""
        vertices = 0
        quads = 0
        for k in range(self.lattice.depth - 1):
            more_vertices = self.layer_starts[k]
            more_quads = self.layer_quads[k]
            self.layer_starts[k] = vertices
            self.layer_quads[k] = quads
            vertices += more_vertices
            quads += more_quads
        rawmem.free_lines(self.vertices)
        self.vertices = rawmem.alloc_doubles(3 * vertices)
        rawmem.free_lines(self.normals)
        self.normals = rawmem.alloc_doubles(3 * vertices)
        rawmem.free_lines(self.faces)
        self.faces = rawmem.alloc_words(3 * _TRIANGLES * quads)
        self.vertex_count = vertices
        self.face_count = _TRIANGLES * quads
        for w in self.workers:
            w.vertices = self.vertices
            w.vertex_normals = self.normals
            w.faces = self.faces

    def make(self):
        """All of it at once. MemoryError."""
        is_over = False
        while not is_over:
            advance_heights(self.workers[0], 0)
            is_over = not self.next_stage()

    def is_whole(self):
        """Whether the stage was done to its end."""
        for w in self.workers:
            if w.failed:
                return False
        return heights_done(self.workers[0]) == self.workers[0].columns

    def release(self):
        for w in self.workers:
            release_worker(w)
        self.tape.release()
        self.steps.release()
        for block in [self.xs, self.ys, self.zs, self.vertices, self.normals]:
            rawmem.free_lines(block)
        for words in [self.faces, self.control, self.layer_starts, self.layer_quads]:
            rawmem.free_lines(words)
        rawmem.free_lines(self.row_starts)
        rawmem.free_bytes(self.signs)
