"""Runs of the quadtree engine for tests: small programs, options, and what random ones are drawn from."""
from pathlib import Path

from hypothesis import strategies as st

from pyfidget.arguments import parse_arguments
from pyfidget.parser import parse

MODELS = Path(__file__).resolve().parents[3] / 'models'

# Inside, outside and neither over 64 x 64 pixels; the last but one is needed by nothing.
DISC = parse('''
    x var-x
    y var-y
    xx square x
    yy square y
    rr add xx yy
    half const 0.5
    disc sub rr half
    nowhere const 5
    unused add disc nowhere
    r min disc nowhere
    ''', 'disc.vm')


def options_of(width, height, *words):
    return parse_arguments([f'--width={width}', f'--height={height}', '--engine=quadtree', *words, '--', 'test.vm'])


def options(*passes):
    """Options of small pictures, with some of the choices of --passes."""
    sizes = st.sampled_from([1, 7, 8, 9, 17, 23, 40])
    words = st.sampled_from(passes or ['all']).map(lambda names: f'--passes={names}')
    return st.builds(options_of, sizes, sizes, words)
