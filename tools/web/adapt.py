"""Makes C for WebAssembly of the library's translated C, which is for words and addresses of 64 bits each.

    python3 -m tools.web.adapt CSOURCE FOLDER

There a word keeps its 64 bits, an address has 32, and a `long` has 32 as well, as it has on 64-bit Windows. FOLDER is made anew:

    *.c, *.h, src/   the same C, in which every long is a word, and an address that becomes a word keeps its sign
    headers/         headers of a Unix that are included, but of which nothing is used
"""
from __future__ import annotations

import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent

# What the toolchain has for a system with threads, processes, files and a log. runtime.c stands for them.
_LEFT_OUT = ['debug_print.c', 'profiling.c', 'thread.c']

# The collector turns an address into a word, changes its sign as a mark, and turns it back. So what becomes a word of 64 bits has
# to keep the sign that it has in 32.
_SIGNED_ADDRESSES = {
    'src/address.h': ('r = ((Signed)x)', 'r = ((Signed)(intptr_t)(x))'),
    'src/int.h': ('CAST_PTR_TO_INT(x,r)     r = (Signed)(x)', 'CAST_PTR_TO_INT(x,r)     r = (Signed)(intptr_t)(x)'),
}

# Declared anew in C of the toolchain; it is the C library's, of each thread.
_ERRNO = 'extern int errno;\n'

_LONG = re.compile(r'\b(?P<unsigned>unsigned +)?long(?P<longer> +long| +double)?(?: +int)?\b')


class Unknown(Exception):
    """The C is not as this tool knows it; the message says where."""


def words_for_longs(text: str) -> str:
    """C in which what was `long`, 64 bits where it was made, is the toolchain's type of such a word. Lines that define that type
    stay."""
    return '\n'.join(line if line.lstrip().startswith('typedef') and line.rstrip().endswith('igned;') else
                     _LONG.sub(_word_for_long, line) for line in text.split('\n'))


def _word_for_long(match: re.Match[str]) -> str:
    if match['longer']:
        return match[0]
    return 'Unsigned' if match['unsigned'] else 'Signed'


def signed_addresses(path: str, text: str) -> str:
    """The text of a file of the toolchain, in which an address keeps its sign; any other as it is. Unknown."""
    if path not in _SIGNED_ADDRESSES:
        return text
    before, after = _SIGNED_ADDRESSES[path]
    if text.count(before) != 1:
        raise Unknown(f'{path}: not once {before!r}')
    return text.replace(before, after)


def adapt(source: pathlib.Path, folder: pathlib.Path) -> None:
    """Make FOLDER of the C in a folder; Unknown."""
    shutil.rmtree(folder, ignore_errors=True)
    paths = [path for path in sorted(source.rglob('*.[ch]')) if path.name not in _LEFT_OUT]
    missing = {*_SIGNED_ADDRESSES} - {str(path.relative_to(source)) for path in paths}
    if missing:
        raise Unknown(f'no {" or ".join(sorted(missing))} in {source}')
    for path in paths:
        name = str(path.relative_to(source))
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(words_for_longs(signed_addresses(name, path.read_text().replace(_ERRNO, ''))))
    shutil.copytree(HERE / 'headers', folder / 'headers')
    shutil.copyfile(HERE / 'runtime.c', folder / 'runtime.c')


if __name__ == '__main__':
    try:
        adapt(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    except Unknown as fault:
        sys.exit(f'the C cannot be adapted: {fault}')
