"""What each allocator makes of a program: a row for each policy, with and without memoisation, for vectors of either length."""
from __future__ import annotations

import dataclasses
import itertools

from pyfidget import rawmem
from pyfidget.asm.encoder import R8, RSI, at
from pyfidget.codegen.allocators import ALLOCATORS, SSRA, allocate
from pyfidget.codegen.emission import most_code, write_code
from pyfidget.codegen.memoize import Split
from pyfidget.codegen.programs import add_program, may_be_nan
from pyfidget.codegen.ssra import SINK_ALL, SINK_NONE, SINKS
from pyfidget.codegen.unit import AVX2_LANES, AVX512_LANES, add_constant, add_fixed, add_leaf, begin, new_unit
from pyfidget.host.view import View
from pyfidget.interval import point, span
from pyfidget.program import Program

_COLUMNS = ['instructions', 'loads', 'sunk', 'stores', 'slots', 'bytes', 'an operation']


@dataclasses.dataclass
class Row:
    """lanes          numbers of a vector: 4 with 16 registers, 8 with 32
    instructions   steps of the code: one for each operation, load and store
    loads, stores     of them
    sunk              loads that are operands
    slots             vectors of memory for what is spilled
    bytes             of code, all functions together
    """

    lanes: int
    allocator: str
    sink: str
    memoize: bool
    instructions: int = 0
    loads: int = 0
    sunk: int = 0
    stores: int = 0
    slots: int = 0
    bytes: int = 0

    def add(self, u) -> None:
        block = bytearray(most_code(u) + 8)
        self.instructions += u.step_count
        self.loads += u.loads
        self.sunk += u.sunk
        self.stores += u.stores
        self.slots += u.spill_slots
        self.bytes += write_code(u, block, u.vector, 0, 0, u.vector)


def compare_allocators(program: Program, view: View) -> list[Row]:
    """A Row for each allocator and policy, of the program compiled for a view, first as it is and then memoised."""
    grid = view.to_grid()
    x, y, z = span(grid.xs[0], grid.xs[-1]), span(grid.ys[0], grid.ys[-1]), point(grid.z)
    nans = may_be_nan(program, x, y, z)
    rows = []
    for lanes, memoize in itertools.product((AVX2_LANES, AVX512_LANES), (False, True)):
        for allocator, name in enumerate(ALLOCATORS):
            for sink in range(len(SINKS)) if allocator == SSRA else (SINK_NONE, SINK_ALL):
                row = Row(lanes, name, SINKS[sink], memoize)
                for u in _units(program, nans, grid.z, lanes, memoize):
                    allocate(u, allocator, sink)
                    row.add(u)
                rows.append(row)
    rawmem.free_lines(nans)
    return rows


def _units(program: Program, nans: list[bool], z: float, lanes: int, memoize: bool) -> list:
    units = [new_unit(2 * program.size + 8, lanes) for _ in range(3 if memoize else 1)]
    for u in units:
        begin(u, 0)
    if memoize:
        Split(program, nans, z, *units)
    else:
        u = units[0]
        add_program(u, program, nans, [add_leaf(u, at(RSI, 0)), add_fixed(u), add_constant(u, z)], at(R8, 0))
    return units


def table_lines(rows: list[Row], operations: int) -> list[str]:
    """The rows as lines of text; operations: of the program."""
    lines = [f'{"lanes":7}{"allocator":12}{"sink-loads":14}{"memoize":9}' + ''.join(f'{name:>14}' for name in _COLUMNS)]
    for row in rows:
        numbers = [row.instructions, row.loads, row.sunk, row.stores, row.slots, row.bytes]
        lines.append(f'{row.lanes:<7}{row.allocator:12}{row.sink:14}{"yes" if row.memoize else "no":9}'
                     + ''.join(f'{number:14}' for number in numbers) + f'{row.bytes / operations:14.2f}')
    return lines
