"""Pictures of space, one a job: heights, and if they are wanted normals and colours."""
from pyfidget import rawmem, threads
from pyfidget.image.heightmap import HeightMap
from pyfidget.image.normalmap import ColourRows, NormalMap
from pyfidget.library.work import Work
from pyfidget.space.definition import HeightDefinition
from pyfidget.space.orientation import seen_through
from pyfidget.space.shading import Shading
from pyfidget.space.team import Team, cancel_heights, disown_heights
from pyfidget.space.worker import as_argument

HEIGHTS_WIDE, HEIGHTS_SCALAR = 0, 2  # engines, as shapes.py numbers them
NO_NORMALS, OWN_NORMALS = 0, 1  # or an address

_PIXELS_A_LOOK = 16  # of the definition, between two looks at the clock


class SpaceJob(Work):
    """A picture over a lattice, by a team of threads; heights also by the definition, pixel by pixel."""

    def __init__(self, program, lattice, matrix, engine, threads, heights, normals):
        """heights: the address of the caller's memory for them, all 0, or 0; normals: NO_NORMALS, OWN_NORMALS or such an
        address. MemoryError."""
        seen = seen_through(program, matrix)
        self.lattice = lattice
        self.done = 0  # pixels, by the definition
        self.definition = None
        self.team = None
        self.normals = None
        self.colours = None
        self.shading = None
        self.shaded = 0  # rows
        self.heights = HeightMap(lattice.width, lattice.height, lattice.depth, heights)
        try:
            if engine == HEIGHTS_SCALAR:
                self.definition = HeightDefinition(seen, lattice)
            else:
                self._make_team(program, seen, matrix, threads, normals)
        except MemoryError:
            self._free()
            raise

    def _make_team(self, program, seen, matrix, threads, place):
        team = Team(seen, self.lattice, self.heights, threads)
        self.team = team
        if place != NO_NORMALS:
            normals = NormalMap(self.lattice.width, self.lattice.height, 0 if place == OWN_NORMALS else place)
            self.normals = normals
            team.want_normals(program, matrix, normals)

    def normal_place(self):
        """The address of the normals; 0 if there are none."""
        normals = self.normals
        return 0 if normals is None else rawmem.address_of(normals.normals)

    def shade(self, turn, has_occlusion, milliseconds):
        """Colour more rows, of a picture whose normals are there, for so long; True when all are. MemoryError."""
        normals = self.normals
        if normals is None:
            return True
        if self.shading is None:
            self.shading = Shading(self.lattice, turn, self.heights, normals, has_occlusion)
            self.colours = ColourRows(self.lattice.width, self.lattice.height)
        shading = self.shading
        colours = self.colours
        assert shading is not None and colours is not None
        deadline = threads.milliseconds() + milliseconds
        while self.shaded < self.lattice.height:
            shading.shade_row(self.shaded, colours)
            self.shaded += 1
            if threads.milliseconds() >= deadline:
                break
        return self.shaded == self.lattice.height

    def colour_place(self):
        """The address of the colours; 0 if there are none."""
        colours = self.colours
        return 0 if colours is None else rawmem.address_of(colours.block)

    def is_ready(self):
        return self.definition is None or self.done == self.lattice.width * self.lattice.height

    def advance(self, milliseconds):
        deadline = threads.milliseconds() + milliseconds
        definition = self.definition
        width = self.lattice.width
        while definition is not None and not self.is_ready():
            for _ in range(_PIXELS_A_LOOK):
                if not self.is_ready():
                    column = self.done % width
                    row = self.done // width
                    self.heights.set(column, row, definition.height_at(column, row))
                    self.done += 1
            if threads.milliseconds() >= deadline:
                return

    def runner(self):
        team = self.team
        return 0 if team is None else rawmem.address_of(as_argument(team.workers[0]))

    def picture(self):
        return rawmem.address_of(self.heights.heights)

    def end(self):
        team = self.team
        if team is None:
            return self.is_ready()
        cancel_heights(team.workers[0])
        return team.is_whole()

    def put_away(self, shape):
        self._free()

    def _free(self):
        team = self.team
        if team is not None:
            team.release()
        normals = self.normals
        if normals is not None:
            normals.release()
        colours = self.colours
        if colours is not None:
            colours.release()
        self.heights.release()

    def disown(self):
        team = self.team
        if team is not None:
            disown_heights(team.workers[0])
