"""The kernel that copies booleans to a lane's tape does what its loop does, and touches nothing else."""
import random
import struct

from hypothesis import given
from hypothesis import strategies as st

from pyfidget.asm.copying import LANE, LIVE, RENAMED, REQUEST_WORDS, TAPE, TARGET
from pyfidget.asm.kernels import COPY
from pyfidget.engines.wide.live_lanes import entries_of
from pyfidget.engines.wide.specialise import specialise_by_loop
from pyfidget.engines.wide.worker import BLOCK, LANES
from tests.asm.memory import NOISE, WORD, Memory
from tests.strategies import scaled


def as_words(kind, numbers):
    data = struct.pack('<%d%s' % (len(numbers), kind), *numbers)
    return list(struct.unpack('<%dQ' % (len(data) // 8), data))


class Booleans(object):
    """What a worker has of a tape and of a lane, drawn from a seed; whatever does not matter is noise."""

    def __init__(self, begin, booleans, place, lane, seed):
        chosen = random.Random(seed)
        self.begin = begin
        self.size = size = begin + booleans
        self.place = place
        self.lane = lane
        blocks = (size + BLOCK - 1) // BLOCK
        self.live = [chosen.getrandbits(48) << 16 | chosen.getrandbits(LANES) for _ in range(BLOCK * blocks)]
        self.renamed = [chosen.randrange(place) for _ in range(2 * ((size + 1) // 2))]
        self.arena = [NOISE] * (2 * (place + booleans + 1))
        self.tape = [chosen.getrandbits(64) for _ in range(2 * size)]
        live_entries = [chosen.getrandbits(64) for _ in range(LANES * blocks)]
        for entry in range(begin, size):
            # Half of them take the entry before, so that there are chains. Of what is live one argument is not known, at least.
            a, b = [chosen.choice([entry - 1, chosen.randrange(entry)]) for _ in range(2)]
            self.tape[2 * entry] = chosen.getrandbits(32) | a << 32
            self.tape[2 * entry + 1] = b
            self.live[chosen.choice([a, b])] |= 1 << lane
        self.live_entries = bytearray(struct.pack('<%dQ' % len(live_entries), *live_entries))

    def blocks(self):
        """Of each 64 entries of which the lane needs some: the first, and which, as bits."""
        for block in range(self.begin // BLOCK, (self.size + BLOCK - 1) // BLOCK):
            entries = entries_of(self, self.lane, block, self.begin, self.size) & WORD
            if entries:
                yield block * BLOCK, entries


@scaled(100)
@given(st.builds(Booleans, st.integers(2, 200), st.integers(1, 150), st.integers(1, 90), st.integers(0, LANES - 1),
                 st.integers(0, 2 ** 32 - 1)))
def test_booleans_are_copied(call, booleans):
    memory = Memory(booleans.arena[:], as_words('i', booleans.renamed), booleans.live, booleans.tape, [0] * REQUEST_WORDS)
    request = {TARGET: memory.address(0), RENAMED: memory.address(1), LIVE: memory.address(2), TAPE: memory.address(3),
               LANE: 1 << booleans.lane}
    memory.fill(4, [request[i] for i in range(REQUEST_WORDS)])
    place = booleans.place
    for first, entries in booleans.blocks():
        place = call(COPY, entries, first, place, memory.address(4), 0, 0)
    assert place == specialise_by_loop(booleans, booleans.tape, 0, booleans.lane, 0, booleans.place, booleans.begin,
                                       booleans.size)
    memory.check([word & WORD for word in booleans.arena], as_words('i', booleans.renamed))
