"""Lines as nearly all models have them, read one after the other.

    _1f add _1c _2

One blank between the tokens and a line end, LF, behind them, and names that say their own place (see names.py). All other
lines, and all that is wrong, are left to parser.py.

What a scanner's time goes into is how long tokens are: nothing can predict it, and each begins where the one before ends. So
all their ends are found before, as bits (Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 28, 2019);
a token's word holds the byte behind it, so that one comparison tells that it is the one expected, that it is not longer, and
what ends it; and one or two arguments are no branch.
"""
from pyfidget import rawmem
from pyfidget.names import OPERATION_NAMES
from pyfidget.numeral import BadNumeral, read_numeral
from pyfidget.operations import ABS, CONST, FIRST_BINARY
from pyfidget.rpy import lowest_bit, without_lowest_bit
from pyfidget.scan import ordinal_to_end, word_to_end

_KNOWN = 57  # bits from any place on that one word holds, read from the byte that the place's own bit is in
_FROM_THERE_ON = -1 << _KNOWN
_LINE_END_FOR_BLANK = (ord(' ') ^ ord('\n')) << 56


def read_fast_lines(text, ends, names, listing, pos):
    """Read lines on from the begin of one; gives where the first one begins that is not of that form, or where one would behind
    the text's end.

    ends: the text's token_ends; names: a NameTable that has_fast_lines; listing: what takes the operations.
    """
    words = names.words
    opcodes = listing.opcodes
    first = listing.first
    second = listing.second
    constants = listing.constants
    index = listing.size
    while pos < text.size:
        # Where the line's first four tokens end. What is too far away is too long in any case.
        bits = rawmem.get_word(ends, pos >> 3) >> (pos & 7) | _FROM_THERE_ON
        name_end = pos + lowest_bit(bits)
        bits = without_lowest_bit(bits)
        operation_end = pos + lowest_bit(bits)
        bits = without_lowest_bit(bits)
        third_end = pos + lowest_bit(bits)
        fourth_end = pos + lowest_bit(without_lowest_bit(bits))
        if word_to_end(text.word(pos), name_end - pos) != words[index]:
            break
        start = name_end + 1
        opcode = OPERATION_NAMES.find(word_to_end(text.word(start), operation_end - start))
        start = operation_end + 1
        has_three = int(text[third_end] == '\n')
        if opcode == CONST:
            if not has_three:
                break
            try:
                constants[index] = read_numeral(text, start, third_end)
            except BadNumeral:
                break
            first[index] = 0
            second[index] = 0
            pos = third_end + 1
        else:
            if opcode < ABS or int(opcode < FIRST_BINARY) != has_three:
                break
            # The last argument is the only one of a unary operation, and read twice.
            has_four = has_three - 1  # as all bits or none
            last = start + (third_end + 1 - start & has_four)
            end = third_end + (fourth_end - third_end & has_four)
            word = text.word(start)
            a = ordinal_to_end(word, third_end - start)
            if a >= index or word_to_end(word, third_end - start) != words[a] ^ (_LINE_END_FOR_BLANK & ~has_four):
                break
            word = text.word(last)
            b = ordinal_to_end(word, end - last)
            if b >= index or word_to_end(word, end - last) != words[b] ^ _LINE_END_FOR_BLANK:
                break
            first[index] = a
            second[index] = b & has_four
            constants[index] = 0.0
            pos = end + 1
        opcodes[index] = opcode
        index += 1
    names.size = index
    listing.size = index
    return pos
