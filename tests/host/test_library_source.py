"""Collecting the translated C: exactly what is compiled, and a script that compiles it."""
import ctypes
import os
import random
import shlex
import subprocess
import zlib

import pytest

from tests.host.translated import write_session
from tools.library_source import ROOT, collect, made_for


@pytest.fixture
def makefile(tmp_path):
    return write_session(tmp_path)


@pytest.fixture
def folder(makefile, tmp_path):
    target = tmp_path / 'c source'
    collect(makefile, target)
    return target


def script(folder, library, **variables):
    done = subprocess.run(['sh', folder / 'build', library], env=dict(os.environ, **variables), stdout=subprocess.PIPE, text=True,
                          check=True)
    return done.stdout


def test_what_is_compiled_is_collected_and_no_more(folder):
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob('*') if path.is_file())
    assert files == ['LICENSE', 'build', 'common_header.h', 'module_0.c', 'platform', 'src/sum.h', 'src/thread_pthread.c',
                     'testing_1.c', 'thread.c', 'without_zlib/zlib.h']
    assert (folder / 'platform').read_text() == made_for() + '\n'
    assert 'PyPy' in (folder / 'LICENSE').read_text()


def test_it_compiles_where_there_is_nothing_else(folder, makefile, tmp_path):
    (tmp_path / 'session').rename(tmp_path / 'session gone')
    (tmp_path / 'tool chain').rename(tmp_path / 'tool chain gone')
    library = tmp_path / 'a library.so'
    script(folder, library)
    assert ctypes.CDLL(str(library)).add(40, 2) == 42


@pytest.mark.slow
def test_the_library_is_what_newer_compilers_take():
    """GCC 14 and clang 16 refuse what older ones warn of."""
    source = ROOT / 'build' / 'csource'
    if not source.exists():
        pytest.skip('there is no build/csource: `make library` makes it')
    refused = [f'-Werror={name}' for name in (
        'implicit-function-declaration', 'implicit-int', 'int-conversion', 'incompatible-pointer-types')]
    script(source, '/dev/null', CC='cc', CFLAGS=shlex.join(['-O0', '-fsyntax-only', *refused]))


def test_own_flags_come_before_those_that_make_pictures_exact(folder):
    words = script(folder, 'there.so', CC='echo', CFLAGS='-O2 -g', LDFLAGS='-s').split()
    assert words[:7] == ['-O1', '-fPIC', '-O2', '-g', '-ffp-contract=off', '--param', 'max-completely-peel-times=8']
    assert words[-6:] == ['-shared', '-s', '-lm', '-lz', '-o', 'there.so']


def test_a_compiler_without_zlib_takes_the_stand_in(folder, tmp_path):
    compiler = tmp_path / 'cc'
    compiler.write_text('#!/bin/sh\ncase " $* " in *" -lz "*) exit 1;; esac\necho "$@"\n')
    compiler.chmod(0o755)
    said = script(folder, 'there.so', CC=str(compiler))
    assert '-lz' not in said.split() and said.endswith(f' -lm -I{folder}/without_zlib -o there.so\n')


STREAM = r'''
#include <zlib.h>
#include <stdio.h>
#include <stdlib.h>
int main(int count, char **words)
{
    static unsigned char in[1 << 20], out[1 << 16];
    z_stream stream;
    unsigned int room = atoi(words[2]);
    uLong crc = crc32(0, NULL, 0);
    if (deflateInit2_(&stream, 6, 8, 15, 8, 0, ZLIB_VERSION, sizeof stream) != Z_OK)
        return 1;
    do {
        int result = Z_OK;
        stream.next_in = in;
        stream.avail_in = count = fread(in, 1, atoi(words[1]), stdin);
        crc = crc32(crc, in, count);
        do {
            stream.next_out = out;
            stream.avail_out = room;
            result = deflate(&stream, count ? Z_NO_FLUSH : Z_FINISH);
            fwrite(out, 1, room - stream.avail_out, stdout);
        } while (stream.avail_out == 0);
        if (stream.avail_in > 0 || result != (count ? Z_OK : Z_STREAM_END))
            return 2;
    } while (count);
    fprintf(stderr, "%lu", crc);
    return deflateEnd(&stream);
}
'''


def test_the_stand_in_for_zlib_makes_streams_of_zlib(tmp_path):
    (tmp_path / 'stream.c').write_text(STREAM)
    subprocess.run(['cc', '-O1', '-Wall', '-Werror', '-I', ROOT / 'tools' / 'without_zlib', tmp_path / 'stream.c', '-o',
                    tmp_path / 'stream'], check=True)
    for size in (0, 1, 65535, 65536, 300001):
        data = random.Random(size).randbytes(size)
        for piece, room in ((1000, 32768), (65536, 3), (1 << 20, 65536), (65535, 7)):
            done = subprocess.run([tmp_path / 'stream', str(piece), str(room)], input=data, capture_output=True, check=True)
            assert zlib.decompress(done.stdout) == data and int(done.stderr) == zlib.crc32(data)


def test_a_folder_is_made_anew(makefile, folder):
    (folder / 'old.c').write_text('#error an older translation\n')
    collect(makefile, folder)
    assert not (folder / 'old.c').exists()
