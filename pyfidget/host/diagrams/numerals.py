"""Constants in few digits, but in as many as it takes to tell one from another."""
import collections

_FEWEST, _MOST = 4, 17  # significant digits; 17 tell any two doubles apart


def short_numerals(values):
    """A function from each value to its text: it has the fewest digits, from four, with which no other value's is the same."""
    texts = {}
    waiting = {repr(value): value for value in values}
    for digits in range(_FEWEST, _MOST + 1):
        rounded = {key: _round(value, digits) for key, value in waiting.items()}
        counts = collections.Counter(rounded.values())
        texts.update({key: text for key, text in rounded.items() if counts[text] == 1})
        waiting = {key: value for key, value in waiting.items() if key not in texts}
    return lambda value: texts[repr(value)]


def _round(value, digits):
    """The text of a value in so many significant digits; where one fewer than the most is exact, in these."""
    text = f'{value:.{min(digits, _MOST - 1)}g}'
    return text if digits < _MOST or float(text) == value else f'{value:.{_MOST}g}'
