"""Kernels are there to be called only where the processor can run them, memory can be had, and they are wanted."""
import pytest

from pyfidget.asm import loaded
from pyfidget.asm.kernels import CODE_BYTES, KERNELS, Kernels
from pyfidget.asm.loaded import LoadedKernels
from pyfidget.pool import LARGE_PAGE, Pool


def load(wanted):
    return LoadedKernels(Pool(LARGE_PAGE, False), wanted)


def test_there_are_none_untranslated():
    assert load(True).exist is False


@pytest.mark.parametrize('wanted, can_run, start', [(False, True, 4096), (True, False, 4096), (True, True, 0)])
def test_there_are_none_that_are_unwanted_or_cannot_run_or_have_no_room(monkeypatch, wanted, can_run, start):
    monkeypatch.setattr(loaded, 'has_avx2', lambda: can_run)
    monkeypatch.setattr(loaded, 'load_code', lambda code, count: start)
    assert load(wanted).exist is False


def test_they_begin_where_their_code_was_put(monkeypatch):
    monkeypatch.setattr(loaded, 'has_avx2', lambda: True)
    monkeypatch.setattr(loaded, 'load_code', lambda code, count: 4096)
    kernels = load(True)
    assert kernels.exist is True
    starts = Kernels(bytearray(CODE_BYTES), [0] * KERNELS).starts
    assert kernels.addresses == [4096 + start for start in starts] and len(kernels.addresses) == KERNELS
