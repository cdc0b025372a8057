"""Elementary functions, correctly rounded: each gives the double nearest to the true value, on every machine.

exponential.py, circular.py, angles.py and arcs.py are the functions: each computes its value as the sum of two doubles, a high
and a low one, with a bound on the error, and answers if both ends of what the value can be round to the same double (pairs.py).
If they do not, there are two candidates, next to each other, and comparing.py decides whether the true value lies above the
midpoint between them. It does so in fixed point (fixed.py, series.py), with 140 bits, 308, 644, 1316, until the difference is
beyond the error. None of the values lies on a midpoint, or it is an exact case that the function answers before (Lindemann and
Weierstrass: for an argument that is algebraic and not 0, exp, sin, cos and tan are transcendental, and so their inverses).

Nothing here allocates, raises or uses the collector: any thread may call it. No result depends on whether the processor has a
fused multiply-add. constants.py and the tables are made by tools/elementary_tables.py.
"""
