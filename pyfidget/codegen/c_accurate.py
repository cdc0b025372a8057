"""The accurate path of the elementary functions as C: fixed.py, series.py, comparing.py and settling.py of elementary/, function
by function, under the same names. What is to be said of the method is said there.

Right shifts of numbers below 0, which C leaves to its compilers, are borrows here; a function is asked for as a pointer to what
finds its order, so that a program has only those it needs.
"""

TEXT = r'''
/* ---- fixed.py: non-negative numbers in fixed point, limbs of 28 bits in a row of words, the first one whole. ---- */

enum { BITS = 28 };
enum { LIMBS = 256 };
static const int64_t MASK = 0xFFFFFFF;

static void fixed_set_zero(int64_t *w, int to, int count)
{
    for (int i = 0; i < count; i++)
        w[to + i] = 0;
}

static void fixed_set_one(int64_t *w, int to, int count)
{
    fixed_set_zero(w, to, count);
    w[to] = 1;
}

/* mantissa * 2**exponent, rounded down; mantissa: 0 to 2**56, the value below 2**28. */
static void fixed_set_scaled(int64_t *w, int to, int count, int64_t mantissa, int exponent)
{
    int limb = exponent >= 0 ? 0 : (BITS - 1 - exponent) / BITS;
    int shift = exponent + BITS * limb;
    int64_t carry = 0;
    fixed_set_zero(w, to, count);
    for (; limb >= 0; limb--) {
        carry += (mantissa & MASK) << shift;
        mantissa >>= BITS;
        if (limb < count)
            w[to + limb] = carry & MASK;
        carry >>= BITS;
    }
}

static void fixed_set_limbs(int64_t *w, int to, int count, const int64_t *limbs)
{
    for (int i = 0; i < count; i++)
        w[to + i] = limbs[i];
}

static void fixed_copy(int64_t *w, int to, int a, int count)
{
    for (int i = 0; i < count; i++)
        w[to + i] = w[a + i];
}

static void fixed_add(int64_t *w, int to, int a, int count)
{
    int64_t carry = 0;
    for (int i = count - 1; i >= 0; i--) {
        carry += w[to + i] + w[a + i];
        w[to + i] = carry & MASK;
        carry >>= BITS;
    }
}

/* Modulo 2**28. */
static void fixed_subtract(int64_t *w, int to, int a, int count)
{
    int64_t borrow = 0;
    for (int i = count - 1; i >= 0; i--) {
        int64_t difference = w[to + i] - w[a + i] - borrow;
        borrow = difference < 0;
        w[to + i] = difference + (borrow ? MASK + 1 : 0);
    }
}

/* a * b, rounded down; too small by less than count + 2 units. `to` is neither a nor b. */
static void fixed_multiply(int64_t *w, int to, int a, int b, int count)
{
    int64_t carry = 0;
    for (int column = count; column >= 0; column--) {
        int last = column < count ? column : count - 1;
        for (int i = column == count ? 1 : 0; i <= last; i++)
            carry += w[a + i] * w[b + column - i];
        if (column < count)
            w[to + column] = carry & MASK;
        carry >>= BITS;
    }
}

static void fixed_multiply_small(int64_t *w, int to, int count, int64_t factor)
{
    int64_t carry = 0;
    for (int i = count - 1; i >= 0; i--) {
        carry += w[to + i] * factor;
        w[to + i] = carry & MASK;
        carry >>= BITS;
    }
}

static void fixed_divide_small(int64_t *w, int to, int count, int64_t divisor)
{
    int64_t rest = 0;
    for (int i = 0; i < count; i++) {
        rest = rest << BITS | w[to + i];
        w[to + i] = rest / divisor;
        rest -= w[to + i] * divisor;
    }
}

static void fixed_shift_right(int64_t *w, int to, int count, int bits)
{
    int limbs = bits / BITS;
    bits -= limbs * BITS;
    for (int i = count - 1; i >= 0; i--) {
        int64_t here = i >= limbs ? w[to + i - limbs] : 0;
        int64_t above = i > limbs ? w[to + i - limbs - 1] : 0;
        w[to + i] = (above << BITS | here) >> bits & MASK;
    }
}

static int fixed_is_zero(const int64_t *w, int a, int count)
{
    for (int i = 0; i < count; i++)
        if (w[a + i] != 0)
            return 0;
    return 1;
}

/* 1 if a is above b, -1 if below, by 2**28 units at least; 0 if they differ by less than twice of that, perhaps. */
static int fixed_compare(const int64_t *w, int a, int b, int count)
{
    for (int i = 0; i < count - 1; i++) {
        int64_t rest = w[a + i] - w[b + i];
        int sign = rest > 0 ? 1 : -1;
        if (rest == 0)
            continue;
        rest *= sign;  /* a difference of one may be all carried: 1.000 - 0.fff */
        while (i < count - 2) {
            i++;
            rest = rest * (MASK + 1) + (w[a + i] - w[b + i]) * sign;
            if (rest > 2)
                return sign;
        }
        return rest > 1 ? sign : 0;
    }
    return 0;
}

/* ---- series.py: exp, sin and cos in fixed point, by their Taylor series; wrong by less than 2**27 units. ---- */

enum { HALVINGS = 12 };
static const double LN_2 = 0.6931471805599453;

/* exp(a) = e * 2**k for a = mantissa * 2**exponent, 0 <= a < 2**11: e at `to`; gives k. */
static int series_exp(int64_t *w, int to, int scratch, int count, int64_t mantissa, int exponent)
{
    int rest = scratch, term = scratch + count, product = scratch + 2 * count, k;
    fixed_set_scaled(w, rest, count, mantissa, exponent);
    k = (int)(((double)w[rest] + (double)w[rest + 1] * 0x1p-28 - 1e-6) / LN_2);  /* rather one too few than one too many */
    fixed_set_limbs(w, term, count, LN_2_LIMBS);
    fixed_multiply_small(w, term, count, k);
    fixed_subtract(w, rest, term, count);
    fixed_shift_right(w, rest, count, HALVINGS);
    fixed_set_one(w, to, count);
    fixed_set_one(w, term, count);
    for (int j = 1; !fixed_is_zero(w, term, count); j++) {
        fixed_multiply(w, product, term, rest, count);
        fixed_divide_small(w, product, count, j);
        fixed_copy(w, term, product, count);
        fixed_add(w, to, term, count);
    }
    for (int j = 0; j < HALVINGS; j++) {
        fixed_multiply(w, product, to, to, count);
        fixed_copy(w, to, product, count);
    }
    return k;
}

/* A limb of 2/pi: the first one behind the point is number 0. */
static int64_t digit(int at)
{
    return at < 0 ? 0 : TWO_OVER_PI_LIMBS[at];
}

/* The rest of a = mantissa * 2**exponent in quarters of a turn, from 0 to 1, at `to`; gives the quarters modulo 4.
   Payne and Hanek's way: of 2/pi only those digits take part that matter. */
static int series_turn(int64_t *w, int to, int count, int64_t mantissa, int exponent)
{
    int limb = exponent < 0 ? (BITS - 1 - exponent) / BITS : -(exponent / BITS);  /* of the mantissa's lowest piece */
    int shift = exponent + BITS * limb, quarters;
    int64_t low = (mantissa & MASK) << shift;
    int64_t middle = ((mantissa >> BITS) << shift) + (low >> BITS);
    int64_t high = middle >> BITS, carry = 0;
    low &= MASK;
    middle &= MASK;
    for (int column = count + 1; column >= 0; column--) {
        int at = column - limb - 1;
        carry += low * digit(at) + middle * digit(at + 1) + high * digit(at + 2);
        if (column < count)
            w[to + column] = carry & MASK;
        carry >>= BITS;
    }
    quarters = (int)(w[to] & 3);
    w[to] = 0;
    return quarters;
}

/* Adds to the term of a power j what follows it in the series of sin or cos: the square, the term and room are at `scratch`. */
static void add_terms(int64_t *w, int to, int scratch, int count, int j)
{
    int square = scratch, term = scratch + count, product = scratch + 2 * count;
    for (int falls = 1; !fixed_is_zero(w, term, count); falls = !falls, j += 2) {
        fixed_multiply(w, product, term, square, count);
        fixed_divide_small(w, product, count, (j + 1) * (j + 2));
        fixed_copy(w, term, product, count);
        if (falls)
            fixed_subtract(w, to, term, count);
        else
            fixed_add(w, to, term, count);
    }
    if (w[to] > 1)
        fixed_set_zero(w, to, count);  /* below 0 by its error */
}

/* sin and cos of as many quarters of a turn, 0 to 1, as the number at `scratch` says; there is room for three. */
static void sine_and_cosine(int64_t *w, int sine, int cosine, int scratch, int count)
{
    int square = scratch, term = scratch + count, product = scratch + 2 * count;
    fixed_set_limbs(w, product, count, HALF_PI_LIMBS);
    fixed_multiply(w, term, scratch, product, count);
    fixed_multiply(w, square, term, term, count);
    fixed_copy(w, sine, term, count);
    add_terms(w, sine, scratch, count, 1);
    fixed_set_one(w, term, count);
    fixed_copy(w, cosine, term, count);
    add_terms(w, cosine, scratch, count, 0);
}

/* ---- comparing.py: whether the true value lies above the midpoint between two doubles next to each other. ---- */

/* Limbs: 140 bits behind the point, 308, 644, 1316. */
static const int PRECISIONS[4] = { 6, 12, 24, 48 };

enum function { EXP, LN, SIN, COS, TAN, ASIN, ACOS, ATAN2 };

/* 1 if |function(a, b)| is above the midpoint mantissa * 2**exponent, -1 if below, 0 if so many limbs don't say. */
typedef int order(int64_t *w, int count, enum function function, double a, double b, int64_t mantissa, int exponent);

/* |x| is mantissa_of(x) * 2**exponent_of(x), with a mantissa of 53 bits, or fewer for a subnormal number. */
static int64_t mantissa_of(double x)
{
    uint64_t bits = bits_of(x), fraction = bits & 0xFFFFFFFFFFFFFu;
    return (int64_t)(bits >> 52 & 0x7FF ? fraction | (uint64_t)1 << 52 : fraction);
}

static int exponent_of(double x)
{
    int biased = (int)(bits_of(x) >> 52 & 0x7FF);
    return (biased ? biased : 1) - 1075;
}

/* The mantissa times a power of two, from 1 to 2; gives the power that it was divided by. */
static int set_normal(int64_t *w, int to, int count, int64_t mantissa)
{
    int length = 0;
    while (mantissa >> length > 1)
        length++;
    fixed_set_scaled(w, to, count, mantissa, -length);
    return length;
}

/* The order of the numbers at a and b times 2**of_a and 2**of_b; what is shifted out below counts as its error. */
static int compare_scaled(int64_t *w, int count, int a, int of_a, int b, int of_b)
{
    int most = BITS * count;
    if (of_a > of_b)
        fixed_shift_right(w, b, count, of_a - of_b < most ? of_a - of_b : most);
    else if (of_b > of_a)
        fixed_shift_right(w, a, count, of_b - of_a < most ? of_b - of_a : most);
    return fixed_compare(w, a, b, count);
}

/* exp(a) and m, for a > 0; for a < 0 it is 1 and exp(-a) * m. */
static int order_of_exp(int64_t *w, int count, enum function function, double a, double b, int64_t mantissa, int exponent)
{
    int k = series_exp(w, 0, 2 * count, count, mantissa_of(a), exponent_of(a));
    int length = set_normal(w, count, count, mantissa);
    (void)function, (void)b;
    if (a > 0.0)
        return compare_scaled(w, count, 0, k, count, exponent + length);
    fixed_multiply(w, 2 * count, 0, count, count);
    fixed_set_one(w, 0, count);
    return compare_scaled(w, count, 0, 0, 2 * count, k + exponent + length);
}

/* a and exp(m), for a > 1; for a < 1 it is 1 and exp(m) * a. */
static int order_of_ln(int64_t *w, int count, enum function function, double a, double b, int64_t mantissa, int exponent)
{
    int k = series_exp(w, 0, 2 * count, count, mantissa, exponent);
    int length = set_normal(w, count, count, mantissa_of(a));
    (void)function, (void)b;
    if (a > 1.0)
        return compare_scaled(w, count, count, exponent_of(a) + length, 0, k);
    fixed_multiply(w, 2 * count, 0, count, count);
    fixed_set_one(w, 0, count);
    return compare_scaled(w, count, 0, 0, 2 * count, k + exponent_of(a) + length);
}

/* |sin a| or |cos a| and m; |sin a| and m * |cos a|. */
static int order_of_wave(int64_t *w, int count, enum function function, double a, double b, int64_t mantissa, int exponent)
{
    int quarters = series_turn(w, 2 * count, count, mantissa_of(a), exponent_of(a));
    int sine = quarters & 1 ? count : 0, cosine = count - sine, length;
    (void)b;
    sine_and_cosine(w, 0, count, 2 * count, count);
    length = set_normal(w, 2 * count, count, mantissa);
    if (function == SIN)
        return compare_scaled(w, count, sine, 0, 2 * count, exponent + length);
    if (function == COS)
        return compare_scaled(w, count, cosine, 0, 2 * count, exponent + length);
    fixed_multiply(w, 3 * count, 2 * count, cosine, count);
    return compare_scaled(w, count, sine, 0, 3 * count, exponent + length);
}

/* For asin a and sin m; for acos cos m and a, with their signs; for atan2 |a| * cos m and b * sin m. */
static int order_of_angle(int64_t *w, int count, enum function function, double a, double b, int64_t mantissa, int exponent)
{
    int quarters = series_turn(w, 2 * count, count, mantissa, exponent);
    int sine = quarters == 1 ? count : 0, cosine = count - sine, length, scale, found;
    if (quarters > 1 || (quarters == 1 && function == ASIN))
        return -1;  /* the midpoint is above the largest angle */
    sine_and_cosine(w, 0, count, 2 * count, count);
    length = set_normal(w, 2 * count, count, mantissa_of(a));
    scale = exponent_of(a) + length;
    if (function == ASIN)
        return compare_scaled(w, count, 2 * count, scale, sine, 0);
    if (function == ACOS) {
        if ((quarters == 1) != (a < 0.0))
            return a > 0.0 ? -1 : 1;
        found = compare_scaled(w, count, cosine, 0, 2 * count, scale);
        return a > 0.0 ? found : -found;
    }
    /* The angle is above m where a turn by -m leaves it above 0. */
    if ((quarters == 1) != (b < 0.0))
        return b > 0.0 ? -1 : 1;
    fixed_multiply(w, 3 * count, 2 * count, cosine, count);
    length = set_normal(w, 2 * count, count, mantissa_of(b));
    fixed_multiply(w, 4 * count, 2 * count, sine, count);
    found = compare_scaled(w, count, 3 * count, scale, 4 * count, exponent_of(b) + length);
    return b > 0.0 ? found : -found;
}

/* Of a magnitude `below` and the next double above it, between which |function(a, b)| lies, the nearer one. */
static double nearest(order *order_of, enum function function, double a, double b, double below)
{
    int64_t w[LIMBS], mantissa = 2 * mantissa_of(below) + 1;
    int exponent = exponent_of(below) - 1;
    for (int i = 0; i < 4; i++) {
        int found = order_of(w, PRECISIONS[i], function, a, b, mantissa, exponent);
        if (found != 0)
            return found > 0 ? double_of(bits_of(below) + 1) : below;
    }
    return below;
}

/* ---- settling.py: the end of every fast path. ---- */

static double decide(order *order_of, enum function function, double a, double b, double below, double above)
{
    if (above <= 0.0)
        return -nearest(order_of, function, a, b, -above);
    return nearest(order_of, function, a, b, below);
}

/* The double nearest to the true value, which is high + low with an error below `bound`. */
static inline double settle(order *order_of, enum function function, double a, double b, struct pair value, double bound)
{
    double below = value.high + (value.low - bound), above = value.high + (value.low + bound);
    return below == above ? below : decide(order_of, function, a, b, below, above);
}
'''
