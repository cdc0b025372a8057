"""How often each rewrite fired: one counter a rule."""

(DECIDE, FOLD, NEG_NEG, SQUARE_NEG, MIN_SAME, MAX_SAME, MIN_ABSORB, MAX_ABSORB, ABS_KNOWN, SUB_SELF, ADD_ZERO, MUL_ONE,
 SIGN) = range(13)
RULES = ['decide', 'fold', '--x', '(-x)^2', 'min(x,x)', 'max(x,x)', 'min(x,min(x,y))', 'max(x,max(x,y))', 'abs, sign known',
         'x-x', 'x+0', 'x*1', 'sign']


class Counters(object):
    def __init__(self):
        self.fired = [0] * len(RULES)

    def count(self, rule):
        self.fired[rule] += 1
