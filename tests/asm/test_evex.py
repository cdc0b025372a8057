"""Instructions of 512 bits are the very bytes that the system's assembler gives."""
import random

import pytest

from pyfidget import rawmem
from pyfidget.asm import encoder, evex
from pyfidget.asm.encoder import R8, RDI, RSP, at
from pyfidget.codegen.unit import AVX512_LANES, new_unit
from pyfidget.codegen.writer import immediate, put, wide_memory, wide_vector
from tests.asm.test_encoder import GENERAL, assemble  # noqa: F401

THREE = ['vaddpd', 'vsubpd', 'vmulpd', 'vdivpd', 'vminpd', 'vmaxpd', 'vandpd', 'vorpd', 'vxorpd', 'vfnmadd231pd']
DISPLACEMENTS = [0, 64, 128, 8128, 8192, -64, -8192, -8256, 8, 65, 1 << 20]
MASKS = [('', 0), ('{k1}', evex.masked(1)), ('{k3}', evex.masked(3)), ('{k7}{z}', evex.masked(7) | evex.ZEROED)]


@pytest.fixture
def check(assemble):  # noqa: F811
    """A function: compare pairs of a text and a function that writes it to a unit."""
    def check(cases):
        u = new_unit(8, AVX512_LANES)
        u.code = bytearray(16 * len(cases) + 16)
        u.code_size = 0
        for _, write in cases:
            write(u)
        code = [rawmem.get_byte(u.code, i) for i in range(u.code_size)]
        assert code == assemble(''.join(text + '\n' for text, _ in cases))
    return check


def registers(count):
    source = random.Random(count)
    return [[source.randrange(32) for _ in range(3)] for _ in range(count)]


def memories():
    return [('[%s%+d]' % (GENERAL[base], displacement), at(base, displacement))
            for base in (RDI, R8, RSP, encoder.RBP, encoder.R12, encoder.R13) for displacement in DISPLACEMENTS]


@pytest.mark.parametrize('name', THREE)
def test_instructions_of_three_operands(check, name):
    word = evex.widened(getattr(encoder, name.upper()))
    check([('%s zmm%d%s, zmm%d, zmm%d' % (name, i, mask, j, k),
            lambda u, i=i, j=j, k=k, bits=bits: wide_vector(u, word | bits, i, j, k))
           for i, j, k in registers(40) for mask, bits in MASKS]
          + [('%s zmm%d%s, zmm%d, %s' % (name, i, mask, j, text),
              lambda u, i=i, j=j, memory=memory, bits=bits: wide_memory(u, word | bits, i, j, memory))
             for (i, j, _), (text, memory) in zip(registers(99), memories()) for mask, bits in MASKS])


@pytest.mark.parametrize('name', ['vsqrtpd', 'vmovupd'])
def test_instructions_of_two_operands(check, name):
    word = evex.widened(getattr(encoder, name.upper()))
    check([('%s zmm%d, %s' % (name, i, text), lambda u, i=i, memory=memory: wide_memory(u, word, i, 0, memory))
           for (i, _, _), (text, memory) in zip(registers(99), memories())])


def test_stores_and_moves(check):
    store, move = evex.widened(encoder.VMOVUPD_STORE), evex.widened(encoder.VMOVAPD)
    check([('vmovupd %s, zmm%d' % (text, i), lambda u, i=i, memory=memory: wide_memory(u, store, i, 0, memory))
           for (i, _, _), (text, memory) in zip(registers(99), memories())]
          + [('vmovapd zmm%d, zmm%d' % (i, j), lambda u, i=i, j=j: wide_vector(u, move, i, 0, j)) for i, j, _ in registers(60)])


def test_comparisons_choices_and_roundings(check):
    compare, rounded = evex.widened(encoder.VCMPPD), evex.widened(encoder.VROUNDPD)

    def write(word, number, *operands):
        def written(u):
            wide_vector(u, word, *operands)
            if number >= 0:
                immediate(u, number)
        return written

    cases = [('kortestb k1, k1', lambda u: put(u, evex.KORTEST, 4))]
    for i, j, _ in registers(60):
        cases += [('vcmppd k2, zmm%d, zmm%d, 3' % (i, j), write(compare, 3, 2, i, j)),
                  ('vcmppd k1{k1}, zmm%d, zmm%d, 17' % (i, j), write(compare | evex.masked(1), 17, 1, i, j)),
                  ('vrndscalepd zmm%d, zmm%d, 11' % (i, j), write(rounded, 11, i, 0, j)),
                  ('vblendmpd zmm5{k1}, zmm%d, zmm%d' % (i, j), write(evex.VBLENDMPD | evex.masked(1), -1, 5, i, j))]
    check(cases)
