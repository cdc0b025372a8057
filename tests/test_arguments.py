"""The command line: every option, what it stands for, and the lines of usage errors."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import grid
from pyfidget.arguments import (
    COMPILED,
    PLAIN,
    QUADTREE,
    REGIONS,
    SCALAR,
    SDF,
    WIDE,
    Options,
    UsageError,
    option_words,
    parse_arguments,
)
from pyfidget.image import formats
from pyfidget.usage import HELP
from tests.strategies import same

SWITCHES = ['decide', 'fold', 'peephole', 'sign', 'dead']


def options(line):
    return parse_arguments(line.split(' '))


def complaint(words):
    with pytest.raises(UsageError) as caught:
        parse_arguments(words)
    return caught.value.message


def switched_on(given_options):
    return [name for name in SWITCHES if getattr(given_options.switches, name)]


# ---- what is meant ----

def test_the_defaults():
    found = options('model.vm')
    assert found.model == 'model.vm'
    assert (found.output, found.format) == ('model.png', formats.PNG)
    assert (found.width, found.height) == (1024, 1024)
    assert found.convention == grid.CHALLENGE
    assert all(same(a, b) for a, b in zip(view(found), (0.0, 0.0, 1.0, 0.0)))
    assert (found.mode, found.engine) == (PLAIN, WIDE)
    assert found.legend
    assert switched_on(found) == SWITCHES
    assert (found.threads, found.repeat, found.jit) == (0, 1, '')
    assert found.machine_code
    assert not (found.early_exit or found.show_time or found.show_stats or found.show_version or found.show_help)


def view(found):
    return found.view.center_x, found.view.center_y, found.view.scale, found.view.z


def test_machine_code_can_be_switched_off():
    assert not parse_arguments(['--no-machine-code', 'm.vm']).machine_code


def test_the_legend_can_be_left_out():
    assert not parse_arguments(['--no-legend', '--mode=sdf', 'm.vm']).legend


@pytest.mark.parametrize('line, mode, engine', [
    ('--mode plain', PLAIN, WIDE), ('--mode plain --engine scalar', PLAIN, SCALAR), ('--mode regions', REGIONS, QUADTREE),
    ('--engine quadtree --mode regions', REGIONS, QUADTREE), ('--mode sdf', SDF, QUADTREE),
    ('--mode sdf --engine quadtree', SDF, QUADTREE), ('--engine scalar --mode sdf', SDF, SCALAR),
    ('--engine compiled', PLAIN, COMPILED), ('--mode sdf --engine=compiled', SDF, COMPILED),
])
def test_a_mode_has_an_engine(line, mode, engine):
    found = options('m.vm ' + line)
    assert (found.mode, found.engine) == (mode, engine)


FLAGS = ['early_exit', 'show_time', 'show_stats', 'show_version', 'show_help']


@pytest.mark.parametrize('flag, name', list(zip(
    ['--early-exit', '--time', '--stats', '--version', '--help', '-h'], FLAGS + FLAGS[-1:])))
def test_a_flag_sets_its_option_alone(flag, name):
    found = options('m.vm --engine quadtree ' + flag)
    assert [other for other in FLAGS if getattr(found, other)] == [name]


CASES = [
    ('--size', '7', lambda o: (o.width, o.height), (7, 7)), ('--size', '65536', lambda o: o.width, 65536),
    ('--size', '007', lambda o: o.height, 7), ('--grid', 'challenge', lambda o: o.convention, grid.CHALLENGE),
    ('--grid', 'fidget', lambda o: o.convention, grid.FIDGET), ('--grid', 'centers', lambda o: o.convention, grid.CENTERS),
    ('--center', '0.5,-2', view, (0.5, -2.0, 1.0, 0.0)), ('--center', '-.5,1e-3', view, (-0.5, 1e-3, 1.0, 0.0)),
    ('--scale', '0.25', view, (0.0, 0.0, 0.25, 0.0)), ('--scale', '-2', view, (0.0, 0.0, -2.0, 0.0)),
    ('--z', '-0.75', view, (0.0, 0.0, 1.0, -0.75)), ('--engine', 'quadtree', lambda o: o.engine, QUADTREE),
    ('--engine', 'scalar', lambda o: o.engine, SCALAR), ('--engine', 'wide', lambda o: o.engine, WIDE),
    ('--mode', 'regions', lambda o: o.mode, REGIONS), ('--mode', 'plain', lambda o: o.mode, PLAIN),
    ('--threads', '1', lambda o: o.threads, 1), ('--threads', '1024', lambda o: o.threads, 1024),
    ('--repeat', '25', lambda o: o.repeat, 25), ('--repeat', '1000000', lambda o: o.repeat, 1000000),
    ('--format', 'pgm', lambda o: (o.format, o.output), (formats.PGM, 'm.pgm')),
    ('--format', 'PPM', lambda o: (o.format, o.output), (formats.PPM, 'm.ppm')),
]


@pytest.mark.parametrize('name, value, get, expected', CASES, ids=lambda part: '' if callable(part) else str(part))
def test_an_option_takes_the_next_word_or_what_is_behind_an_equals_sign(name, value, get, expected):
    assert get(parse_arguments([name, value, 'm.vm'])) == expected
    assert get(parse_arguments(['m.vm', name + '=' + value])) == expected


@pytest.mark.parametrize('line, expected', [
    ('', (1024, 1024, 0, 0, 1024, 1024)), ('--window=1,2,3,4', (1024, 1024, 1, 2, 4, 6)),
    ('--size 2147483647 --window 2147483646,0,1,65536', (2147483647, 2147483647, 2147483646, 0, 2147483647, 65536)),
    ('--window 0,0,30,70000 --width 30 --height 70001', None), ('--window 0,1,30,7 --width 30 --height 8', (30, 8, 0, 1, 30, 8)),
])
def test_a_window_is_some_of_the_pixels_of_a_picture_of_any_size(line, expected):
    if expected is None:
        assert complaint(line.split() + ['m.vm']) == WINDOW % "'0,0,30,70000'"
        return
    found = parse_arguments(line.split() + ['m.vm'])
    window = found.window
    assert (found.width, found.height, window.left, window.top, window.right, window.bottom) == expected


WINDOW = '--window: expected LEFT,TOP,WIDTH,HEIGHT, both sides from 1 to 65536, not %s'


OF_THE_QUADTREE = [
    ('--passes', 'all', switched_on, SWITCHES), ('--passes', 'none', switched_on, []),
    ('--passes', 'sign', switched_on, ['sign']), ('--passes', 'dead,decide', switched_on, ['decide', 'dead']),
    ('--passes', 'all,-fold', switched_on, ['decide', 'peephole', 'sign', 'dead']),
    ('--passes', 'fold,none,dead', switched_on, ['dead']), ('--passes', 'sign,-sign', switched_on, []),
    ('--jit', 'off', lambda o: o.jit, 'off'),
    ('--jit', 'threshold=20,trace_limit=9', lambda o: o.jit, 'threshold=20,trace_limit=9'),
]


@pytest.mark.parametrize('name, value, get, expected', OF_THE_QUADTREE, ids=lambda part: '' if callable(part) else str(part))
def test_an_option_of_the_quadtree_engine(name, value, get, expected):
    assert get(parse_arguments([name, value, 'm.vm', '--engine=quadtree'])) == expected
    assert get(parse_arguments(['m.vm', '--engine=quadtree', name + '=' + value])) == expected


def test_width_and_height_go_together_in_either_order():
    assert (options('--width 30 --height=20 m.vm').width, options('m.vm --height 20 --width 30').height) == (30, 20)


def test_the_last_of_two_equal_options_counts():
    assert options('--size 3 m.vm --size 5').width == 5


def test_what_follows_two_dashes_is_a_file():
    assert options('--size 5 -- --help').model == '--help'
    assert parse_arguments(['--', '--']).model == '--'


def test_one_dash_is_a_file():
    assert options('-').model == '-'


def test_a_value_may_begin_with_a_dash_or_hold_an_equals_sign():
    found = options('-o --help m=1.vm --engine=scalar --jit=a=b')
    assert (found.output, found.model, found.jit, found.show_help) == ('--help', 'm=1.vm', 'a=b', False)


@pytest.mark.parametrize('line', ['-o a.pgm', '-oa.pgm', '--output a.pgm', '--output=a.pgm'])
def test_the_output_has_four_spellings(line):
    assert options(line + ' m.vm').outputs == ['a.pgm']


ENGINES = {WIDE: '--threads=2 --no-machine-code', QUADTREE: '--passes=fold --early-exit --jit=off', SCALAR: '--jit=off',
           COMPILED: '--no-machine-code --sink-loads=all --allocator=ssra --memoize --lanes=4 --chunks=3'}


@pytest.mark.parametrize('engine, name', [(WIDE, 'wide'), (QUADTREE, 'quadtree'), (SCALAR, 'scalar'),
                                          (COMPILED, 'compiled')])
def test_what_an_engine_ignores_is_refused(engine, name):
    for word in sorted(set(' '.join(ENGINES.values()).split())):
        words = ['m.vm', '--engine', name, word]
        if word in ENGINES[engine]:
            assert parse_arguments(words).engine == engine
        else:
            assert complaint(words) == '%s: not an option of the %s engine' % (word.split('=')[0], name)


@pytest.mark.parametrize('line', ['--help', '-h', '--version', '--help --size 5 --width 7'])
def test_help_and_version_need_no_model(line):
    found = options(line)
    assert found.show_help or found.show_version
    assert found.model == ''


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300), st.floats(1e-300, 1e300))
def test_numbers_are_read_to_the_bit(x, y, scale):
    found = parse_arguments(['m.vm', '--center=%r,%r' % (x, y), '--scale', repr(scale), '--z', repr(y)])
    assert all(same(a, b) for a, b in zip(view(found), (x, y, scale, y)))


# ---- the picture's file ----

@pytest.mark.parametrize('model, output', [
    ('bear.vm', 'bear.png'), ('a/b/bear.vm', 'bear.png'), ('/bear.vm', 'bear.png'), ('bear', 'bear.png'),
    ('bear.txt', 'bear.txt.png'),
    ('bear.vm.vm', 'bear.vm.png'), ('.vm', '.vm.png'), ('a.b/c', 'c.png'), ('BEAR.VM', 'BEAR.VM.png'),
    ('-', 'stdin.png'), ('./-', '-.png'),
])
def test_the_picture_is_named_after_the_model_in_the_current_folder(model, output):
    assert parse_arguments(['--', model]).output == output


@pytest.mark.parametrize('output, picture_format', [
    ('a.png', formats.PNG), ('a.pgm', formats.PGM), ('a.ppm', formats.PPM), ('a.pbm', formats.PBM), ('a.PBM', formats.PBM),
    ('a', formats.PNG), ('-', formats.PNG), ('a.b/c', formats.PNG), ('a.png/c.pgm', formats.PGM), ('a.b.ppm', formats.PPM),
    ('.pbm', formats.PBM), ('a.', formats.PNG),
])
def test_the_extension_gives_the_format(output, picture_format):
    found = parse_arguments(['m.vm', '-o', output])
    assert (found.output, found.format) == (output, picture_format)


def test_a_given_format_counts_more_than_the_extension():
    found = options('m.vm -o a.png --format pbm')
    assert (found.output, found.format) == ('a.png', formats.PBM)
    assert options('m.vm -o a.jpg --format ppm').format == formats.PPM


@pytest.mark.parametrize('line, outputs', [
    ('', ['a.png', 'c.d.png']), ('--format pbm', ['a.pbm', 'c.d.pbm']), ('-o out', ['out/a.png', 'out/c.d.png']),
    ('-o out/ --format ppm', ['out/a.ppm', 'out/c.d.ppm']), ('-o /x.y/z', ['/x.y/z/a.png', '/x.y/z/c.d.png']),
])
def test_several_models_have_a_picture_each(line, outputs):
    found = options(('a.vm ' + line).rstrip() + ' b/c.d.vm')
    assert (found.models, found.outputs) == (['a.vm', 'b/c.d.vm'], outputs)
    found.choose(1)
    assert (found.model, found.output) == ('b/c.d.vm', outputs[1])


def test_the_picture_of_one_model_goes_into_a_folder_that_is_there_or_ends_in_a_slash(tmp_path):
    assert parse_arguments(['m.vm', '-o', str(tmp_path)]).outputs == [str(tmp_path) + '/m.png']
    assert options('m.vm -o no/such/').outputs == ['no/such/m.png']
    assert options('m.vm -o no/such').outputs == ['no/such']


# ---- usage errors ----

WHOLE = "--%s: expected a whole number from 1 to %d, not '%s'"


@pytest.mark.parametrize('words, message', [
    ([], 'which model? (see --help)'), (['--size', '5'], 'which model? (see --help)'), (['--'], 'which model? (see --help)'),
    (['a.vm', 'b.vm', '-o', 'a.pgm'], "-o: 'a.pgm' is one file, for several models: give a folder"),
    ([''], "the model's file name is empty"),
    (['--siz', '5'], "unknown option '--siz'"), (['-x'], "unknown option '-x'"), (['--time=5'], "unknown option '--time'"),
    (['-o=a.png'], "unknown option '-o=a.png'"), (['--=5'], "unknown option '--'"),
    (['-size', '5'], "unknown option '-size'"),
    (['--\x1b[0m'], "unknown option '--\\x1b[0m'"), (['m.vm', '--size'], '--size needs a value'),
    (['-o'], '-o needs a value'),
    (['m.vm', '-o', ''], '-o: the file name is empty'),
    (['--format', 'jpg'], "--format: 'jpg' is none of png, pgm, ppm, pbm"),
    (['--format='], "--format: '' is none of png, pgm, ppm, pbm"),
    (['--size', '0'], WHOLE % ('size', 65536, '0')), (['--size', '65537'], WHOLE % ('size', 65536, '65537')),
    (['--size', '-5'], WHOLE % ('size', 65536, '-5')), (['--size', '5.0'], WHOLE % ('size', 65536, '5.0')),
    (['--size='], WHOLE % ('size', 65536, '')), (['--size', '0000000005'], WHOLE % ('size', 65536, '0000000005')),
    (['--size', '18446744073709551617'], WHOLE % ('size', 65536, '18446744073709551617')),
    (['--width', '5x'], WHOLE % ('width', 65536, '5x')), (['--height', ' 5'], WHOLE % ('height', 65536, ' 5')),
    (['--repeat', '1000001'], WHOLE % ('repeat', 1000000, '1000001')),
    (['--threads', '0'], WHOLE % ('threads', 1024, '0')), (['--threads', '1025'], WHOLE % ('threads', 1024, '1025')),
    (['--threads', 'x'], WHOLE % ('threads', 1024, 'x')),
    (['--grid', 'Fidget'], "--grid: 'Fidget' is none of challenge, fidget, centers"),
    (['--engine', 'fast'], "--engine: 'fast' is none of wide, quadtree, scalar, compiled"),
    (['--center', '5'], "--center: expected X,Y or X,Y,Z, not '5'"),
    (['m.vm', '--center', '1,2,3'], '--center: --mode plain is flat: X,Y, and --z for the third'),
    (['--center', ',2'], "--center: '' is no number"), (['--center', '1,inf'], "--center: 'inf' is not finite"),
    (['--scale', '0'], '--scale: must not be 0'), (['--scale', '-0.0'], '--scale: must not be 0'),
    (['--scale', 'nan'], "--scale: 'nan' is not finite"), (['--scale', 'big'], "--scale: 'big' is no number"),
    (['--z', '1e999'], "--z: '1e999' is not finite"), (['--z', ''], "--z: '' is no number"),
    (['--passes', 'folding'], "--passes: unknown pass 'folding'"), (['--passes', 'all,'], "--passes: unknown pass ''"),
    (['--passes', '-all'], "--passes: unknown pass '-all'"), (['--passes', 'all, fold'], "--passes: unknown pass ' fold'"),
    (['m.vm', '--size', '5', '--width', '5', '--height', '5'], 'give --size, or --width and --height, not both'),
    (['m.vm', '--size', '5', '--height', '5'], 'give --size, or --width and --height, not both'),
    (['m.vm', '--width', '5'], '--width and --height go together'),
    (['m.vm', '--height', '5'], '--width and --height go together'),
    (['m.vm', '-o', 'a' * 300 + '.jpg'],
     "-o: '" + 'a' * 300 + ".jpg' ends in none of .png, .pgm, .ppm, .pbm: rename it or give --format"),
    (['m.vm', '-o', 'a.jpg'], "-o: 'a.jpg' ends in none of .png, .pgm, .ppm, .pbm: rename it or give --format"),
], ids=repr)
def test_wrong_use_is_said_in_one_line(words, message):
    assert complaint(words) == message


WORDS = ['m.vm', '--size', '5', '-o', 'a.png', '--', '--help', '--z=1', '--center', '1,2', '', '-', '=', '--=', '\n']


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_any_words_are_options_or_one_line_of_complaint(words):
    try:
        assert isinstance(parse_arguments(words), Options)
    except UsageError as error:
        assert error.message and not set('\n\r\x1b') & set(error.message)


def test_lanes_that_the_processor_does_not_have_are_refused():
    """Untranslated none are there."""
    with pytest.raises(UsageError) as error:
        options('--engine compiled --lanes 8 m.vm')
    assert error.value.message == '--lanes: 8 need AVX-512, which is not here'
    assert options('--emit asm --lanes 8 m.vm').lanes == 8
    assert options('--engine compiled m.vm').lanes == 0


def test_the_help_names_every_option():
    for name in ['-o', '--output', '--format', '--mode', '--no-legend', '--size', '--width', '--height', '--grid', '--center',
                 '--scale', '--z', '--engine', '--sink-loads', '--allocator', '--memoize', '--lanes', '--chunks',
                 '--emit', '--passes', '--early-exit', '--threads', '--repeat', '--time',
                 '--stats', '--jit', '--version', '--help']:
        assert ' %s' % name in HELP


def test_options_without_models_and_output():
    words = ['a.vm', '--size', '9', '-o', 'out/', 'b.vm', '--early-exit', '--output=x', '-oy', '--scale=2', '--', '--z', 'c.vm']
    assert option_words(words) == ['--size', '9', '--early-exit', '--scale=2']
