"""How a long run says how far it is."""
from __future__ import annotations

import contextlib
from typing import Callable, Iterator

Progress = Callable[[float], None]  # gets how much is done, from 0 to 1


@contextlib.contextmanager
def reporting(wanted: bool | Progress | None, label: str = 'rendering') -> Iterator[Progress | None]:
    """The function to call with what is done: the given one, or for True a bar of tqdm; None if nothing is wanted.

    ModuleNotFoundError where there is no tqdm.
    """
    if callable(wanted):
        yield wanted
    elif not wanted:
        yield None
    else:
        try:
            from tqdm.auto import tqdm
        except ModuleNotFoundError:
            raise ModuleNotFoundError('progress=True needs tqdm: pip install tqdm', name='tqdm') from None

        with tqdm(total=1.0, desc=label, bar_format='{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}') as bar:
            yield lambda part: bar.update(part - bar.n)
