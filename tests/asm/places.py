"""The kernels that there are, by their places."""
from pyfidget.asm.kernels import (
    ANALYSE,
    BOUND,
    COLUMNS,
    COMBINE,
    COMPUTE,
    COPY,
    REGION_COLUMNS,
    REGION_COMBINE,
    REGION_PUT,
    REGION_ROWS,
    REGION_SUMS,
    ROWS,
    TILES,
    TRANSPOSE,
    WIDEN,
)
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    CLASS_SHIFT,
    CONSTANT_VALUE,
    FORM_SHIFT,
    LESS,
    SUM_ABOVE,
    SUM_BELOW,
    VALUE_CONSTANT,
    kernel_of,
)
from pyfidget.lowering.graph import BOTH, X_ONLY, Y_ONLY
from pyfidget.operations import ADD, CONST, MUL, NEG, SQRT, SQUARE, SUB

SIMPLE = [BELOW_CONSTANT, ABOVE_CONSTANT, LESS]
SUMS = [SUM_BELOW, SUM_ABOVE]
COMPARISONS = [kind | classes << CLASS_SHIFT for kind in SIMPLE for classes in (X_ONLY, Y_ONLY, BOTH)]
COMPARISONS += [kind | BOTH << CLASS_SHIFT for kind in SUMS]
BOUNDED = [CONST, ADD, SUB, MUL, SQUARE, SQRT, NEG, ADD | VALUE_CONSTANT << FORM_SHIFT, MUL | VALUE_CONSTANT << FORM_SHIFT,
           SUB | CONSTANT_VALUE << FORM_SHIFT]
THREADED = [ANALYSE + operation for operation in COMPARISONS]
THREADED += [table + kernel_of(operation) for table in (BOUND, COMPUTE) for operation in BOUNDED]
PLACES = (THREADED + [TILES + kind for kind in SIMPLE + SUMS] + [REGION_SUMS + kind for kind in SUMS]
          + [place + kind for kind in SIMPLE for place in (COLUMNS, ROWS, REGION_COLUMNS, REGION_ROWS)]
          + [COMBINE, REGION_COMBINE, REGION_PUT, TRANSPOSE, COPY, WIDEN])
