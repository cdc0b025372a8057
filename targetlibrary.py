"""The RPython target of the shared library: `rpython -O2 --shared targetlibrary.py`. `make library` runs it.

In C every function is called pyfidget_..., and every word is a long.
"""
from rpython.rlib import rgil
from rpython.rlib.entrypoint import entrypoint_highlevel, entrypoint_lowlevel
from rpython.rtyper.lltypesystem import lltype

from pyfidget.library import entries, mesh_entries
from pyfidget.library.state import guarded
from pyfidget.version import BUILD

_WORD, _DOUBLE = lltype.Signed, lltype.Float


def _start():
    rgil.allocate()
    return entries.start()


for _name, _function, _types in [
    ('start', _start, []),
    ('fault_kind', entries.fault_kind, []),
    ('fault_line', entries.fault_line, []),
    ('fault_column', entries.fault_column, []),
    ('fault_message', entries.fault_message, [_WORD] * 2),
    ('parse', entries.parse, [_WORD] * 2),
    ('forget', entries.forget, [_WORD]),
    ('bound', entries.bound, [_WORD] + [_DOUBLE] * 6 + [_WORD]),
    ('evaluator', entries.evaluator, [_WORD]),
    ('prepare', entries.prepare, [_WORD] * 5 + [_DOUBLE] * 4 + [_WORD] * 3),
    ('prepare_window', entries.prepare_window, [_WORD] * 9 + [_DOUBLE] * 4 + [_WORD] * 3),
    ('prepare_proofs', entries.prepare_proofs, [_WORD] * 9 + [_DOUBLE] * 4 + [_WORD]),
    ('prepare_heights', entries.prepare_heights, [_WORD] * 11),
    ('normals', entries.normals, [_WORD]),
    ('prepare_mesh', mesh_entries.prepare_mesh, [_WORD] * 8),
    ('next_stage', mesh_entries.next_stage, [_WORD]),
    ('mesh_part', mesh_entries.mesh_part, [_WORD] * 2),
    ('shade', entries.shade, [_WORD] * 4),
    ('colours', entries.colours, [_WORD]),
    ('runnable', entries.runnable, [_WORD]),
    ('advance', entries.advance, [_WORD] * 2),
    ('bits', entries.bits, [_WORD]),
    ('widener', entries.widener, [_WORD]),
    ('finish', entries.finish, [_WORD]),
    ('abandon', entries.abandon, [_WORD]),
    ('disown', entries.disown, []),
    ('record', entries.record, [_WORD] * 4 + [_DOUBLE] * 4 + [_WORD] * 3),
    ('record_on', entries.record_on, [_WORD] * 2),
    ('recorded', entries.recorded, [_WORD] * 5),
    ('forget_recording', entries.forget_recording, [_WORD]),
    ('command', entries.command, [_WORD] * 2),
]:
    entrypoint_highlevel('main', _types, c_name='pyfidget_' + _name)(guarded(_function))

# These touch raw memory alone, so that they take no lock.
for _name, _function, _types in [
    ('run', entries.run, [_WORD] * 2),
    ('done', entries.done, [_WORD]),
    ('area', entries.area, [_WORD]),
    ('run_heights', entries.run_heights, [_WORD] * 2),
    ('done_heights', entries.done_heights, [_WORD]),
    ('area_heights', entries.area_heights, [_WORD]),
    ('widen', entries.widen, [_WORD] * 7),
    ('survey', entries.survey, [_WORD] * 5),
    ('shrink', entries.shrink, [_WORD] * 8),
    ('fill', entries.fill, [_WORD] * 5),
    ('evaluate', entries.evaluate, [_WORD] * 8),
]:
    entrypoint_lowlevel('main', _types, c_name='pyfidget_' + _name)(_function)


def _nothing(argv):
    """A target has a main program, though a library has no use for one."""
    return 0


def target(driver, args):
    from rpython.memory.gc.incminimark import IncrementalMiniMarkGC
    IncrementalMiniMarkGC.TRANSLATION_PARAMS['read_from_env'] = False
    IncrementalMiniMarkGC.TRANSLATION_PARAMS['nursery_size'] = 256 * 1024
    BUILD.native = True
    driver.exe_name = 'pyfidget'
    return _nothing, None
