"""Signals of the translated binary: an interrupt removes the unfinished output; a write that cannot go on is an error.

Python has its own ways (KeyboardInterrupt, SIGPIPE ignored), so that untranslated all of this does nothing.
"""
from pyfidget import scarcity
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, llhelper, lltype, rffi

    _SIGNALS = ExternalCompilationInfo(includes=['signal.h', 'unistd.h'])
    _HANDLER = lltype.Ptr(lltype.FuncType([rffi.INT], lltype.Void))
    _DEFAULT = 0  # SIG_DFL
    _IGNORE = 1  # SIG_IGN
    _SIGHUP, _SIGINT, _SIGPIPE, _SIGTERM, _SIGXFSZ = 1, 2, 13, 15, 25
    _INTERRUPTS = [_SIGHUP, _SIGINT, _SIGTERM]

    _signal = rffi.llexternal('signal', [rffi.INT, _HANDLER], _HANDLER, compilation_info=_SIGNALS, _nowrapper=True)
    _raise = rffi.llexternal('raise', [rffi.INT], rffi.INT, compilation_info=_SIGNALS, _nowrapper=True)
    _unlink = rffi.llexternal('unlink', [rffi.CCHARP], rffi.INT, compilation_info=_SIGNALS, _nowrapper=True)

    class _Unfinished(object):
        """The path of the unfinished output, in memory that a signal handler may read at any moment."""
        path = lltype.nullptr(rffi.CCHARP.TO)

    _unfinished = _Unfinished()

    def _on_interrupt(number):
        # Only calls that are safe inside a signal handler; the signal raised again ends the process as if there had
        # been no handler.
        _unlink(_unfinished.path)
        _signal(number, rffi.cast(_HANDLER, _DEFAULT))
        _raise(number)

    def _handle_interrupts(handler):
        """Set the handler of all that are not ignored: who started the process (nohup, say) wants these to stay so."""
        for number in _INTERRUPTS:
            before = _signal(rffi.cast(rffi.INT, number), handler)
            if rffi.cast(lltype.Signed, before) == _IGNORE:
                _signal(rffi.cast(rffi.INT, number), before)


def remove_on_interrupt(path):
    """From now on an interrupt, or the end of all memory, removes this file before it ends the process."""
    if we_are_translated():
        _unfinished.path = rffi.str2charp(path)
        scarcity.set_unfinished(_unfinished.path)
        _handle_interrupts(llhelper(_HANDLER, _on_interrupt))


def keep_on_interrupt():
    """Undo remove_on_interrupt."""
    if we_are_translated():
        _handle_interrupts(rffi.cast(_HANDLER, _DEFAULT))
        scarcity.set_unfinished(lltype.nullptr(rffi.CCHARP.TO))
        rffi.free_charp(_unfinished.path)
        _unfinished.path = lltype.nullptr(rffi.CCHARP.TO)


def let_writes_fail():
    """Let a write to a closed pipe, or beyond the largest size of a file, fail instead of ending the process unheard."""
    if we_are_translated():
        _signal(rffi.cast(rffi.INT, _SIGPIPE), rffi.cast(_HANDLER, _IGNORE))
        _signal(rffi.cast(rffi.INT, _SIGXFSZ), rffi.cast(_HANDLER, _IGNORE))
