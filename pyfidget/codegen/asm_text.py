"""The code of a unit as text for GNU as: what it assembles to is, byte for byte, what runs.

A small reader of machine code, for the instructions that `writer.py` writes. Each step of the allocator is a comment.
"""
from pyfidget import rawmem
from pyfidget.asm import encoder, evex
from pyfidget.codegen.instructions import COPY, PLAIN_MIN, has_two
from pyfidget.codegen.steps import LOAD, STORE, kind_of, value_of
from pyfidget.operations import OPERATIONS

_GENERAL = ['rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi', 'r8', 'r9', 'r10', 'r11']
_HALVES = {0: 'eax', 10: 'r10d'}

# How operands stand: target, first, second; target, second; second, target; the same with a number, or with a register in it; and
# a general register; and a mask, first, second and a number.
_THREE, _TWO, _STORED, _THREE_NUMBER, _TWO_NUMBER, _FOUR, _BITS, _INTO_MASK = range(8)
_VECTORS = {
    encoder.VADDPD: ('vaddpd', _THREE), encoder.VSUBPD: ('vsubpd', _THREE), encoder.VMULPD: ('vmulpd', _THREE),
    encoder.VDIVPD: ('vdivpd', _THREE), encoder.VMINPD: ('vminpd', _THREE), encoder.VMAXPD: ('vmaxpd', _THREE),
    encoder.VANDPD: ('vandpd', _THREE), encoder.VORPD: ('vorpd', _THREE), encoder.VXORPD: ('vxorpd', _THREE),
    encoder.VFNMADD231PD: ('vfnmadd231pd', _THREE), encoder.VSQRTPD: ('vsqrtpd', _TWO), encoder.VMOVUPD: ('vmovupd', _TWO),
    encoder.VMOVAPD: ('vmovapd', _TWO), encoder.VMOVUPD_STORE: ('vmovupd', _STORED), encoder.VCMPPD: ('vcmppd', _THREE_NUMBER),
    encoder.VROUNDPD: ('vroundpd', _TWO_NUMBER), encoder.VBLENDVPD: ('vblendvpd', _FOUR),
    encoder.VMOVMSKPD: ('vmovmskpd', _BITS),
}
_WIDE_VECTORS = dict((evex.widened(_instruction), _row) for _instruction, _row in _VECTORS.items())
_WIDE_VECTORS.update({evex.widened(encoder.VROUNDPD): ('vrndscalepd', _TWO_NUMBER), evex.VBLENDMPD: ('vblendmpd', _THREE),
                      evex.widened(encoder.VCMPPD): ('vcmppd', _INTO_MASK)})


class _Reader(object):
    """Reads one instruction after the other from a block of code."""

    def __init__(self, block, name):
        self.block = block
        self.name = name
        self.at = 0

    def byte(self):
        value = rawmem.get_byte(self.block, self.at)
        self.at += 1
        return value

    def signed(self, count):
        """A number of 1 or 4 bytes."""
        value = 0
        for i in range(count):
            value |= self.byte() << 8 * i
        return value - (1 << 8 * count) if value >> 8 * count - 1 else value

    def instruction(self):
        """The next one as text."""
        first = self.byte()
        if first == 0xC5 or first == 0xC4:
            return self._vector(first)
        if first == 0x62:
            return self._wide_vector()
        if first == 0x48 or first == 0x49:
            opcode = self.byte()
            register = _GENERAL[self.byte() & 7 | (first & 1) << 3]
            return 'add %s, %d' % (register, self.signed(1 if opcode == 0x83 else 4))
        if first == 0xB8:
            return 'mov eax, %d' % self.signed(4)
        if first == 0xFF:
            self.byte()
            return 'call [rdi]'
        if first == 0x44:
            self.at += 2
            return 'and eax, r10d'
        if first == 0x83:
            self.byte()
            return 'cmp eax, %d' % self.byte()
        if first == 0x74:
            return 'je %s' % self._target(1)
        if first == 0x72:
            return 'jc %s' % self._target(1)
        if first == 0xEB:
            return 'jmp %s' % self._target(1)
        if first == 0x75:
            return 'jne %s' % self._target(1)
        if first == 0x0F:
            self.byte()
            return 'jne %s' % self._target(4)
        assert first == 0xC3
        return 'ret'

    def _target(self, count):
        distance = self.signed(count)
        return label(self.name, self.at + distance)

    def _vector(self, first):
        second = self.byte()
        if first == 0xC5:
            rest = second & 0x7F
            extensions = second & 0x80 | 0x60
            escape = 1
        else:
            rest = self.byte()
            extensions = second & 0xE0
            escape = second & 0x1F
        opcode = self.byte()
        if opcode == 0x77:
            return 'vzeroupper'
        if opcode == evex.KORTEST >> 16 & 0xff:
            self.at += 1
            return 'kortestb k1, k1'
        word = 0xC4 | (0xE0 | escape) << 8 | (rest & 0x87 | 0x78) << 16 | opcode << 24
        name, form = _VECTORS[word]
        operand = self.byte()
        number = operand >> 3 & 7 | (0 if extensions & 0x80 else 8)
        other = self._operand(operand, 0 if extensions & 0x20 else 8, 'ymm', 1)
        if form == _BITS:
            return '%s %s, %s' % (name, _HALVES[number], other)
        return self._text(name, form, 'ymm%d' % number, 'ymm%d' % (~(rest >> 3) & 15), other)

    def _wide_vector(self):
        escapes = self.byte()
        rest = self.byte()
        more = self.byte()
        opcode = self.byte()
        name, form = _WIDE_VECTORS[evex.without_registers(escapes, rest, opcode)]
        operand = self.byte()
        number = operand >> 3 & 7 | (0 if escapes & 0x80 else 8) | (0 if escapes & 0x10 else 16)
        extension = (0 if escapes & 0x20 else 8) | (0 if escapes & 0x40 else 16)
        other = self._operand(operand, extension, 'zmm', 64)
        source = 'zmm%d' % (~(rest >> 3) & 15 | (0 if more & 8 else 16))
        mask = '{k%d}' % (more & 7) if more & 7 else ''
        zeroed = '{z}' if more & 0x80 else ''
        if form == _INTO_MASK:
            return '%s k%d%s, %s, %s, %d' % (name, number, mask, source, other, self.byte())
        return self._text(name, form, 'zmm%d%s%s' % (number, mask, zeroed), source, other)

    def _text(self, name, form, target, source, other):
        if form == _THREE:
            return '%s %s, %s, %s' % (name, target, source, other)
        if form == _TWO:
            return '%s %s, %s' % (name, target, other)
        if form == _STORED:
            return '%s %s, %s' % (name, other, target)
        if form == _THREE_NUMBER:
            return '%s %s, %s, %s, %d' % (name, target, source, other, self.byte())
        if form == _TWO_NUMBER:
            return '%s %s, %s, %d' % (name, target, other, self.byte())
        assert form == _FOUR
        return '%s %s, %s, %s, ymm%d' % (name, target, source, other, self.byte() >> 4)

    def _operand(self, operand, extension, registers, unit):
        """unit: bytes that a displacement of one byte counts."""
        mode = operand >> 6
        register = operand & 7 | extension
        if mode == 3:
            return '%s%d' % (registers, register)
        if mode == 0:
            return '[%s]' % _GENERAL[register]
        displacement = unit * self.signed(1) if mode == 1 else self.signed(4)
        return '[%s%s%d]' % (_GENERAL[register], '+' if displacement >= 0 else '', displacement)


def label(name, offset):
    return name if offset == 0 else '.L%s_%d' % (name, offset)


def assembly_lines(u, block, size, name):
    """The code of a unit, `size` bytes in a block, as a function of some name: pieces of text."""
    targets = _jump_targets(block, size, name)
    comments = _comments(u)
    lines = ['        .globl %s\n%s:\n' % (name, name)]
    reader = _Reader(block, name)
    while reader.at < size:
        at = reader.at
        if at in targets:
            lines.append('%s:\n' % label(name, at))
        text = reader.instruction()
        comment = comments.get(at, '')
        lines.append('        %s# %s\n' % (_padded(text), comment) if comment else '        %s\n' % text)
    return lines


def _padded(text):
    return text + ' ' * max(44 - len(text), 1)


def _jump_targets(block, size, name):
    """Where jumps go."""
    targets = {}
    reader = _Reader(block, name)
    while reader.at < size:
        text = reader.instruction()
        if text.startswith('j'):
            place = text.rfind('_')
            if place >= 0 and text.find('.L') >= 0:
                targets[_number(text, place + 1)] = True
    return targets


def _number(text, start):
    number = 0
    for i in range(start, len(text)):
        number = 10 * number + ord(text[i]) - ord('0')
    return number


def _comments(u):
    """For each place in the code where a step begins, what it does."""
    comments = {}
    for i in range(u.step_count):
        step = u.steps[i]
        value = value_of(step)
        place = rawmem.get_int(u.links, i)
        if kind_of(step) == LOAD:
            comments[place] = 'load v%d' % value
        elif kind_of(step) == STORE:
            comments[place] = 'store v%d' % value
        else:
            comments[place] = _operation_text(u, value)
    return comments


def _operation_text(u, value):
    instruction = rawmem.get_int(u.opcodes, value)
    text = 'v%d = %s v%d' % (value, _name(instruction), rawmem.get_int(u.first, value))
    if has_two(instruction):
        text += ' v%d' % rawmem.get_int(u.second, value)
    return text


def _name(instruction):
    if instruction == COPY:
        return 'copy'
    if instruction > COPY:
        return 'min' if instruction == PLAIN_MIN else 'max'
    return OPERATIONS[instruction].name
