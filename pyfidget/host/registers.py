"""What each allocator makes of a program: a row for each policy, with and without memoisation."""
from __future__ import annotations

import dataclasses

from pyfidget.asm.encoder import R8, RSI, at
from pyfidget.codegen.allocators import ALLOCATORS, SSRA, allocate
from pyfidget.codegen.emission import most_code, write_code
from pyfidget.codegen.memoize import Split
from pyfidget.codegen.programs import add_program, may_be_nan
from pyfidget.codegen.ssra import SINK_ALL, SINK_NONE, SINKS
from pyfidget.codegen.unit import VECTOR, add_constant, add_fixed, add_leaf, begin, new_unit
from pyfidget.host.view import View
from pyfidget.interval import point, span
from pyfidget.program import Program

_COLUMNS = ['instructions', 'loads', 'sunk', 'stores', 'slots', 'bytes', 'an operation']


@dataclasses.dataclass
class Row:
    """instructions   steps of the code: one for each operation, load and store
    loads, stores     of them
    sunk              loads that are operands
    slots             vectors of memory for what is spilled
    bytes             of code, all functions together
    """

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
        self.bytes += write_code(u, block, VECTOR, 0, 0, VECTOR)


def compare_allocators(program: Program, view: View) -> list[Row]:
    """A Row for each allocator and policy, of the program compiled for a view, first as it is and then memoised."""
    grid = view.to_grid()
    x, y, z = span(grid.xs[0], grid.xs[-1]), span(grid.ys[0], grid.ys[-1]), point(grid.z)
    nans = may_be_nan(program, x, y, z)
    rows = []
    for memoize in (False, True):
        for allocator, name in enumerate(ALLOCATORS):
            for sink in range(len(SINKS)) if allocator == SSRA else (SINK_NONE, SINK_ALL):
                row = Row(name, SINKS[sink], memoize)
                for u in _units(program, nans, grid.z, memoize):
                    allocate(u, allocator, sink)
                    row.add(u)
                rows.append(row)
    return rows


def _units(program: Program, nans: list[bool], z: float, memoize: bool) -> list:
    units = [new_unit(2 * program.size + 8) for _ in range(3 if memoize else 1)]
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
    lines = [f'{"allocator":12}{"sink-loads":14}{"memoize":9}' + ''.join(f'{name:>14}' for name in _COLUMNS)]
    for row in rows:
        numbers = [row.instructions, row.loads, row.sunk, row.stores, row.slots, row.bytes]
        lines.append(f'{row.allocator:12}{row.sink:14}{"yes" if row.memoize else "no":9}'
                     + ''.join(f'{number:14}' for number in numbers) + f'{row.bytes / operations:14.2f}')
    return lines
