"""The command line of `opt`."""
import pytest

from pyfidget.arguments import UsageError
from pyfidget.filters.catalogue import NAMES
from pyfidget.optimiser.options import HELP, parse_opt


def names(options):
    return [one.name for one in options.passes]


def test_what_is_not_said():
    options = parse_opt(['m.vm'])
    assert (options.model, options.output, options.largest_model) == ('m.vm', '-', 268435456)
    assert names(options) == ['fold', 'value-number', 'simplify', 'value-number']
    assert options.region.x.maybe_nan


@pytest.mark.parametrize('words', [['-o', 'n.vm'], ['-on.vm'], ['--output', 'n.vm'], ['--output=n.vm']])
def test_the_output(words):
    assert parse_opt(words + ['m.vm']).output == 'n.vm'


def test_the_passes_are_in_their_order():
    assert names(parse_opt(['--passes', 'simplify,fold,simplify', '-'])) == ['simplify', 'fold', 'simplify']


def test_the_region():
    region = parse_opt(['m.vm', '--region', '-1,2,0.5,0.5']).region
    assert (region.x.lo, region.x.hi, region.y.lo, region.y.hi) == (-1.0, 2.0, 0.5, 0.5)
    assert region.z.maybe_nan and not region.x.maybe_nan
    assert parse_opt(['m.vm', '--region=0,0,0,0,3,4']).region.z.hi == 4.0


def test_a_model_may_look_like_an_option():
    assert parse_opt(['--', '-o']).model == '-o'


@pytest.mark.parametrize('value, word', [('', ''), ('fold,', ''), ('Fold', 'Fold'), ('all', 'all')])
def test_an_unknown_pass(value, word):
    with pytest.raises(UsageError) as fault:
        parse_opt(['m.vm', '--passes', value])
    assert fault.value.message == "--passes: '%s' is none of %s" % (word, ', '.join(NAMES))


def test_the_help_names_all_passes():
    for name in NAMES:
        assert ' %s ' % name in HELP
