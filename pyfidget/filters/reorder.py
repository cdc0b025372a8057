"""The passes `reorder` and `reorder-list`: an order in which few values are live at once.

    reorder       depth first, from the result back: of two arguments first the one that needs more registers (Sethi and Ullman,
                  "The generation of optimal code for arithmetic expressions", JACM 17, 1970). It is the best order of a tree;
                  where values are shared there is no such quick rule.
    reorder-list  list scheduling, from the result back: of all operations whose users have their places the one is next whose
                  place costs least: as many values more as it has arguments that are not live yet, less its own. Of equal ones
                  the youngest, and of its two arguments the one that needs fewer registers.

Both are idempotent: what they go by is which operation takes which, not the order in which the text has them.
"""
from pyfidget.filters.uses import count_uses
from pyfidget.listing import Listing
from pyfidget.operations import CONST, FIRST_BINARY, VAR_Z
from pyfidget.pool import IntList, Ints, all_ints, array, longer_ints, new_ints

RULES = ['moved']
_MOVED = 0


def reorder(program, setting, tally):
    pool = setting.pool
    return in_order(program, _depth_first(program, _registers(program, pool), pool), tally, pool)


def reorder_list(program, setting, tally):
    pool = setting.pool
    backward = _Scheduler(program, pool).run()
    order = IntList(pool, backward.size)
    for i in range(backward.size - 1, -1, -1):
        order.append(backward[i])
    return in_order(program, order, tally, pool)


def in_order(program, order, tally, pool):
    """The Listing of some operations in an order, an IntList, in which arguments come first; the result is the last of them."""
    renamed = new_ints(pool, program.size)
    made = Listing(pool, order.size)
    for position in range(order.size):
        index = order[position]
        tally.counts[_MOVED] += int(index != position)
        renamed[index] = position
        opcode = program.opcodes[index]
        first = renamed[program.first[index]] if opcode > VAR_Z else 0
        second = renamed[program.second[index]] if opcode >= FIRST_BINARY else 0
        made.append(opcode, first, second, program.constants[index])
    return made


def _registers(program, pool):
    """How many registers the tree above each operation takes, as if nothing were shared."""
    registers = new_ints(pool, program.size)
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


def _depth_first(program, registers, pool):
    """The operations that the result needs, arguments first."""
    order = IntList(pool, program.size)
    state = all_ints(pool, program.size, _NEW)
    stack = new_ints(pool, 2 * program.size + 1)
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

    users_left = array(Ints, '_users_left')
    registers = array(Ints, '_registers')
    is_live = array(Ints, '_is_live')
    is_offered = array(Ints, '_is_offered')
    is_placed = array(Ints, '_is_placed')
    starts = array(Ints, '_starts')
    users = array(Ints, '_users')

    def __init__(self, program, pool):
        self.program = program
        self.pool = pool
        self.users_left = count_uses(program, pool)
        self.users_left[program.size - 1] -= 1
        self.registers = _registers(program, pool)
        self.is_live = all_ints(pool, program.size, 0)
        self.is_offered = all_ints(pool, program.size, 0)
        self.is_placed = all_ints(pool, program.size, 0)
        self.starts = all_ints(pool, program.size + 1, 0)
        self.users = _find_users(program, self.starts, pool)
        self.stacks = [[], [], []]

    def run(self):
        """All needed operations, the result first."""
        program = self.program
        order = IntList(self.pool, program.size)
        self._offer(program.size - 1)
        index = self._next()
        while index >= 0:
            self.is_placed[index] = 1
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
            self.is_live[index] = 1
            for place in range(self.starts[index], self.starts[index + 1]):
                user = self.users[place]
                if self.is_offered[user] and not self.is_placed[user]:
                    self._offer(user)
        self.users_left[index] -= 1
        if self.users_left[index] == 0:
            self._offer(index)

    def _offer(self, index):
        self.is_offered[index] = 1
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


def _find_users(program, starts, pool):
    """All users, of one operation after the other. starts: program.size + 1 zeros; becomes where those of each begin."""
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode > VAR_Z:
            starts[program.first[index] + 1] += 1
            if opcode >= FIRST_BINARY:
                starts[program.second[index] + 1] += 1
    for index in range(program.size):
        starts[index + 1] += starts[index]
    users = new_ints(pool, starts[program.size])
    filled = longer_ints(pool, starts, program.size, program.size)
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode > VAR_Z:
            _append_user(users, filled, program.first[index], index)
            if opcode >= FIRST_BINARY:
                _append_user(users, filled, program.second[index], index)
    return users


def _append_user(users, filled, argument, user):
    users[filled[argument]] = user
    filled[argument] += 1
