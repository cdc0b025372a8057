"""A job that proves cells of a picture inside or outside: a byte each, in the end."""
from pyfidget import rawmem, threads
from pyfidget.engines.cells import Cells
from pyfidget.library.work import Work


class ProofJob(Work):
    """engines/cells.py, a rectangle of cells at a time; `picture` is a block of the verdicts, row by row."""

    def __init__(self, program, grid):
        """grid: that of grid.make_cells. MemoryError."""
        self.cells = Cells(program, grid)
        self.block = rawmem.alloc_bytes(self.cells.columns * self.cells.rows)

    def is_ready(self):
        return not self.cells.has_more()

    def advance(self, milliseconds):
        deadline = threads.milliseconds() + milliseconds
        cells = self.cells
        while cells.has_more():
            cells.go_on()
            if threads.milliseconds() >= deadline:
                break
        if self.is_ready():
            for i in range(len(cells.verdicts)):
                rawmem.set_byte(self.block, i, cells.verdicts[i])

    def runner(self):
        return 0

    def picture(self):
        return rawmem.address_of(self.block)

    def end(self):
        return self.is_ready()

    def put_away(self, shape):
        rawmem.free_bytes(self.block)

    def disown(self):
        """It has no threads."""
