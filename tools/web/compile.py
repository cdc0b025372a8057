"""Compiles the adapted C for WebAssembly, by the C compiler of the package ziglang.

    python3 -m tools.web.compile CSOURCE FOLDER MODULE [--no-simd]

CSOURCE is what library_source.py made, FOLDER what adapt.py made of it, where objects are put, too; MODULE the .wasm to write.
"""
from __future__ import annotations

import argparse
import concurrent.futures
import os
import pathlib
import re
import shlex
import subprocess
import sys

# What a page calls: pyfidget/library/entries.py. The linker leaves out what none of these reaches.
EXPORTS = [
    'malloc', 'free', 'rpython_startup_code', *['pyfidget_' + name for name in (
        'start', 'fault_kind', 'fault_line', 'fault_column', 'fault_message', 'parse', 'forget', 'evaluator', 'evaluate',
        'prepare', 'advance', 'runnable', 'run', 'bits', 'finish', 'abandon',
        'prepare_heights', 'run_heights', 'normals', 'shade', 'colours')],
]
# The toolchain takes words for 64 bits, as long long, where it sees a Windows of that size.
_WORDS = ['-D_WIN64', '-D__int64=long long', '-DPYPY_LONG_BIT=64']
# Headers that refuse to be included otherwise. Nothing of what they declare is reached.
_UNIX = ['-D_WASI_EMULATED_SIGNAL', '-D_WASI_EMULATED_MMAN', '-D_WASI_EMULATED_PROCESS_CLOCKS', '-D_WASI_EMULATED_GETPID',
         '-Wno-error=implicit-function-declaration', '-w']
_STACK = 1 << 20  # bytes; the linker's own, 64 KB, is less than a deep recursion takes
_MEMORY = (1 << 31) - (1 << 16)  # at most, so that an address is never negative


class Failure(Exception):
    """The compiler's own words."""


def flags_of(build: str) -> list[str]:
    """The flags of the script that compiles the library which decide what the program does, of those that clang knows."""
    match = re.search(r'\$CFLAGS (.*) -I"\$here"', build)
    if not match:
        raise Failure('the script `build` is not as library_source.py writes it')
    return [flag for flag in shlex.split(match[1])
            if flag.startswith(('-D', '-f')) and not flag.startswith('-falign')]


def compile_module(source: pathlib.Path, folder: pathlib.Path, module: pathlib.Path, simd: bool) -> None:
    """Failure."""
    machine = 'generic+simd128' if simd else 'generic'
    compiler = [sys.executable, '-m', 'ziglang', 'cc', '-target', 'wasm32-wasi', f'-mcpu={machine}', '-O3',
                '-fno-sanitize=undefined']
    flags = [*flags_of((source / 'build').read_text()), *_WORDS, *_UNIX,
             f'-I{folder}', f'-I{folder}/headers', f'-I{folder}/without_zlib']
    objects = folder / machine
    objects.mkdir(exist_ok=True)
    module.parent.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(lambda path: _compile([*compiler, *flags], path, objects), sorted(folder.glob('*.c'))))
    _run([*compiler, '-mexec-model=reactor', *made, '-o', str(module), '-lm', '-s', '-Wl,--gc-sections',
          f'-Wl,-z,stack-size={_STACK}', f'-Wl,--max-memory={_MEMORY}',
          *[f'-Wl,--export={name}' for name in EXPORTS]])


def _compile(compiler: list[str], path: pathlib.Path, objects: pathlib.Path) -> str:
    made = objects / (path.stem + '.o')
    _run([*compiler, '-c', str(path), '-o', str(made)])
    return str(made)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise Failure(done.stdout.strip())


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('source', type=pathlib.Path)
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('module', type=pathlib.Path)
    parser.add_argument('--no-simd', action='store_true')
    given = parser.parse_args()
    try:
        compile_module(given.source, given.folder, given.module, not given.no_simd)
    except Failure as failure:
        sys.exit(f'{given.module} cannot be compiled:\n{failure}')


if __name__ == '__main__':
    _main()
