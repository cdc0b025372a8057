"""The elementary functions of a program as C, compiled, against those of pyfidget.elementary: to the last bit."""
import os
import platform
import re
import struct
import subprocess

import hypothesis
import pytest

from pyfidget.codegen.c_pieces import hexadecimal
from pyfidget.codegen.c_text import c_lines
from pyfidget.grid import CHALLENGE, View
from pyfidget.operations import FIRST_BINARY, OPERATIONS, VAR_X, VAR_Y
from pyfidget.program import ProgramBuilder
from tests.elementary.arguments import arguments_of
from tests.elementary.test_rounding import FUNCTIONS, HARD_CASES
from tests.strategies import EDGES, from_bits, same

ARGUMENTS = 20000 * hypothesis.settings.default.max_examples // 100
WARNINGS = ['-std=c99', '-pedantic', '-Wall', '-Wextra', '-Werror', '-ffp-contract=off']
# With checks of what C leaves undefined; plainly; as fast as it goes, for this very processor; and with bounds so large that the
# accurate path decides a quarter of all values and more.
BUILDS = {'checked': ['-O1', '-fsanitize=undefined', '-fsanitize-undefined-trap-on-error'], 'plain': ['-O0'],
          'fast': ['-O3', '-march=native'], 'decided': ['-O2']}
_BOUND = re.compile(r'(static const double BOUND\w* = )0x1p-\d+;')

# Values of the function for the arguments on standard input, two doubles each.
HARNESS = r'''
#define main picture
#include "picture.c"
#undef main
int main(void)
{
    double arguments[2], result;
    (void)picture;
    while (fread(arguments, sizeof *arguments, 2, stdin) == 2) {
        result = value(arguments[0], arguments[1], 0.0);
        fwrite(&result, sizeof result, 1, stdout);
    }
    return 0;
}
'''


def _has_compiler():
    return any(os.access(os.path.join(folder, 'cc'), os.X_OK) for folder in os.environ['PATH'].split(os.pathsep))


pytestmark = pytest.mark.skipif(not _has_compiler(), reason='there is no C compiler: no cc on PATH')


def program_of(names):
    """Applies functions one after the other, each to what the one before it gives; atan2 has y as its second argument."""
    builder = ProgramBuilder()
    last = builder.variable(VAR_X)
    second = builder.variable(VAR_Y)
    for name in names:
        opcode = [operation.name for operation in OPERATIONS].index(name)
        last = builder.unary(opcode, last) if opcode < FIRST_BINARY else builder.binary(opcode, last, second)
    builder.end_with(last)
    return builder.finish()


def text_of(names):
    return ''.join(c_lines(program_of(names), 'test', 8, 8, CHALLENGE, View()))


def write(path, text):
    with open(str(path), 'w') as file:
        file.write(text)


@pytest.fixture(scope='module')
def values(tmp_path_factory):
    """A function of a build, a name and a list of tuples of arguments that gives the values; each is compiled once."""
    folder = tmp_path_factory.mktemp('elementary')

    def values(build, name, points):
        path = str(folder / (name + '-' + build))
        if not os.path.exists(path):
            text = text_of([name])
            if build == 'decided':
                text, bounds = _BOUND.subn(r'\g<1>0x1p-55;', text)
                assert bounds == 1
            write(folder / 'picture.c', text)
            write(folder / 'harness.c', HARNESS)
            subprocess.check_call(['cc'] + WARNINGS + BUILDS[build] + ['-o', path, 'harness.c', '-lm'], cwd=str(folder))
        process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        given = b''.join(struct.pack('=2d', point[0], point[-1]) for point in points)
        out = process.communicate(given)[0]
        assert process.returncode == 0 and len(out) == 8 * len(points)
        return struct.unpack('=%dd' % len(points), out)
    return values


@pytest.mark.slow
@pytest.mark.parametrize('name', sorted(FUNCTIONS))
def test_values_are_those_of_the_engines(values, name):
    points = list(arguments_of(name, ARGUMENTS, seed=1))
    points += [(a, b) for a in EDGES for b in EDGES] if name == 'atan2' else [(a,) for a in EDGES]
    asked = [FUNCTIONS[name](*point) for point in points]
    for build in BUILDS:
        for point, value, right in zip(points, values(build, name, points), asked):
            assert same(value, right), (build, point)


@pytest.mark.parametrize('name', sorted(FUNCTIONS))
def test_values_nearest_to_midpoints(values, name):
    cases = [numbers for case, numbers in HARD_CASES if case == name]
    assert len(cases) == 50
    for build in BUILDS:
        for case, value in zip(cases, values(build, name, [case[:-1] for case in cases])):
            assert same(value, case[-1]), (build, case)


def test_a_program_has_what_it_needs():
    """cc -Werror refuses a function too many or too few; here, that the pieces are told apart at all."""
    plain, waves, exponentials = text_of(['floor']), text_of(['sin', 'cos']), text_of(['exp'])
    assert 'static const' not in plain and 'elementary' not in plain
    assert 'SINES_HIGH[1280]' in waves and 'POWERS_HIGH' not in waves and 'order_of_wave' in waves
    assert 'POWERS_HIGH[256]' in exponentials and 'SINES_HIGH' not in exponentials and 'order_of_wave' not in exponentials
    assert len(plain) < 2000


@pytest.mark.parametrize('flag', ['-ffast-math'] + (['-mfpmath=387'] if platform.machine() == 'x86_64' else []))
def test_a_compiler_that_changes_sums_is_refused(flag, tmp_path):
    write(tmp_path / 'picture.c', text_of(['exp']))
    process = subprocess.Popen(['cc', flag, '-o', 'picture', 'picture.c', '-lm'], cwd=str(tmp_path), stderr=subprocess.PIPE)
    assert b'doubles are to be computed as doubles' in process.communicate()[1] and process.returncode != 0


def test_constants_are_exact():
    for bits in [0, 1 << 63, 0x3FF0000000000000, 0xBFEFFFFFFFFFFFFF, 0x0010000000000000, 0x7FEFFFFFFFFFFFFF]:
        assert same(float.fromhex(hexadecimal(from_bits(bits))), from_bits(bits))
