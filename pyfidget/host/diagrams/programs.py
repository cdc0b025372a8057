"""The network of a program, as it stands or specialised to a region by the passes of the quadtree engine."""
from pyfidget.host.diagrams.network import Network, Node
from pyfidget.operations import OPERATIONS
from pyfidget.passes.counters import Counters
from pyfidget.passes.dead_code import keep_demanded
from pyfidget.passes.demand import demand
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches, parse_switches


def network_of(program):
    """The Network of a program: node i is operation i."""
    return _network(program, [None] * program.size)


def specialised_network(program, region):
    """The Network of the shorter program that gives the same picture in a passes.draft.Region, with the interval of every
    value there; and the interval of the whole program's result."""
    draft = optimise(program, region, Switches(), Counters())
    result = draft.result_interval()
    shorter = keep_demanded(draft, demand(draft, Switches(), Counters()))
    bounded = optimise(shorter, region, parse_switches('none'), Counters())
    return _network(shorter, bounded.intervals), result


def _network(program, intervals):
    nodes = []
    for index in range(program.size):
        operation = OPERATIONS[program.opcodes[index]]
        arguments = (program.first[index], program.second[index])[:operation.arity]
        nodes.append(Node(f'v{index}', operation.name, arguments, program.constants[index], intervals[index]))
    return Network(nodes, program.size - 1)
