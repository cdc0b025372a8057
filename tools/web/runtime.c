/* What the translated C asks of a Unix and of the toolchain's own C for one, where there is one thread that nobody waits for, no
   other process, no pages, and no log. */
#include "common_header.h"
#include "src/debug_print.h"
#include "src/thread.h"
#include <sys/mman.h>

Signed rpy_fastgil = 0;
Signed pypy_have_debug_prints = 0;
FILE *pypy_debug_file = NULL;

void RPyGilAllocate(void) { }
void RPyGilAcquireSlowPath(Signed old_fastgil) { }

void pypy_debug_ensure_opened(void) { }
void pypy_debug_start(const char *category) { }
void pypy_debug_stop(const char *category) { }

/* A fork never comes. */
int pthread_atfork(void (*before)(void), void (*in_parent)(void), void (*in_child)(void)) { return 0; }

/* Who wants pages cleared clears them, then. */
int madvise(void *start, size_t size, int advice) { return -1; }
