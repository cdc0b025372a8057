"""The encoder gives the very bytes that the system's assembler gives."""
import platform
import random
import subprocess

import pytest

from pyfidget.asm import encoder
from pyfidget.asm.encoder import RAX, Assembler, at, indexed

GENERAL = 'rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15'.split()
GENERAL_32 = 'eax ecx edx ebx esp ebp esi edi r8d r9d r10d r11d r12d r13d r14d r15d'.split()
XMM = ['xmm%d' % i for i in range(16)]
YMM = ['ymm%d' % i for i in range(16)]
RSP = 4

PAIRS = [(i, j) for i in range(16) for j in range(16)]
TRIPLES = [(i, j, (5 * i + 3 * j) % 16) for i, j in PAIRS]  # every pair of registers in every two of the three positions
DISPLACEMENTS = [-2 ** 31, -129, -128, -1, 0, 1, 127, 128, 0x12345678, 2 ** 31 - 1]
# Each as a text and an operand.
MEMORIES = [('[%s %+d]' % (GENERAL[base], displacement), at(base, displacement))
            for base in range(16) for displacement in DISPLACEMENTS]
MEMORIES += [('[%s + %s*%d %+d]' % (GENERAL[base], GENERAL[index], scale, displacement),
              indexed(base, index, scale, displacement))
             for base in range(16) for index in range(16) if index != RSP for scale in (1, 2, 4, 8)
             for displacement in [DISPLACEMENTS[(base + index) % 10]]]
BYTES = [0, 1, 2, 127, 128, 255]

SUMS_AND_THE_LIKE = [
    'vaddpd', 'vsubpd', 'vmulpd', 'vminpd', 'vmaxpd', 'vpackssdw', 'vpacksswb', 'vpackusdw', 'vpackuswb', 'vpaddb', 'vpsubb',
    'vpsubd', 'vpshufb', 'vpminub', 'vpminsd', 'vpmaxsd', 'vpand', 'vpor', 'vpxor', 'vpcmpeqb', 'vpcmpeqq', 'vpcmpgtb',
    'vpcmpgtd', 'vpcmpgtq', 'vpaddq', 'vpsubq', 'vdivpd', 'vandpd', 'vandnpd', 'vorpd', 'vxorpd', 'vunpcklpd', 'vunpckhpd',
    'vfmadd213pd', 'vfmadd231pd', 'vfmsub213pd', 'vfmsub231pd', 'vfnmadd231pd',
    'vpunpcklbw', 'vpunpcklwd', 'vpunpckhwd', 'vpunpckldq', 'vpunpckhdq']
LOADS = [(encoder.VMOVUPD, 'vmovupd', YMM), (encoder.VMOVUPD_HALF, 'vmovupd', XMM), (encoder.VBROADCASTSD, 'vbroadcastsd', YMM),
         (encoder.VPBROADCASTQ, 'vpbroadcastq', YMM), (encoder.VPBROADCASTD, 'vpbroadcastd', YMM),
         (encoder.VPABSB, 'vpabsb', YMM), (encoder.VBROADCASTF128, 'vbroadcastf128', YMM),
         (encoder.VSQRTPD, 'vsqrtpd', YMM)]
STORES = [(encoder.VMOVUPD_STORE, 'vmovupd', YMM), (encoder.VMOVLPS_STORE, 'vmovlps', XMM),
          (encoder.VMOVHPS_STORE, 'vmovhps', XMM)]
PREDICATES = [(encoder.LESS_THAN, 'vcmplt_oqpd'), (encoder.LESS_OR_EQUAL, 'vcmple_oqpd'),
              (encoder.GREATER_OR_EQUAL, 'vcmpge_oqpd'), (encoder.GREATER_THAN, 'vcmpgt_oqpd'),
              (encoder.EQUAL, 'vcmpeqpd'), (encoder.UNORDERED, 'vcmpunordpd'),
              (encoder.NOT_EQUAL, 'vcmpneqpd'), (encoder.NOT_LESS, 'vcmpnlt_uqpd'), (encoder.NOT_GREATER, 'vcmpngt_uqpd')]


def says(tool, words):
    try:
        return words in subprocess.check_output([tool, '--version']).decode('ascii', 'replace')
    except OSError:
        return False


@pytest.fixture
def assemble(tmp_path):
    """A function: a text's machine code, as a list of bytes."""
    if platform.machine() != 'x86_64':
        pytest.skip('no assembler for x86-64: this is another machine')
    if not says('as', 'GNU assembler') or not says('objcopy', 'GNU objcopy'):
        pytest.skip('no GNU assembler here: as or objcopy is missing')

    def assemble(text):
        source, module, code = [str(tmp_path / name) for name in ('source.s', 'module.o', 'code')]
        with open(source, 'w') as lines:
            lines.write('.intel_syntax noprefix\n' + text)
        subprocess.check_call(['as', '--64', '-o', module, source])
        subprocess.check_call(['objcopy', '-O', 'binary', '-j', '.text', module, code])
        with open(code, 'rb') as result:
            return list(bytearray(result.read()))
    return assemble


@pytest.fixture
def check(assemble):
    """A function: compare the code of instructions, pairs of a text and of calls of the encoder, with the assembler's."""
    def check(cases):
        # Each instruction has 16 bytes to itself, so that one of a wrong length does not shift the others.
        code = assemble(''.join('%s\n.p2align 4, 0xcc\n' % text for text, _ in cases))
        assert len(code) == 16 * len(cases) > 0
        wrong = []
        for i, (text, calls) in enumerate(cases):
            own = encode(*calls)
            if own + [0xcc] * (16 - len(own)) != code[16 * i:16 * i + 16]:
                wrong.append((text, own, code[16 * i:16 * i + 16]))
        assert wrong == []
    return check


def encode(*calls):
    """The code of calls of the encoder: the name of a method, its arguments."""
    assembler = Assembler(bytearray(64))
    for call in calls:
        getattr(assembler, call[0])(*call[1:])
    return assembler.code()


def long_or_short(memory):
    """What tells the assembler how long a displacement is, where it would leave one of 0 out."""
    return '{disp8}' if -128 <= memory >> 32 < 128 else '{disp32}'


def with_memories():
    """All kinds of operands in memory: two registers, the operand, its text, and what tells how long its displacement is."""
    chosen = random.Random(1)
    return [(chosen.randrange(16), chosen.randrange(16), memory, text, long_or_short(memory)) for text, memory in MEMORIES]


# ---- vector instructions ----

@pytest.mark.parametrize('name', SUMS_AND_THE_LIKE)
def test_vector_instructions_of_three_operands(check, name):
    instruction = getattr(encoder, name.upper())
    check([('{vex3} %s %s, %s, %s' % (name, YMM[i], YMM[j], YMM[k]), [('vector', instruction, i, j, k)]) for i, j, k in TRIPLES]
          + [('{vex3} %s %s %s, %s, %s' % (length, name, YMM[i], YMM[j], text),
              [('vector_memory', instruction, i, j, memory)]) for i, j, memory, text, length in with_memories()])


@pytest.mark.parametrize('predicate, name', PREDICATES)
def test_comparisons(check, predicate, name):
    end = ('immediate', predicate)
    check([('{vex3} %s %s, %s, %s' % (name, YMM[i], YMM[j], YMM[k]), [('vector', encoder.VCMPPD, i, j, k), end])
           for i, j, k in TRIPLES]
          + [('{vex3} %s %s %s, %s, %s' % (length, name, YMM[i], YMM[j], text),
              [('vector_memory', encoder.VCMPPD, i, j, memory), end]) for i, j, memory, text, length in with_memories()])


@pytest.mark.parametrize('instruction, name, registers', LOADS)
def test_loads_of_vectors(check, instruction, name, registers):
    check([('{vex3} %s %s %s, %s' % (length, name, registers[i], text), [('vector_memory', instruction, i, 0, memory)])
           for i, _, memory, text, length in with_memories()])


@pytest.mark.parametrize('instruction, name, registers', STORES)
def test_stores_of_vectors(check, instruction, name, registers):
    check([('{vex3} %s %s %s, %s' % (length, name, text, registers[i]), [('vector_memory', instruction, i, 0, memory)])
           for i, _, memory, text, length in with_memories()])


def test_half_a_vector_is_inserted_from_memory(check):
    check([('{vex3} %s vinsertf128 %s, %s, %s, %d' % (length, YMM[i], YMM[j], text, i % 2),
            [('vector_memory', encoder.VINSERTF128, i, j, memory), ('immediate', i % 2)])
           for i, j, memory, text, length in with_memories()])


def test_vector_instructions_of_two_registers(check):
    check([('{vex3} %s %s, %s' % (name, destinations[i], sources[j]), [('vector', instruction, i, 0, j)])
           for instruction, name, destinations, sources in [
               (encoder.VPBROADCASTQ, 'vpbroadcastq', YMM, XMM), (encoder.VPBROADCASTD, 'vpbroadcastd', YMM, XMM),
               (encoder.VPBROADCASTW, 'vpbroadcastw', YMM, XMM), (encoder.VPABSB, 'vpabsb', YMM, YMM),
               (encoder.VMOVMSKPS, 'vmovmskps', GENERAL_32, YMM),
               (encoder.VMOVD, 'vmovd', XMM, GENERAL_32), (encoder.VMOVQ, 'vmovq', XMM, GENERAL),
               (encoder.VPMOVMSKB, 'vpmovmskb', GENERAL_32, YMM), (encoder.VMOVMSKPD, 'vmovmskpd', GENERAL_32, YMM),
               (encoder.VSQRTPD, 'vsqrtpd', YMM, YMM), (encoder.VMOVAPD, 'vmovapd', YMM, YMM)]
           for i, j in PAIRS])


@pytest.mark.parametrize('how', [encoder.DOWN, encoder.UP, encoder.TO_ZERO])
def test_rounding(check, how):
    check([('{vex3} vroundpd %s, %s, %d' % (YMM[i], YMM[j], how), [('vector', encoder.VROUNDPD, i, 0, j), ('immediate', how)])
           for i, j in PAIRS]
          + [('{vex3} %s vroundpd %s, %s, %d' % (length, YMM[i], text, how),
              [('vector_memory', encoder.VROUNDPD, i, 0, memory), ('immediate', how)])
             for i, _, memory, text, length in with_memories()])


@pytest.mark.parametrize('name', ['vsubpd', 'vdivpd', 'vfnmadd231pd', 'vpermq', 'vblendvpd'])
def test_short_prefixes_are_where_the_assembler_has_them(assemble, name):
    texts = []
    assembler = Assembler(bytearray(1 << 20), True)
    for i, j, k in TRIPLES:
        if name == 'vpermq':
            texts.append('vpermq %s, %s, 1' % (YMM[i], YMM[k]))
            assembler.vector(encoder.VPERMQ, i, 0, k)
            assembler.immediate(1)
        elif name == 'vblendvpd':
            texts.append('vblendvpd %s, %s, %s, %s' % (YMM[i], YMM[j], YMM[k], YMM[i]))
            assembler.vector(encoder.VBLENDVPD, i, j, k)
            assembler.immediate(i << 4)
        else:
            texts.append('%s %s, %s, %s' % (name, YMM[i], YMM[j], YMM[k]))
            assembler.vector(getattr(encoder, name.upper()), i, j, k)
    if name in ('vsubpd', 'vdivpd'):
        for i, j, memory, text, length in with_memories():
            texts.append('%s %s %s, %s, %s' % (length, name, YMM[i], YMM[j], text))
            assembler.vector_memory(getattr(encoder, name.upper()), i, j, memory)
    assert assembler.code() == assemble('\n'.join(texts) + '\n')


def test_quarters_of_a_vector_are_put_in_order(check):
    check([('{vex3} %s %s, %s, %d' % (name, YMM[i], YMM[j], order), [('vector', instruction, i, 0, j), ('immediate', order)])
           for instruction, name in [(encoder.VPERMQ, 'vpermq'), (encoder.VPSHUFD, 'vpshufd')]
           for i, j in PAIRS for order in BYTES])


def test_numbers_of_pairs_are_chosen(check):
    check([('{vex3} %s vpermilpd %s, %s, %d' % (length, YMM[i], text, which),
            [('vector_memory', encoder.VPERMILPD, i, 0, memory), ('immediate', which)])
           for i, which, memory, text, length in with_memories()])


def test_quarters_of_two_vectors_are_chosen(check):
    check([('{vex3} %s %s, %s, %s, %d' % (name, YMM[i], YMM[j], YMM[k], which),
            [('vector', instruction, i, j, k), ('immediate', which)])
           for instruction, name in [(encoder.VSHUFPS, 'vshufps'), (encoder.VPERM2I128, 'vperm2i128')]
           for i, j, k in TRIPLES for which in BYTES])


def test_shifts_of_vectors(check):
    check([('{vex3} %s %s, %s, %d' % (name, YMM[i], YMM[j], count),
            [('vector', instruction, number, i, j), ('immediate', count)])
           for instruction, number, name in [(encoder.VPSRLW, encoder.VPSRLW_NUMBER, 'vpsrlw'),
                                             (encoder.VPSRLDQ, encoder.VPSRLDQ_NUMBER, 'vpsrldq')]
           for i, j in PAIRS for count in (1, 8, 15)])


def test_shifts_of_words_in_vectors(check):
    check([('{vex3} %s %s, %s, %d' % (name, YMM[i], YMM[j], count),
            [('vector', instruction, number, i, j), ('immediate', count)])
           for instruction, number, name in [(encoder.VPSLLQ, encoder.VPSLLQ_NUMBER, 'vpsllq'),
                                             (encoder.VPSRLQ, encoder.VPSRLQ_NUMBER, 'vpsrlq')]
           for i, j in PAIRS for count in (1, 63)])


def test_words_are_taken_from_a_vector(check):
    check([('{vex3} vmovq %s, %s' % (GENERAL[i], XMM[j]), [('vector', encoder.VMOVQ_OUT, j, 0, i)]) for i, j in PAIRS]
          + [('{vex3} vpextrq %s, %s, 1' % (GENERAL[i], XMM[j]), [('vector', encoder.VPEXTRQ, j, 0, i), ('immediate', 1)])
             for i, j in PAIRS]
          + [('{vex3} vextracti128 %s, %s, 1' % (XMM[i], YMM[j]),
              [('vector', encoder.VEXTRACTI128, j, 0, i), ('immediate', 1)]) for i, j in PAIRS])


def test_blending_has_a_register_in_its_last_byte(check):
    check([('vblendvpd %s, %s, %s, %s' % (YMM[i], YMM[j], YMM[k], YMM[i ^ j]),
            [('vector', encoder.VBLENDVPD, i, j, k), ('immediate', (i ^ j) << 4)]) for i, j, k in TRIPLES])


# ---- general instructions ----

@pytest.mark.parametrize('registers, loads, stores', [
    (GENERAL, [('mov', 'load_64'), ('lea', 'load_address')], [('mov', 'store_64')]),
    (GENERAL_32, [('mov', 'load_32')], [('mov', 'store_32'), ('test', 'test_32')]),
])
def test_loads_and_stores(check, registers, loads, stores):
    cases = []
    for i, _, memory, place, length in with_memories():
        cases += [('%s %s %s, %s' % (length, name, registers[i], place), [(method, i, memory)]) for name, method in loads]
        cases += [('%s %s %s, %s' % (length, name, place, registers[i]), [(method, memory, i)]) for name, method in stores]
    check(cases)


def test_registers_are_saved_and_come_back(check):
    check([('%s %s' % (name, GENERAL[i]), [(name, i)]) for name in ('push', 'pop') for i in range(16)])


def test_general_instructions_of_two_registers(check):
    check([('%s %s, %s' % (name, GENERAL[i], GENERAL[j]), [(method, i, j)])
           for name, method in [('mov', 'move'), ('cmp', 'compare'), ('add', 'add'), ('and', 'bit_and'),
                                  ('or', 'bit_or'), ('xor', 'exclusive_or'), ('tzcnt', 'lowest_bit'),
                                  ('cmove', 'move_if_equal'), ('cmovne', 'move_if_not_equal')] for i, j in PAIRS])


def test_constants_of_general_instructions(check):
    check([('%s %s, %d' % (name, GENERAL[i], constant), [(method, i, constant)])
           for name, method in [('add', 'add_constant'), ('and', 'and_constant'), ('cmp', 'compare_constant')]
           for i in range(16) for constant in range(-128, 128)])


@pytest.mark.parametrize('constant', [128, 256, -129, 65536, 2 ** 31 - 1, -2 ** 31])
def test_large_constants_of_general_instructions(check, constant):
    # The accumulator has a shorter form, which the assembler takes.
    check([('%s %s, %d' % (name, GENERAL[i], constant), [(method, i, constant)])
           for name, method in [('add', 'add_large_constant'), ('and', 'and_large_constant')] for i in range(1, 16)])
    check([('imul %s, %s, %d' % (GENERAL[i], GENERAL[i], constant), [('multiply_constant', i, constant)]) for i in range(16)])


def test_the_accumulator_and_a_large_constant_are_no_other_form():
    for name in ('add_large_constant', 'and_large_constant'):
        assert encode((name, RAX, 511)) == [byte - (1 if i == 2 else 0) for i, byte in enumerate(encode((name, RAX + 1, 511)))]


@pytest.mark.parametrize('constant', [0, 1, 128, 65536, 2 ** 31 - 1])
def test_a_register_becomes_a_constant(check, constant):
    check([('mov %s, %d' % (GENERAL_32[i], constant), [('move_constant', i, constant)]) for i in range(16)])


@pytest.mark.parametrize('word', [-2 ** 63, 2 ** 63 - 1, 0x123456789abcdef0])
def test_a_register_becomes_a_word(check, word):
    check([('movabs %s, %d' % (GENERAL[i], word), [('move_word', i, word)]) for i in range(16)])


def test_shifts(check):
    check([('shl %s, %d' % (GENERAL[i], count), [('shift_left', i, count)]) for i in range(16) for count in range(2, 64)])


def test_a_shift_by_one_is_no_other_form():
    # The assembler has a shorter one for it.
    for i in range(16):
        assert encode(('shift_left', i, 1)) == encode(('shift_left', i, 2))[:-1] + [1]


def test_instructions_without_operands(check):
    check([('vzeroupper', [('vzeroupper',)]), ('ret', [('ret',)])])


# ---- jumps ----

DISTANCES = [0, 1, 127, 128, 129, 300, 70000]


@pytest.mark.parametrize('method, name', [('jump_back_if_equal', 'je'), ('jump_back_if_not_equal', 'jne')])
@pytest.mark.parametrize('distance', DISTANCES)
def test_a_jump_back(assemble, distance, method, name):
    a = Assembler(bytearray(distance + 64))
    a.ret()
    loop = a.position()
    for _ in range(distance):
        a.immediate(0x90)
    getattr(a, method)(loop)
    a.ret()
    assert a.code() == assemble('ret\nthere: .fill %d, 1, 0x90\n{disp32} %s there\nret\n' % (distance, name))


@pytest.mark.parametrize('distance', DISTANCES)
def test_a_jump_ahead(assemble, distance):
    a = Assembler(bytearray(distance + 64))
    jump = a.jump_ahead_if_not_equal()
    for _ in range(distance):
        a.immediate(0x90)
    a.land(jump)
    a.jump_back(0)
    assert a.code() == assemble('back: {disp32} jne there\n.fill %d, 1, 0x90\nthere: {disp32} jmp back\n' % distance)


@pytest.mark.parametrize('distance', DISTANCES)
def test_a_constant_in_the_code(assemble, distance):
    a = Assembler(bytearray(distance + 128))
    a.vector_memory(encoder.VADDPD, 3, 9, encoder.ahead())
    place = a.position()
    for _ in range(distance):
        a.immediate(0x90)
    a.align(32)
    a.land(place)
    a.data(-2)
    assert a.code() == assemble('{vex3} vaddpd ymm3, ymm9, [rip + constant]\n.fill %d, 1, 0x90\n.p2align 5, 0xcc\n'
                                'constant: .quad -2\n' % distance)


def test_a_call_of_an_address_in_a_register(check):
    check([('call %s' % GENERAL[i], [('call', i)]) for i in range(16)])


def test_a_call_of_an_address_in_memory(check):
    check([('%s call qword ptr %s' % (long_or_short(memory), text), [('call_address_at', memory)])
           for text, memory in MEMORIES])


def test_a_jump_to_an_address_in_memory(check):
    check([('%s jmp qword ptr %s' % (long_or_short(memory), text), [('jump_to_address_at', memory)])
           for text, memory in MEMORIES])
