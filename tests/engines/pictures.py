"""Views and hand-made programs on which every engine is to draw the scalar one's picture."""
from hypothesis import strategies as st

from pyfidget.grid import View


def views():
    """From the usual one to those where all samples of an axis are the same, or infinite."""
    return st.sampled_from([
        View(), View(0.25, -0.125, 0.5), View(1e-3, 1e3, 1e-7), View(-0.3, 0.7, -1.1), View(0.0, 0.0, 1e300),
        View(7.0, -7.0, 1e9), View(z=0.5), View(0.1, 0.2, 0.3, -1e308),
    ])


SIGNED_ZEROS = '''
    # Zeros with the signs of x and y meet in min and add; a division tells them apart.
    x var-x
    y var-y
    zero const 0
    zx mul x zero
    zy mul y zero
    m min zx zy
    n min m zx
    one const 1
    left div one n
    half const 0.5
    low sub y half
    corner max left low
    plus add n zero
    always div one plus
    never neg always
    r max corner never
    '''
ROOTS = '''
    # Functions that are no number on one side, under the other operations.
    x var-x
    y var-y
    s sqrt x
    half const 0.5
    a sub s half
    l ln y
    k neg l
    m min a k
    kk neg k
    f square kk
    g square k
    zero sub f g
    b add zero m
    c max b m
    d abs x
    e sub d half
    r min c a
    hole neg e
    t max r e
    '''
UNIONS = '''
    # A box without a disc, and a bar across both.
    x var-x
    y var-y
    ax abs x
    ay abs y
    larger max ax ay
    c const 0.75
    box sub larger c
    xx square x
    yy square y
    rr add xx yy
    r sqrt rr
    half const 0.5
    disc sub r half
    hole neg disc
    frame max box hole
    d const 0.125
    thick sub ay d
    bar max thick box
    both min frame bar
    one const 1
    same mul both one
    again min both same
    '''

# What a value goes through before it is hashed: some of it passes on the bits of a mix that is NaN, the rest makes it quiet.
_WAYS = [
    'neg m', 'abs m', 'min m x', 'max y m', 'and one m', 'or m y', 'max m n', 'min n lower', 'mul m one', 'mul one m',
    'div m one', 'add m zero', 'sub m minus', 'sub m zero', 'floor m', 'ceil m', 'round m', 'mod m two', 'square m', 'sqrt m',
    'compare m x', 'not m',
]


def _least(call, count):
    """The least of so many mixes, NaN if one of them is."""
    text = 'least0 var-x\n'
    for i in range(1, count):
        text += 'c%d const %d\nmix%d mix %s\nleast%d min mix%d least%d\n' % (i, i, i, call % i, i, i, i - 1)
    return text.replace('least%d' % (count - 1), 'm')


_MIXES = {'x': _least('x c%d', 30), 'y': _least('c%d y', 30), 'both': _least('xy c%d', 24),
          'constant': 'm mix three-halves two\n'}


def noise(of):
    """The text of a program whose sign is a hash of all that happens to a mix that is NaN at many samples.

    of: 'x', 'y' or 'both', what the mix depends on; or 'constant'
    """
    text = 'x var-x\ny var-y\ntwo const 2\none const 1\nzero const 0\nminus const -0.0\nhalf const 0.5\nthree-halves const 1.5\n'
    text += 'xy mix x y\n' + _MIXES[of] + 'n neg m\nlower min m n\ntotal0 mix xy m\n'
    for i, way in enumerate(_WAYS):
        text += 'way%d %s\ntotal%d mix total%d way%d\n' % (i, way, i + 1, i, i)
    return text + 'noise rand total%d\nr sub noise half\n' % len(_WAYS)
