"""The translated C made C for WebAssembly: words, addresses, flags."""
import pytest

from tools.web.adapt import Unknown, adapt, signed_addresses, words_for_longs
from tools.web.compile import Failure, flags_of

ADDRESS = '#define OP_CAST_ADR_TO_INT(x, mode, r)   r = ((Signed)x)\n'
INT = '#define OP_CAST_PTR_TO_INT(x,r)     r = (Signed)(x)\n'


@pytest.mark.parametrize('before, after', [
    ('\tlong length;', '\tSigned length;'),
    ('l_v1 = *(long *)((char *)l_v2);', 'l_v1 = *(Signed *)((char *)l_v2);'),
    ('(unsigned long)diff', '(Unsigned)diff'),
    ('long int n', 'Signed n'),
    ('long long x; unsigned long long y; long double z;', 'long long x; unsigned long long y; long double z;'),
    ('Signed l_longest_0; double long_;', 'Signed l_longest_0; double long_;'),
    ('   typedef          long Signed;', '   typedef          long Signed;'),
    ('   typedef unsigned long Unsigned;', '   typedef unsigned long Unsigned;'),
    ('typedef unsigned long count_t;', 'typedef Unsigned count_t;'),
])
def test_a_long_is_a_word(before, after):
    assert words_for_longs(before) == after


def test_an_address_keeps_its_sign_as_a_word():
    assert signed_addresses('src/address.h', ADDRESS) == ADDRESS.replace('(Signed)x', '(Signed)(intptr_t)(x)')
    assert '(Signed)(intptr_t)(x)' in signed_addresses('src/int.h', INT)
    assert signed_addresses('src/mem.h', ADDRESS) == ADDRESS


def test_c_that_is_not_as_it_was_is_a_fault():
    with pytest.raises(Unknown, match='src/address.h: not once'):
        signed_addresses('src/address.h', 'r = (Signed)x')


def make_source(folder):
    (folder / 'src').mkdir(parents=True)
    (folder / 'src' / 'address.h').write_text(ADDRESS)
    (folder / 'src' / 'int.h').write_text(INT)
    (folder / 'program.c').write_text('extern int errno;\nlong f(long x) { return x; }\n')
    (folder / 'debug_print.c').write_text('log')
    (folder / 'build').write_text('script')
    return folder


def test_a_folder_is_adapted_whole(tmp_path):
    source = make_source(tmp_path / 'csource')
    made = tmp_path / 'made'
    made.mkdir()
    (made / 'old.c').write_text('left over')
    adapt(source, made)
    assert sorted(str(path.relative_to(made)) for path in made.rglob('*.[ch]')) == [
        'headers/sys/wait.h', 'program.c', 'runtime.c', 'src/address.h', 'src/int.h']
    assert (made / 'program.c').read_text() == 'Signed f(Signed x) { return x; }\n'


def test_a_folder_without_the_toolchains_headers_is_a_fault(tmp_path):
    source = make_source(tmp_path / 'csource')
    (source / 'src' / 'int.h').unlink()
    with pytest.raises(Unknown, match='no src/int.h in'):
        adapt(source, tmp_path / 'made')


def test_flags_that_make_pictures_exact_are_those_of_the_library():
    script = ('exec ${CC:-cc} -O3 -pthread $CFLAGS -Dmalloc=pyfidget_malloc -ffp-contract=off -fwrapv '
              '--param max-completely-peel-times=8 -falign-loops=32 -I"$here" "$here"/*.c -shared')
    assert flags_of(script) == ['-Dmalloc=pyfidget_malloc', '-ffp-contract=off', '-fwrapv']
    with pytest.raises(Failure):
        flags_of('cc *.c')
