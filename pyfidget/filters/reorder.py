"""The passes `reorder` and `reorder-list`: an order in which few values are live at once.

    reorder       depth first, from the result back: of two arguments first the one that needs more registers (Sethi and Ullman,
                  "The generation of optimal code for arithmetic expressions", JACM 17, 1970). It is the best order of a tree;
                  where values are shared there is no such quick rule.
    reorder-list  list scheduling, from the result back: of all operations whose users have their places the one is next whose
                  place costs least: as many values more as it has arguments that are not live yet, less its own. Of equal ones
                  the youngest, and of its two arguments the one that needs fewer registers.

Both are idempotent: what they go by is which operation takes which, not the order in which the text has them.
"""
from pyfidget.filters.needed import count_uses
from pyfidget.operations import CONST, FIRST_BINARY, VAR_Z
from pyfidget.program import Program

RULES = ['moved']
_MOVED = 0


def reorder(program, setting, tally):
    return in_order(program, _depth_first(program, _registers(program)), tally)


def reorder_list(program, setting, tally):
    backward = _Scheduler(program).run()
    return in_order(program, [backward[len(backward) - 1 - i] for i in range(len(backward))], tally)


def in_order(program, order, tally):
    """The Program of some operations in an order in which arguments come first; the result is the last of them."""
    count = len(order)
    renamed = [0] * program.size
    opcodes = [0] * count
    first = [0] * count
    second = [0] * count
    constants = [0.0] * count
    for position in range(count):
        index = order[position]
        tally.counts[_MOVED] += int(index != position)
        renamed[index] = position
        opcode = program.opcodes[index]
        opcodes[position] = opcode
        constants[position] = program.constants[index]
        if opcode > VAR_Z:
            first[position] = renamed[program.first[index]]
            if opcode >= FIRST_BINARY:
                second[position] = renamed[program.second[index]]
    return Program(count, opcodes, first, second, constants)


def _registers(program):
    """How many registers the tree above each operation takes, as if nothing were shared."""
    registers = [0] * program.size
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode <= VAR_Z:
            registers[index] = int(opcode != CONST)
            continue
        a = registers[program.first[index]]
        if opcode >= FIRST_BINARY:
            b = registers[program.second[index]]
            a = a + 1 if a == b and a > 0 else max(a, b)
        registers[index] = max(a, 1)
    return registers


_NEW, _OPEN, _PLACED = 0, 1, 2


def _depth_first(program, registers):
    """The operations that the result needs, arguments first."""
    order = []
    state = [_NEW] * program.size
    stack = [0] * (2 * program.size + 1)
    stack[0] = program.size - 1
    height = 1
    while height > 0:
        index = stack[height - 1]
        if state[index] != _NEW:
            height -= 1
            if state[index] == _OPEN:
                state[index] = _PLACED
                order.append(index)
            continue
        state[index] = _OPEN
        opcode = program.opcodes[index]
        if opcode > VAR_Z:
            a = program.first[index]
            if opcode >= FIRST_BINARY:
                b = program.second[index]
                if registers[b] > registers[a]:
                    a, b = b, a
                if state[b] == _NEW:  # the last one on the stack is the first to be looked at
                    stack[height] = b
                    height += 1
            if state[a] == _NEW:
                stack[height] = a
                height += 1
    return order


class _Scheduler(object):
    """Ready operations wait on one of three stacks, by what their place costs: -1, 0 or 1 values more. A cost only falls, when an
    argument becomes live by another user; then the operation is put on a lower stack as well, and passed over where it still
    waits in vain."""

    def __init__(self, program):
        self.program = program
        self.users_left = count_uses(program)
        self.users_left[program.size - 1] -= 1
        self.registers = _registers(program)
        self.is_live = [False] * program.size
        self.is_offered = [False] * program.size
        self.is_placed = [False] * program.size
        self.starts, self.users = _find_users(program)
        self.stacks = [[], [], []]

    def run(self):
        """All needed operations, the result first."""
        order = []
        program = self.program
        self._offer(program.size - 1)
        index = self._next()
        while index >= 0:
            self.is_placed[index] = True
            order.append(index)
            opcode = program.opcodes[index]
            if opcode > VAR_Z:
                a = program.first[index]
                if opcode >= FIRST_BINARY:
                    b = program.second[index]
                    if self.registers[b] < self.registers[a]:
                        a, b = b, a
                    self._use(b)  # what takes more registers comes earlier, so its turn is later
                self._use(a)
            index = self._next()
        return order

    def _use(self, index):
        if not self.is_live[index]:
            self.is_live[index] = True
            for place in range(self.starts[index], self.starts[index + 1]):
                user = self.users[place]
                if self.is_offered[user] and not self.is_placed[user]:
                    self._offer(user)
        self.users_left[index] -= 1
        if self.users_left[index] == 0:
            self._offer(index)

    def _offer(self, index):
        self.is_offered[index] = True
        self.stacks[self._cost(index) + 1].append(index)

    def _cost(self, index):
        program = self.program
        opcode = program.opcodes[index]
        if opcode <= VAR_Z:
            return -1
        cost = self._cost_of_argument(program.first[index]) - 1
        if opcode >= FIRST_BINARY and program.first[index] != program.second[index]:
            cost += self._cost_of_argument(program.second[index])
        return cost

    def _cost_of_argument(self, index):
        return int(not self.is_live[index] and self.program.opcodes[index] != CONST)

    def _next(self):
        """The cheapest operation that is ready, or -1."""
        for stack in self.stacks:
            while len(stack) > 0:
                index = stack.pop()
                if not self.is_placed[index]:
                    return index
        return -1


def _find_users(program):
    """For each operation where its users begin in a list of all users, by the order of operations."""
    starts = [0] * (program.size + 1)
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode > VAR_Z:
            starts[program.first[index] + 1] += 1
            if opcode >= FIRST_BINARY:
                starts[program.second[index] + 1] += 1
    for index in range(program.size):
        starts[index + 1] += starts[index]
    users = [0] * starts[program.size]
    filled = starts[:]
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode > VAR_Z:
            _append_user(users, filled, program.first[index], index)
            if opcode >= FIRST_BINARY:
                _append_user(users, filled, program.second[index], index)
    return starts, users


def _append_user(users, filled, argument, user):
    users[filled[argument]] = user
    filled[argument] += 1
