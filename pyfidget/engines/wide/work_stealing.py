"""The regions that wait for a worker: a stack, from whose other end other workers take.

    nodes       | taken | bottom ...    free to take    ... published |      the owner's      ... node_count |

The owner pushes and pops at the top. A region that waits lower lies lower in the arena, too, so that its tape stays as it is
while the owner is at work on those above it. Whoever takes it copies it, under the owner's lock; the owner takes that lock to
pop, and to move its arena. The oldest regions are the largest.
"""
from pyfidget import rawmem, threads
from pyfidget.engines.wide.sleeping import wake_one
from pyfidget.engines.wide.worker import NODE_WORDS
from pyfidget.lowering.entries import ENTRY_WORDS

# A worker's words that others read and change, in a cache line of their own.
_LOCK, _BOTTOM, _PUBLISHED = range(3)
SHARED_WORDS = 8

# The words of a node.
LEFT, TOP, SHIFT, AT, VALUES, COMPARISONS, SIZE = range(NODE_WORDS)


def clear(w):
    """Let nothing wait; nobody else is at work."""
    w.node_count = 0
    if w.has_others:
        w.deque[_LOCK] = w.deque[_BOTTOM] = w.deque[_PUBLISHED] = 0


def push(w, left, top, shift, at, values, comparisons, size):
    """Let a region wait. Others see it with the next `publish` or `pop`."""
    nodes = w.nodes
    node = w.node_count * NODE_WORDS
    nodes[node + LEFT] = left
    nodes[node + TOP] = top
    nodes[node + SHIFT] = shift
    nodes[node + AT] = at
    nodes[node + VALUES] = values
    nodes[node + COMPARISONS] = comparisons
    nodes[node + SIZE] = size
    w.node_count += 1


def pop(w):
    """Where in `nodes` the youngest region is, which does not wait any more; -1 if there is none."""
    if not w.has_others:
        if w.node_count == 0:
            return -1
        w.node_count -= 1
        return w.node_count * NODE_WORDS
    deque = w.deque
    threads.lock(deque, _LOCK)
    if w.node_count == deque[_BOTTOM]:
        w.node_count = 0
        threads.store(deque, _BOTTOM, 0)
        threads.store(deque, _PUBLISHED, 0)
        node = -1
    else:
        w.node_count -= 1
        threads.store(deque, _PUBLISHED, w.node_count)
        node = w.node_count * NODE_WORDS
    threads.unlock(deque, _LOCK)
    return node


def publish(w):
    """Show the others, if there are some, all that waits."""
    if not w.has_others:
        return
    threads.lock(w.deque, _LOCK)
    threads.store(w.deque, _PUBLISHED, w.node_count)
    threads.unlock(w.deque, _LOCK)
    wake_one(w)


def may_take(victim):
    """Whether a worker had something to take a moment ago."""
    return threads.load(victim.deque, _BOTTOM) < threads.load(victim.deque, _PUBLISHED)


def take(w, victim):
    """Copy the oldest region that waits for another worker to this one's stack, which is empty; False if there is none."""
    deque = victim.deque
    threads.lock(deque, _LOCK)
    bottom = deque[_BOTTOM]
    found = bottom < deque[_PUBLISHED]
    if found:
        threads.store(deque, _BOTTOM, bottom + 1)
        _copy(w, victim, bottom * NODE_WORDS)
    threads.unlock(deque, _LOCK)
    return found


def _copy(w, victim, node):
    nodes = victim.nodes
    count = ENTRY_WORDS * nodes[node + SIZE]
    w.arena_used = 0
    reserve(w, count)
    if w.failed:
        return
    source = victim.arena
    at = nodes[node + AT]
    target = w.arena
    i = 0
    while i < count:
        target[i] = source[at + i]
        i += 1
    w.arena_used = count
    push(w, nodes[node + LEFT], nodes[node + TOP], nodes[node + SHIFT], 0, nodes[node + VALUES], nodes[node + COMPARISONS],
         nodes[node + SIZE])


def reserve(w, more):
    """Make room for so many more words behind those that are used in the arena; sets `failed` where there is none."""
    if w.arena_used + more <= w.arena_size:
        return
    size = 2 * (w.arena_used + more)
    arena = rawmem.try_words(size)
    if rawmem.is_missing(arena):
        w.failed = 1
        return
    old = w.arena
    i = 0
    while i < w.arena_used:
        arena[i] = old[i]
        i += 1
    if w.has_others:
        threads.lock(w.deque, _LOCK)
    was_own = w.arena_is_own
    w.arena_is_own = 1
    w.arena = arena
    w.arena_size = size
    if w.has_others:
        threads.unlock(w.deque, _LOCK)
    if was_own:
        rawmem.free_lines(old)
