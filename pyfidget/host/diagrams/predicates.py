"""The network of the boolean program that the wide engine makes of a program: its lowering, run as it runs there."""
from pyfidget.host.diagrams.network import ABOVE, ALL, ANY, BELOW, CONSTANT, FALSE, TRUE, Network, Node
from pyfidget.lowering import predicates as lowered
from pyfidget.lowering.balance import balance
from pyfidget.lowering.graph import Y, build_graph
from pyfidget.lowering.predicates import build_predicates
from pyfidget.operations import FIRST_BINARY, OPERATIONS, VAR_Z
from pyfidget.pool import LARGE_PAGE, Pool


def predicate_network(program, region):
    """The Network of `result < 0` in a passes.draft.Region whose z is one number. MemoryError."""
    pool = Pool(LARGE_PAGE, False)
    try:
        graph = build_graph(program, region.x, region.y, region.z.lo, pool)
        predicates = build_predicates(graph, pool)
        balance(predicates, pool)
        nodes = [_value(graph, node) for node in range(graph.size)]
        places = {lowered.FALSE: len(nodes), lowered.TRUE: len(nodes) + 1}
        nodes += [Node('false', FALSE), Node('true', TRUE)]
        listed = [predicates.comparisons[position] for position in range(predicates.comparisons.size)]
        listed += [predicates.booleans[position] for position in range(predicates.booleans.size)]
        for predicate in listed:
            nodes += _predicate(predicates, predicate, places, nodes)
            places[predicate] = len(nodes) - 1
        return Network(nodes, places[predicates.root])
    finally:
        pool.release()


def _value(graph, node):
    opcode = graph.opcodes[node]
    arguments = ()
    if opcode > VAR_Z:
        arguments = (graph.first[node], graph.second[node]) if opcode >= FIRST_BINARY else (graph.first[node],)
    return Node(f'v{node}', OPERATIONS[opcode].name, arguments, graph.constants[node], graph.interval(node))


def _predicate(predicates, predicate, places, nodes):
    """The nodes that a predicate becomes: itself, behind its threshold if it has one."""
    name = f'p{predicate}'
    kind = predicates.kinds[predicate]
    left = predicates.left[predicate]
    right = predicates.right[predicate]
    if kind == lowered.COMPARE:
        node = predicates.nodes[predicate]
        operation = ABOVE if predicates.senses[predicate] == lowered.ABOVE else BELOW
        threshold = Node(f't{predicate}', CONSTANT, (), predicates.thresholds[predicate])
        interval = nodes[node].interval if node > Y else None
        return [threshold, Node(name, operation, (node, len(nodes)), interval=interval)]
    if kind == lowered.LESS:
        return [Node(name, BELOW, (left, right))]
    return [Node(name, ALL if kind == lowered.AND else ANY, (places[left], places[right]))]
