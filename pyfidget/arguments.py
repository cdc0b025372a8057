"""The command line -> Options. A usage error raises UsageError, one line that says what is wrong."""
from pyfidget import grid, system, texts
from pyfidget.codegen.allocators import ALLOCATORS, SSRA
from pyfidget.codegen.memory import can_run
from pyfidget.codegen.ssra import SINK_DEAD, SINKS
from pyfidget.codegen.unit import AVX2_LANES, AVX512_LANES
from pyfidget.image import formats
from pyfidget.passes.switches import UnknownPass, parse_switches
from pyfidget.quote import LONGEST_PATH, quote
from pyfidget.rpy import piece
from pyfidget.space.lattice import DEEPEST, default_depth
from pyfidget.space.orientation import ISOMETRIC_PITCH, ISOMETRIC_YAW, Orientation
from pyfidget.words import (
    UsageError,
    as_folder,
    extension_of,
    mentions_window,
    name_length,
    read_choice,
    read_number,
    read_numbers,
    read_whole,
    read_window,
    stem_of,
)

PLAIN, REGIONS, SDF, HEIGHT, NORMALS, SHADED = range(6)
_MODES = ['plain', 'regions', 'sdf', 'height', 'normals', 'shaded']
_FIRST_OF_SPACE = HEIGHT
WIDE, QUADTREE, SCALAR, COMPILED = range(4)
_ENGINES = ['wide', 'quadtree', 'scalar', 'compiled']
NO_TEXT, ASM, C = -1, 0, 1
_TEXTS = ['asm', 'c']
_MOST_REPEATS = 1000000
_MOST_CHUNKS = 1024
_MOST_THREADS = 1024
LARGEST_MODEL = 1 << 40


class Options(object):
    """What the command line asks for: one picture, of `model` in the file `output`, or several, one for each of `models`.

    model    '' only with show_help or show_version
    folder   where the pictures go, if it may have to be made; else ''
    """

    def __init__(self):
        self.model = ''
        self.models = []
        self.outputs = []
        self.folder = ''
        self.mode = PLAIN
        self.legend = True
        self.output = ''
        self.format = -1
        self.width = 1024
        self.height = 1024
        self.window = grid.Rectangle(0, 0, 0, 0)  # of the picture's pixels, those that are drawn
        self.convention = grid.CHALLENGE
        self.view = grid.View()
        self.depth = 0
        self.ambient_occlusion = False
        self.orientation = Orientation()  # of a picture of space
        self.engine = -1  # WIDE, or what the mode takes
        self.switches = parse_switches('all')
        self.early_exit = False
        self.machine_code = True
        self.allocator = SSRA
        self.sink = SINK_DEAD
        self.memoize = False
        self.lanes = 0  # as many as the processor can
        self.chunks = 0  # for one function
        self.emit = NO_TEXT
        self.largest_model = texts.LARGEST
        self.threads = 0  # as many as there are cores
        self.repeat = 1
        self.show_time = False
        self.show_stats = False
        self.jit = ''
        self.show_version = False
        self.show_help = False

    def choose(self, i):
        """Ask for the picture of one of the models."""
        self.model = self.models[i]
        self.output = self.outputs[i]


def parse_arguments(arguments):
    """Options of the words behind the program's name; UsageError."""
    reader = _Reader(arguments)
    while reader.more():
        word = reader.next_word()
        if reader.only_files or len(word) < 2 or not word.startswith('-'):
            reader.take_model(word)
        elif word == '--':
            reader.only_files = True
        elif not reader.take_flag(word):
            reader.take_option(word)
    return reader.finish()


def option_words(arguments):
    """Those words that are options, with their values, without -o; UsageError."""
    reader = _Reader(arguments)
    kept = []
    while reader.more():
        start = reader.position
        word = reader.next_word()
        if reader.only_files or len(word) < 2 or not word.startswith('-'):
            continue
        if word == '--':
            reader.only_files = True
            continue
        if not reader.take_flag(word):
            reader.take_option(word)
        if not word.startswith('-o') and not word.startswith('--output'):
            kept.extend(arguments[start:reader.position])
    return kept


class _Reader(object):
    def __init__(self, arguments):
        self.arguments = arguments
        self.widest = grid.WIDEST if mentions_window(arguments) else grid.LARGEST
        self.position = 0
        self.only_files = False
        self.options = Options()
        self.size = 0
        self.width = 0
        self.height = 0
        self.window = []  # its left, top, width and height
        self.center_x = 0.0
        self.center_y = 0.0
        self.scale = 1.0
        self.center_z = 0.0
        self.has_center_z = False
        self.z = 0.0
        self.rotation = [0.0, 0.0, 0.0]
        self.perspective = 0.0
        self.given = []  # the options, by name

    def more(self):
        return self.position < len(self.arguments)

    def next_word(self):
        word = self.arguments[self.position]
        self.position += 1
        return word

    def take_model(self, word):
        if not word:
            raise UsageError("the model's file name is empty")
        if word == '-' and word in self.options.models:
            raise UsageError("'-': standard input can be read but once")
        self.options.models.append(word)

    def take_flag(self, word):
        """An option without a value; False if it is none."""
        options = self.options
        if word == '--early-exit':
            options.early_exit = True
        elif word == '--no-legend':
            options.legend = False
        elif word == '--memoize':
            options.memoize = True
        elif word == '--no-machine-code':
            options.machine_code = False
        elif word == '--ambient-occlusion':
            options.ambient_occlusion = True
        elif word == '--isometric':
            self.rotation = [ISOMETRIC_PITCH, ISOMETRIC_YAW, 0.0]
        elif word == '--time':
            options.show_time = True
        elif word == '--stats':
            options.show_stats = True
        elif word == '--version':
            options.show_version = True
        elif word == '--help' or word == '-h':
            options.show_help = True
        else:
            return False
        self.given.append(word)
        return True

    def take_option(self, word):
        """An option with a value, which is the next word or stands behind '='; behind -o without it, too."""
        cut = name_length(word)
        name = piece(word, 0, cut)
        if name not in _WITH_VALUE:
            raise UsageError('unknown option %s' % quote(name))
        if cut < len(word):
            value = piece(word, cut + int(cut > 2), len(word))
        elif self.more():
            value = self.next_word()
        else:
            raise UsageError('%s needs a value' % name)
        self.given.append(name)
        self._set(name, value)

    def _set(self, name, value):
        options = self.options
        if name == '--mode':
            options.mode = read_choice(name, value, _MODES)
        elif name == '-o' or name == '--output':
            if not value:
                raise UsageError('%s: the file name is empty' % name)
            options.output = value
        elif name == '--format':
            options.format = formats.format_named(value)
            if options.format < 0:
                raise UsageError('--format: %s is none of %s' % (quote(value), ', '.join(formats.NAMES)))
        elif name == '--size':
            self.size = read_whole(name, value, self.widest)
        elif name == '--width':
            self.width = read_whole(name, value, self.widest)
        elif name == '--height':
            self.height = read_whole(name, value, self.widest)
        elif name == '--window':
            self.window = read_window(name, value)
        elif name == '--grid':
            options.convention = read_choice(name, value, grid.CONVENTIONS)
        elif name == '--center':
            center = read_numbers(name, value, 'X,Y or X,Y,Z', 2, 3)
            self.center_x = center[0]
            self.center_y = center[1]
            self.center_z = center[2] if len(center) == 3 else 0.0
            self.has_center_z = len(center) == 3
        elif name == '--depth':
            options.depth = read_whole(name, value, DEEPEST)
        elif name == '--rotate':
            self.rotation = read_numbers(name, value, 'PITCH,YAW,ROLL', 3, 3)
        elif name == '--perspective':
            self.perspective = read_number(name, value)
            if not 0.0 <= self.perspective < 1.0:
                raise UsageError('--perspective: expected a number from 0 to below 1, not %s' % quote(value))
        elif name == '--scale':
            self.scale = read_number(name, value)
            if self.scale == 0.0:
                raise UsageError('--scale: must not be 0')
        elif name == '--z':
            self.z = read_number(name, value)
        elif name == '--engine':
            options.engine = read_choice(name, value, _ENGINES)
        elif name == '--allocator':
            options.allocator = read_choice(name, value, ALLOCATORS)
        elif name == '--emit':
            options.emit = read_choice(name, value, _TEXTS)
        elif name == '--chunks':
            options.chunks = read_whole(name, value, _MOST_CHUNKS)
        elif name == '--lanes':
            options.lanes = [AVX2_LANES, AVX512_LANES][read_choice(name, value, ['4', '8'])]
        elif name == '--sink-loads':
            options.sink = read_choice(name, value, SINKS)
        elif name == '--passes':
            try:
                options.switches = parse_switches(value)
            except UnknownPass as unknown:
                raise UsageError('--passes: unknown pass %s' % quote(unknown.name))
        elif name == '--threads':
            options.threads = read_whole(name, value, _MOST_THREADS)
        elif name == '--largest-model':
            options.largest_model = read_whole(name, value, LARGEST_MODEL)
        elif name == '--repeat':
            options.repeat = read_whole(name, value, _MOST_REPEATS)
        elif name == '--jit':
            options.jit = value

    def finish(self):
        options = self.options
        if options.show_help or options.show_version:
            return options
        if not options.models:
            raise UsageError('which model? (see --help)')
        self._finish_size()
        options.view = grid.View(self.center_x, self.center_y, self.scale, self.z)
        self._finish_space()
        self._finish_output()
        self._finish_mode()
        return options

    def _finish_size(self):
        if self.size and (self.width or self.height):
            raise UsageError('give --size, or --width and --height, not both')
        if (self.width == 0) != (self.height == 0):
            raise UsageError('--width and --height go together')
        if self.size:
            self.options.width = self.options.height = self.size
        elif self.width:
            self.options.width = self.width
            self.options.height = self.height
        self._finish_window()

    def _finish_window(self):
        options = self.options
        if not self.window:
            options.window = grid.Rectangle(0, 0, options.width, options.height)
            return
        left = self.window[0]
        top = self.window[1]
        window = grid.Rectangle(left, top, left + self.window[2], top + self.window[3])
        if window.right > options.width or window.bottom > options.height:
            raise UsageError('--window: its pixels end at %d,%d, and the picture has %d x %d' % (
                window.right, window.bottom, options.width, options.height))
        if options.mode != PLAIN:
            raise UsageError('--window: of a picture of --mode plain, not %s' % _MODES[options.mode])
        options.window = window

    def _finish_space(self):
        options = self.options
        if options.ambient_occlusion and options.mode != SHADED:
            raise UsageError('--ambient-occlusion: not of --mode %s, but of --mode shaded' % _MODES[options.mode])
        if options.mode < _FIRST_OF_SPACE:
            for name in ['--depth', '--rotate', '--isometric', '--perspective']:
                if name in self.given:
                    raise UsageError('%s: --mode %s is flat (see --mode height)' % (name, _MODES[options.mode]))
            if self.has_center_z:
                raise UsageError('--center: --mode %s is flat: X,Y, and --z for the third' % _MODES[options.mode])
            return
        for name in ['--no-machine-code', '--jit']:
            if name in self.given:
                raise UsageError('%s: makes no difference to --mode %s' % (name, _MODES[options.mode]))
        if '--z' in self.given:
            raise UsageError('--z: --mode %s shows all of them: --center X,Y,Z moves it' % _MODES[options.mode])
        if '--isometric' in self.given and '--rotate' in self.given:
            raise UsageError('give --rotate or --isometric, not both')
        if not options.depth:
            options.depth = default_depth(options.width, options.height)
        options.orientation = Orientation(self.center_x, self.center_y, self.center_z, self.scale, self.rotation[0],
                                          self.rotation[1], self.rotation[2], self.perspective)

    def _finish_output(self):
        options = self.options
        path = options.output
        if options.emit != NO_TEXT:
            self._finish_text()
        elif not path or self._is_folder(path):
            if options.format < 0:
                options.format = formats.PNG
            for model in options.models:
                options.outputs.append('%s%s.%s' % (as_folder(path), stem_of(model), formats.NAMES[options.format]))
        else:
            if options.format < 0:
                extension = extension_of(path)
                options.format = formats.format_named(extension) if extension else formats.PNG
            if options.format < 0:
                raise UsageError('-o: %s ends in none of .%s: rename it or give --format' % (
                    quote(path, LONGEST_PATH), ', .'.join(formats.NAMES)))
            options.outputs.append(path)
        self._check_outputs()
        options.choose(0)

    def _finish_text(self):
        options = self.options
        if len(options.models) > 1:
            raise UsageError('--emit: of one model at a time')
        for name in self.given:
            if name in ['--format', '--chunks', '--repeat', '--no-machine-code'] or options.emit == C and name in [
                    '--allocator', '--sink-loads', '--memoize', '--lanes', '--window']:
                raise UsageError('%s: not an option of --emit %s' % (name, _TEXTS[options.emit]))
        options.outputs.append(options.output or '-')

    def _is_folder(self, path):
        """Whether pictures go into a folder of this name, which may not be there yet."""
        options = self.options
        if path.endswith('/'):
            options.folder = path
            return True
        if len(options.models) == 1:
            return formats.format_named(extension_of(path)) < 0 and path != '-' and system.is_folder(path)
        if path == '-' or formats.format_named(extension_of(path)) >= 0:
            raise UsageError('-o: %s is one file, for several models: give a folder' % quote(path, LONGEST_PATH))
        options.folder = path
        return True

    def _check_outputs(self):
        """No picture may be lost under another one."""
        options = self.options
        taken = {}
        for i in range(len(options.outputs)):
            output = options.outputs[i]
            if output in taken:
                raise UsageError('%s and %s would both be drawn as %s' % (
                    quote(options.models[taken[output]], LONGEST_PATH), quote(options.models[i], LONGEST_PATH),
                    quote(output, LONGEST_PATH)))
            taken[output] = i

    def _finish_mode(self):
        options = self.options
        mode = _MODES[options.mode]
        if options.emit != NO_TEXT:
            if options.mode != PLAIN:
                raise UsageError('--emit: of plain pictures, not of --mode %s' % mode)
            if options.engine < 0:
                options.engine = COMPILED
        if options.engine < 0:
            options.engine = QUADTREE if options.mode == REGIONS or options.mode == SDF else WIDE
        engine = _ENGINES[options.engine]
        for name in self.given:
            if options.engine not in _engines_of(name):
                raise UsageError('%s: not an option of the %s engine' % (name, engine))
        if not options.legend and options.mode != REGIONS and options.mode != SDF:
            raise UsageError('--no-legend: --mode %s has no legend' % mode)
        if options.chunks > 0 and options.memoize:
            raise UsageError('give --memoize or --chunks, not both')
        if options.lanes == AVX512_LANES and options.emit == NO_TEXT and not can_run(AVX512_LANES):
            raise UsageError('--lanes: 8 need AVX-512, which is not here')
        if options.chunks > 0 and options.mode != PLAIN:
            raise UsageError('--chunks: --mode %s needs values, not signs alone' % mode)
        if options.mode == PLAIN:
            return
        if options.mode >= _FIRST_OF_SPACE and (options.engine == QUADTREE or options.engine == COMPILED):
            raise UsageError('--engine: --mode %s is by wide or scalar, not by %s' % (mode, engine))
        if (options.mode == NORMALS or options.mode == SHADED) and options.engine == SCALAR:
            raise UsageError('--engine: --mode %s is by wide alone' % mode)
        if options.mode == HEIGHT:
            if not formats.has_greys(options.format):
                raise UsageError('--mode height is grey, and a %s has no greys: png or pgm' % formats.NAMES[options.format])
            return
        if options.mode == REGIONS and options.engine != QUADTREE:
            raise UsageError('--engine: --mode regions shows what the quadtree engine does, not the %s one' % engine)
        if options.mode == SDF and options.engine == WIDE:
            raise UsageError('--engine: --mode sdf needs values, and the wide engine finds signs alone: '
                             'quadtree, scalar or compiled')
        if options.mode == SDF and options.early_exit:
            raise UsageError('--early-exit: --mode sdf needs values, not signs alone')
        if not formats.has_colours(options.format):
            raise UsageError('--mode %s is in colour, and a %s has none: png or ppm' % (mode, formats.NAMES[options.format]))


_WITH_VALUE = ['--mode', '-o', '--output', '--format', '--size', '--width', '--height', '--window', '--grid', '--center',
               '--scale', '--z', '--depth', '--rotate', '--perspective', '--engine', '--allocator', '--sink-loads', '--lanes',
               '--chunks', '--emit', '--passes', '--threads', '--largest-model', '--repeat', '--jit']


def _engines_of(name):
    """The engines that an option makes a difference to."""
    if name == '--threads':
        return [WIDE]
    if name == '--no-machine-code':
        return [WIDE, COMPILED]
    if name in ['--allocator', '--sink-loads', '--memoize', '--lanes', '--chunks', '--emit']:
        return [COMPILED]
    if name == '--passes' or name == '--early-exit':
        return [QUADTREE]
    if name == '--jit':
        return [QUADTREE, SCALAR]
    return [WIDE, QUADTREE, SCALAR, COMPILED]
