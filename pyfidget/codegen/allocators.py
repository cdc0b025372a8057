"""The allocators by name."""
from pyfidget.codegen.emission import free_registers
from pyfidget.codegen.linear_scan import allocate_linear_scan
from pyfidget.codegen.ssra import SINK_NONE, allocate_ssra

ALLOCATORS = ['ssra', 'linear-scan']
SSRA, LINEAR_SCAN = range(2)


def allocate(u, allocator, sink):
    """Fill a unit's steps, with all the registers that there are; sink: one of ssra.SINKS, of which linear scan tells none from
    the others alone."""
    if allocator == LINEAR_SCAN:
        allocate_linear_scan(u, free_registers(u), sink != SINK_NONE)
    else:
        allocate_ssra(u, free_registers(u), sink)
