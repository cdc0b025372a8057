"""All of lowering: program -> graph -> predicates -> balanced trees of them -> tape."""
from pyfidget.lowering.balance import balance
from pyfidget.lowering.graph import build_graph
from pyfidget.lowering.predicates import build_predicates
from pyfidget.lowering.schedule import schedule


def lower(program, x, y, z, pool):
    """The Tape of a program for all samples whose coordinates lie in the intervals x and y, and whose third one is the number
    z; in the pool's lasting memory. The passing memory is used and given back. MemoryError."""
    graph = build_graph(program, x, y, z, pool)
    predicates = build_predicates(graph, pool)
    balance(predicates, pool)
    tape = schedule(graph, predicates, pool)
    pool.forget_passing()
    return tape
