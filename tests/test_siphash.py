"""SipHash: against the function in plain numbers, which gives the published value."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.siphash import SipHash
from pyfidget.texts import text_of

WORD = 0xFFFFFFFFFFFFFFFF


def reference(data, low, high, rounds, last_rounds):
    """SipHash with a number of rounds for each word and of last ones, of a list of bytes: a number of 64 bits."""
    v = [low ^ 0x736f6d6570736575, high ^ 0x646f72616e646f6d, low ^ 0x6c7967656e657261, high ^ 0x7465646279746573]

    def turned(number, count):
        return (number << count | number >> (64 - count)) & WORD

    def sip():
        for a, b, left, right in [(0, 1, 13, 32), (2, 3, 16, 0), (0, 3, 21, 0), (2, 1, 17, 32)]:
            v[a] = (v[a] + v[b]) & WORD
            v[b] = turned(v[b], left) ^ v[a]
            v[a] = turned(v[a], right)

    words = [data[start:start + 8] for start in range(0, len(data) - 7, 8)]
    numbers = [sum(byte << 8 * place for place, byte in enumerate(word)) for word in words]
    rest = data[8 * len(words):]
    numbers.append(sum(byte << 8 * place for place, byte in enumerate(rest)) | (len(data) & 0xff) << 56)
    for number in numbers:
        v[3] ^= number
        for _ in range(rounds):
            sip()
        v[0] ^= number
    v[2] ^= 0xff
    for _ in range(last_rounds):
        sip()
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def of_bytes(data, low, high):
    """What the project's function gives for a list of bytes, as a number of 64 bits; the text goes on behind them."""
    text = text_of('ab' + ''.join(chr(byte) for byte in data) + 'more text')
    try:
        return SipHash(low, high).of_piece(text, 2, 2 + len(data)) & WORD
    finally:
        text.release()


def test_the_reference_gives_the_papers_value_for_siphash_2_4():
    assert reference(list(range(15)), 0x0706050403020100, 0x0f0e0d0c0b0a0908, 2, 4) == 0xa129ca6149be45e5


def test_the_values_are_those_of_cpython():
    """By `PYTHONHASHSEED=0 python3.11 -c 'print(hash(bytes(range(9))))'`, whose key is zero."""
    for size, expected in [(1, 7541581120933061747), (7, 3389392686435873370), (8, -1525574692105212182),
                           (9, 8471974163824919394), (16, -8542738587087157833), (23, 3977570258815460607)]:
        assert of_bytes(list(range(size)), 0, 0) == expected & WORD


@given(st.lists(st.integers(0, 255), max_size=40), st.integers(-2**63, 2**63 - 1), st.integers(-2**63, 2**63 - 1))
def test_any_piece_under_any_key(data, low, high):
    assert of_bytes(data, low, high) == reference(data, low & WORD, high & WORD, 1, 3)
