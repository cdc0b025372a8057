"""From what is asked for to the engine and the picture that do it: one Rendering for each engine and mode."""
from pyfidget import arguments
from pyfidget.codegen.c_text import c_lines
from pyfidget.engines.chunks import Chunks
from pyfidget.engines.compiled import Compilation, Compiled, find_compiled_values, render_compiled
from pyfidget.engines.quadtree import NOBODY, Quadtree
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.values import ValueQuadtree, find_all_values
from pyfidget.engines.wide.engine import Wide
from pyfidget.image.canvas import Canvas
from pyfidget.image.formats import write_grey, write_painting, write_picture, write_rgb
from pyfidget.image.heightmap import HeightMap
from pyfidget.image.normalmap import ColourRows, NormalMap
from pyfidget.pictures.bands import BandPicture, fitting_width
from pyfidget.pictures.regions import RegionPicture
from pyfidget.pictures.sheet import Sheet
from pyfidget.quote import LONGEST_PATH, quote
from pyfidget.space.definition import find_heights
from pyfidget.space.lattice import make_lattice
from pyfidget.space.orientation import seen_through
from pyfidget.space.shading import Shading
from pyfidget.space.team import Team
from pyfidget.threads import usable_cores


class Rendering(object):
    """One picture of one program over one grid, to be rendered again and again."""

    def expect_more(self):
        """Say that there will be several frames."""

    def clear(self):
        """Make ready for another frame."""
        raise NotImplementedError

    def render(self):
        """One frame, on a picture that is new or clear."""
        raise NotImplementedError

    def write(self, output, picture_format):
        """Write the picture of the last frame to an Output; OSError."""
        raise NotImplementedError

    def lines(self):
        """What the last frame took, as lines of text."""
        raise NotImplementedError

    def release(self):
        """Free what is not the pool's."""
        raise NotImplementedError


def make_rendering(options, listing, grid):
    """The Rendering that Options ask for. It may overwrite the listing, with all else that is passing in its pool, which is to
    outlive it. MemoryError."""
    if options.mode == arguments.PLAIN and options.engine == arguments.WIDE:
        return _Wide(options, listing, grid)
    program = listing.to_program()
    pool = listing.pool
    pool.forget_passing()
    if options.emit != arguments.NO_TEXT:
        return _Text(options, program, grid, pool)
    if options.mode == arguments.REGIONS:
        return _Regions(options, program, grid)
    if options.mode == arguments.SDF:
        if options.engine == arguments.SCALAR:
            return _ScalarBands(options, program, grid)
        if options.engine == arguments.COMPILED:
            return _CompiledBands(options, program, grid, pool)
        return _QuadtreeBands(options, program, grid)
    if options.mode == arguments.SHADED:
        return _Shaded(options, program)
    if options.mode == arguments.NORMALS:
        return _Normals(options, program)
    if options.mode == arguments.HEIGHT:
        return _ScalarHeights(options, program) if options.engine == arguments.SCALAR else _WideHeights(options, program)
    if options.engine == arguments.SCALAR:
        return _Scalar(program, grid)
    if options.engine == arguments.COMPILED:
        if options.chunks > 0:
            return _Chunks(options, program, grid, pool)
        return _Compiled(options, program, grid, pool)
    return _Quadtree(options, program, grid)


# ---- black and white ----

class _Plain(Rendering):
    def __init__(self, grid, pool):
        self.grid = grid
        self.canvas = Canvas(grid.width, grid.height, pool)

    def clear(self):
        self.canvas.clear()

    def write(self, output, picture_format):
        write_picture(self.canvas, output, picture_format)

    def release(self):
        self.canvas.release()


class _Scalar(_Plain):
    def __init__(self, program, grid):
        _Plain.__init__(self, grid, None)
        self.program = program

    def render(self):
        render_scalar(self.program, self.grid, self.canvas)

    def lines(self):
        return _scalar_lines(self.program)


class _Compiled(_Plain):
    def __init__(self, options, program, grid, pool):
        _Plain.__init__(self, grid, None)
        self.program = program
        self.compiled = _compile(options, program, grid, pool)

    def render(self):
        render_compiled(self.compiled, self.canvas)

    def lines(self):
        return _scalar_lines(self.program) + self.compiled.lines()

    def release(self):
        self.compiled.release()
        _Plain.release(self)


class _Text(Rendering):
    """A program as text, not as a picture."""

    def __init__(self, options, program, grid, pool):
        self.pieces = []
        if options.emit == arguments.C:
            self.pieces = c_lines(program, _comment(options.model), grid.width, grid.height, options.convention, options.view)
        else:
            compiled = Compiled(program, grid, _how(options, pool))
            self.pieces = compiled.assembly(_comment(options.model))
            compiled.release()

    def clear(self):
        pass

    def render(self):
        pass

    def write(self, output, picture_format):
        for piece in self.pieces:
            output.write(piece)

    def lines(self):
        return []

    def release(self):
        pass


def _comment(path):
    """A file's name as it may stand in a comment."""
    return quote(path, LONGEST_PATH).replace('*', '+')


class _Chunks(_Plain):
    def __init__(self, options, program, grid, pool):
        _Plain.__init__(self, grid, None)
        self.chunks = Chunks(program, grid, _how(options, pool), options.chunks)

    def render(self):
        self.chunks.render(self.canvas)

    def lines(self):
        return self.chunks.lines()

    def release(self):
        self.chunks.release()
        _Plain.release(self)


def _compile(options, program, grid, pool):
    return Compiled(program, grid, _how(options, pool))


def _how(options, pool):
    return Compilation(options.machine_code, options.allocator, options.sink, options.memoize, options.lanes, pool)


class _Quadtree(_Plain):
    def __init__(self, options, program, grid):
        _Plain.__init__(self, grid, None)
        self.options = options
        self.program = program
        self.statistics = Statistics(options.show_stats)
        self.watcher = NOBODY

    def render(self):
        self.statistics = Statistics(self.options.show_stats)
        Quadtree(self.options.switches, self.options.early_exit, self.statistics, self.watcher).render(
            self.program, self.grid, self.canvas)

    def lines(self):
        return self.statistics.lines()


class _Wide(_Plain):
    def __init__(self, options, listing, grid):
        _Plain.__init__(self, grid, listing.pool)
        self.engine = Wide(listing, grid, options.threads or usable_cores(), options.machine_code)

    def expect_more(self):
        self.engine.expect_more()

    def render(self):
        self.engine.render(self.canvas)

    def write(self, output, picture_format):
        self.engine.lend_to(output)
        self.engine.lend_kernel_to(self.canvas)
        _Plain.write(self, output, picture_format)

    def lines(self):
        return self.engine.lines()

    def release(self):
        self.engine.release()
        _Plain.release(self)


# ---- in colour ----

class _Regions(_Quadtree):
    """What the quadtree engine did. The colours are chosen when all is rendered."""

    def __init__(self, options, program, grid):
        _Quadtree.__init__(self, options, program, grid)
        self.sheet = Sheet(grid.width, grid.height, options.legend)
        self.picture = RegionPicture(self.sheet, self.canvas, program.size)
        self.watcher = self.picture

    def write(self, output, picture_format):
        self.picture.finish()
        write_painting(self.sheet.painting, output, picture_format)

    def release(self):
        self.sheet.painting.release()
        _Quadtree.release(self)


class _Bands(Rendering):
    """The values, which every frame draws over those of the one before."""

    def __init__(self, options, program, grid):
        self.options = options
        self.program = program
        self.grid = grid
        self.sheet = Sheet(grid.width, grid.height, options.legend)
        self.picture = BandPicture(self.sheet, fitting_width(program, grid, options.view.scale))

    def clear(self):
        pass

    def write(self, output, picture_format):
        self.picture.finish()
        write_painting(self.sheet.painting, output, picture_format)

    def release(self):
        self.sheet.painting.release()


class _ScalarBands(_Bands):
    def render(self):
        find_all_values(self.program, self.grid, self.picture)

    def lines(self):
        return _scalar_lines(self.program)


class _CompiledBands(_Bands):
    def __init__(self, options, program, grid, pool):
        _Bands.__init__(self, options, program, grid)
        self.compiled = _compile(options, program, grid, pool)

    def render(self):
        find_compiled_values(self.compiled, self.picture)

    def lines(self):
        return _scalar_lines(self.program) + self.compiled.lines()

    def release(self):
        self.compiled.release()
        _Bands.release(self)


class _QuadtreeBands(_Bands):
    def __init__(self, options, program, grid):
        _Bands.__init__(self, options, program, grid)
        self.statistics = Statistics(options.show_stats)

    def render(self):
        self.statistics = Statistics(self.options.show_stats)
        ValueQuadtree(self.options.switches, self.statistics).find_values(self.program, self.grid, self.picture)

    def lines(self):
        return self.statistics.lines()


# ---- of space ----

class _Heights(Rendering):
    def __init__(self, options, program):
        self.program = seen_through(program, options.orientation.matrix())
        self.lattice = make_lattice(options.width, options.height, options.depth, options.convention)
        self.heights = HeightMap(options.width, options.height, options.depth)

    def clear(self):
        self.heights.clear()

    def write(self, output, picture_format):
        greys = self.heights.to_grey()
        write_grey(greys, output, picture_format)
        greys.release()

    def release(self):
        self.heights.release()


class _ScalarHeights(_Heights):
    def render(self):
        find_heights(self.program, self.lattice, self.heights)

    def lines(self):
        return ['%d operations at each voxel that is looked at' % self.program.size]


class _WideHeights(_Heights):
    def __init__(self, options, program):
        _Heights.__init__(self, options, program)
        self.team = Team(self.program, self.lattice, self.heights, options.threads or usable_cores())

    def clear(self):
        _Heights.clear(self)
        self.team.clear()

    def render(self):
        self.team.render()

    def lines(self):
        return self.team.lines()

    def release(self):
        self.team.release()
        _Heights.release(self)


class _Normals(_WideHeights):
    def __init__(self, options, program):
        _WideHeights.__init__(self, options, program)
        self.options = options
        self.normals = NormalMap(options.width, options.height)
        self.team.want_normals(program, options.orientation.matrix(), self.normals)

    def write(self, output, picture_format):
        colours = self.normals.to_colours(self.heights)
        write_rgb(colours, output, picture_format)
        colours.release()

    def release(self):
        _WideHeights.release(self)
        self.normals.release()


class _Shaded(_Normals):
    def write(self, output, picture_format):
        options = self.options
        shading = Shading(self.lattice, options.orientation.turn(), self.heights, self.normals, options.ambient_occlusion)
        colours = ColourRows(options.width, options.height)
        for row in range(options.height):
            shading.shade_row(row, colours)
        write_rgb(colours, output, picture_format)
        colours.release()


def _scalar_lines(program):
    return ['%d operations at each pixel' % program.size]
