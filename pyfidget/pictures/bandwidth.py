"""How wide the bands of values are: 1, 2 or 5 times a power of ten, so that their numbers are short."""
from pyfidget.elementary.exponential import ln
from pyfidget.operations import op_floor
from pyfidget.rpy import float_text, parse_float, piece

_LEAST, _MOST = 1e-290, 1e290  # beyond these powers of ten are no longer told apart, or infinite


class BandWidth(object):
    """digits * 10 ** exponent: at most the width that is wanted, and nearly two fifths of it or more.

    value  that number
    """
    _immutable_ = True

    def __init__(self, wanted):
        """wanted: above 0."""
        wanted = min(max(wanted, _LEAST), _MOST)
        # One less than it could be: the logarithm may be a little too large.
        self.exponent = int(op_floor(ln(wanted) / ln(10.0))) - 1
        digits = 1
        for larger in [2, 5, 10, 20, 50, 100]:
            if _decimal(larger, self.exponent) <= wanted:
                digits = larger
        self.digits = digits
        self.value = _decimal(digits, self.exponent)

    def text(self, count):
        """So many widths as a decimal number, as short as can be."""
        text = float_text(_decimal(count * self.digits, self.exponent))
        return piece(text, 0, len(text) - 2) if text.endswith('.0') else text


def _decimal(digits, exponent):
    """The double nearest to digits * 10 ** exponent."""
    return parse_float('%de%d' % (digits, exponent))
