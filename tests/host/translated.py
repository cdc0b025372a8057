"""What the toolchain leaves after a translation, in small: a makefile, and C that adds two numbers."""
import shutil

import pytest

_FILES = {
    'session/testing_1/Makefile': '''\
RPYDIR = "{here}/tool chain"
SOURCES = testing_1.c \\
          thread.c \\
          ../module_cache/module_0.c
LIBS = -lm
CFLAGS = -O1 -Wall -fPIC
CFLAGSEXTRA = -ffp-contract=off --param \\
              max-completely-peel-times=8
LDFLAGS = -shared
CC = cc
all: nothing
''',
    'session/testing_1/testing_1.c': '#include "common_header.h"\nint add(int a, int b) { return SUM(a, b); }\n',
    'session/testing_1/common_header.h': '#include <math.h>\n#include "src/sum.h"\n',
    'session/testing_1/thread.c': '#include "src/thread_pthread.c"\n#ifdef _WIN32\n#include "src/thread_nt.c"\n#endif\n',
    'session/testing_1/left_over.c': '#error this is not one of the sources\n',
    'session/module_cache/module_0.c': 'int zero(void) { return 0; }\n',
    'tool chain/translator/c/src/sum.h': '#define SUM(a, b) ((a) + (b))\n',
    'tool chain/translator/c/src/thread_pthread.c': 'int threads(void) { return 1; }\n',
    'tool chain/translator/c/src/thread_nt.c': '#error this is for another system\n',
}


def write_session(folder):
    """Write it into a folder; gives the path of the makefile."""
    if not shutil.which('cc'):
        pytest.skip('there is no C compiler')
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace('{here}', str(folder)))
    return folder / 'session' / 'testing_1' / 'Makefile'
