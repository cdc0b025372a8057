"""What a program is made of: its operations by kind, as they are written and as they are lowered."""
from __future__ import annotations

import collections
import dataclasses

from pyfidget.host.view import View
from pyfidget.interval import span
from pyfidget.lowering import entries
from pyfidget.lowering.entries import ENTRY_WORDS, FIRST_VALUE, INDEX_MASK, KIND_MASK, OPCODE_MASK, SPREAD
from pyfidget.lowering.lower import lower
from pyfidget.operations import OPERATIONS
from pyfidget.pool import LARGE_PAGE, Pool
from pyfidget.program import Program

_VERDICTS = {
    entries.DECIDED_INSIDE: 'decided: all of it is inside', entries.DECIDED_OUTSIDE: 'decided: nothing of it is inside',
    entries.UNDECIDED: '',
}
_KINDS = {
    entries.BELOW_CONSTANT: 'a < k', entries.ABOVE_CONSTANT: 'a > k', entries.LESS: 'a < b',
    entries.SUM_BELOW: 'a + b < k', entries.SUM_ABOVE: 'a + b > k',
}
_BOOLEANS = {entries.BOOLEAN_AND: 'and', entries.BOOLEAN_OR: 'or'}


@dataclasses.dataclass
class Info:
    """operations     of the program, by name
    values, comparisons, booleans   of the tape that the wide engine gets for one view
    verdict           what lowering proves of that view, '' if it is undecided
    """

    operations: collections.Counter[str]
    values: collections.Counter[str]
    comparisons: collections.Counter[str]
    booleans: collections.Counter[str]
    verdict: str

    def lines(self) -> list[str]:
        """The tables as lines of text."""
        lines = [f'{self.operations.total()} operations', *_table(self.operations)]
        lowered = self.values.total() + self.comparisons.total() + self.booleans.total()
        lines += ['', f'lowered: {lowered} entries' if not self.verdict else f'lowered: {self.verdict}']
        for title, counts in [('values', self.values), ('comparisons', self.comparisons), ('booleans', self.booleans)]:
            if counts:
                lines += [f'{counts.total():7} {title}', *_table(counts)]
        return lines


def _table(counts: collections.Counter[str]) -> list[str]:
    return [f'{count:11} {name}' for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def describe(program: Program, view: View) -> Info:
    """The Info of a program, lowered for a view."""
    operations = collections.Counter(OPERATIONS[program.opcodes[index]].name for index in range(program.size))
    grid = view.to_grid()
    tape = lower(program, span(grid.xs[0], grid.xs[-1]), span(grid.ys[0], grid.ys[-1]), grid.z, Pool(LARGE_PAGE, False))
    words = [tape.words[ENTRY_WORDS * entry] & INDEX_MASK for entry in range(tape.size)]
    values = collections.Counter(_value_name(word) for word in words[FIRST_VALUE:tape.values])
    comparisons = collections.Counter(_KINDS[word & KIND_MASK] for word in words[tape.values:tape.comparisons])
    booleans = collections.Counter(_BOOLEANS[word] for word in words[tape.comparisons:])
    return Info(operations, values, comparisons, booleans, _VERDICTS[tape.verdict])


def _value_name(word: int) -> str:
    """SPREAD has no row in the table of operations: it copies a value of one axis to all pixels of a tile."""
    opcode = word & OPCODE_MASK
    return 'spread' if opcode == SPREAD else OPERATIONS[opcode].name
