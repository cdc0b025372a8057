"""The fast paths of the elementary functions as C: pairs.py, exponential.py, circular.py, angles.py and arcs.py of elementary/,
function by function, under the same names, with _of where the C library has a function of that name. What is to be said of the
method and its errors is said there.

A product's error is by Dekker's splitting, or by one fused multiply-add where <math.h> says that there is a fast one: it is the
same double.
"""

# What the accurate path asks for.
PAIRS = r'''
/* ---- pairs.py: sums and products of two doubles with their rounding errors. ---- */

struct pair { double high, low; };

static const double TO_WHOLE = 6755399441055744.0;  /* 1.5 * 2**52: a sum with it is a whole number, rounded to nearest */

/* a * b - product, where product is a * b rounded; magnitudes of a and b up to 2**995. */
static inline double error_of_product(double a, double b, double product)
{
#ifdef FP_FAST_FMA
    return fma(a, b, -product);
#else
    double wide_a = a * 134217729.0, a_high = wide_a - (wide_a - a), a_low = a - a_high;
    double wide_b = b * 134217729.0, b_high = wide_b - (wide_b - b), b_low = b - b_high;
    return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
#endif
}

/* a + b - total, where total is a + b rounded. */
static inline double error_of_sum(double a, double b, double total)
{
    double from_b = total - a;
    return (a - (total - from_b)) + (b - from_b);
}

/* The same for a 0 or of no smaller magnitude than b. */
static inline double error_of_smaller(double a, double b, double total)
{
    return (a - total) + b;
}
'''

TEXT = r'''
/* ---- exponential.py: exp and ln. ---- */

static const double BOUND_OF_EXP = 0x1p-68;
static const double BOUND_OF_LN = 0x1p-67;

/* exp(x) is (high + low) * 2**power with an error below 2**-68; high from 0.99 to 2.01.
   x = k * ln 2 / 256 + r: the k-th power of 2**(1/256) is in a table, exp(r) - 1 - r is short. */
static inline struct pair exp_pair(double x, int *power)
{
    double whole = x * STEPS_IN_LN_2 + TO_WHOLE - TO_WHOLE;
    double first = x - whole * LN_2_STEP_HIGH, second = -(whole * LN_2_STEP_MIDDLE), r = first + second;
    double r_low = error_of_sum(first, second, r) - whole * LN_2_STEP_LOW;
    double tail = 1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0)));
    int k = (int)whole, at = k & 255;
    double table = POWERS_HIGH[at], product = table * r, high = table + product;
    tail = r * (r * (r * tail + 0.5) + r_low) + r_low;
    *power = (k - at) / 256;
    return (struct pair){ high, error_of_smaller(table, product, high) + (
        error_of_product(table, r, product) + (table * tail + (POWERS_LOW[at] * r + POWERS_LOW[at]))) };
}

/* 2**power, for -1022 to 1023. */
static inline double power_of_two(int power)
{
    return double_of((uint64_t)(power + 1023) << 52);
}

/* value * 2**power, exactly: it is a multiple of 2**-1074. */
static double scaled(double value, int power)
{
    return value * power_of_two(power + 600) * 0x1p-600;
}

/* exp where it may be subnormal: rounded to multiples of 2**-1074, once, by a sum with a number that is as coarse. */
static double subnormal_exp(double x, struct pair value, double bound, int power)
{
    double coarse = power_of_two(52 - 1074 - power), total, low, below, above;
    if (value.high >= coarse)
        coarse = 0.0;
    total = coarse + value.high;
    low = value.low + error_of_smaller(coarse, value.high, total);
    below = scaled((total + (low - bound)) - coarse, power);
    above = scaled((total + (low + bound)) - coarse, power);
    return below == above ? below : nearest(order_of_exp, EXP, x, 0.0, below);
}

static double exp_of(double x)
{
    struct pair value;
    double bound, below, result;
    int power;
    if (!(-746.0 < x && x < 710.0))
        return x > 0.0 ? INFINITY : x < 0.0 ? 0.0 : x + x;
    if (-0x1p-54 < x && x < 0x1p-54)
        return 1.0;
    value = exp_pair(x, &power);
    bound = value.high * BOUND_OF_EXP;
    if (x < -707.0)
        return subnormal_exp(x, value, bound, power);
    below = value.high + (value.low - bound);
    result = below * power_of_two(power - 1) * 2.0;  /* the largest power of two is none for one factor */
    if (below == value.high + (value.low + bound) || result == INFINITY)
        return result;
    return nearest(order_of_exp, EXP, x, 0.0, result);
}

/* ln x with an error below 2**-67, for 0 < x < infinity. x = 2**power * m, c is near 1/m, r = m * c - 1 is exact:
   ln x = power * ln 2 - ln c + r - r * r / 2 + r**3 * p(r). The first two are a table's, their sum is exact. */
static inline struct pair ln_pair(double x)
{
    int lifted = x < 0x1p-1022 ? 54 : 0;
    uint64_t bits = bits_of(lifted ? x * 0x1p54 : x);
    uint64_t from_first = bits + 0x0009600000000000u;  /* steps begin at 0.70703125; 1023 more than the power */
    int power = (int)(from_first >> 52) - 1023, at = (int)(from_first >> 44 & 255);
    double m = double_of(bits - (from_first >> 52 << 52) + 0x3FF0000000000000u);
    double c = RECIPROCALS[at], product = m * c, r = (product - 1.0) + error_of_product(m, c, product);
    double square = r * r, whole = power - lifted;
    double tail = square * (1.0 / 9.0) + (r * -0.125 + 1.0 / 7.0);
    double table = whole * LN_2_HIGH + LOGARITHMS_HIGH[at], first = table + r, half = -0.5 * square, high = first + half;
    tail = square * tail + (r * (-1.0 / 6.0) + 0.2);
    tail = square * r * (square * tail + (r * -0.25 + 1.0 / 3.0));
    return (struct pair){ high, error_of_smaller(table, r, first) + (error_of_smaller(first, half, high) + (
        (error_of_product(r, r, square) * -0.5 + tail) + (whole * LN_2_LOW + LOGARITHMS_LOW[at]))) };
}

static double ln(double x)
{
    struct pair value;
    if (!(0.0 < x && x < INFINITY))
        return x == 0.0 ? -INFINITY : x > 0.0 || x != x ? x + x : NAN;
    if (x == 1.0)
        return 0.0;
    value = ln_pair(x);
    return settle(order_of_ln, LN, x, 0.0, value, fabs(value.high) * BOUND_OF_LN);
}

/* ---- circular.py: sin, cos and tan. |x| = k * pi / 512 + r, and sin and cos of the first are in a table. ---- */

enum { QUARTER = 256 };  /* steps */
enum { TURN = 1024 };
static const double NEAR = 6000.0;  /* up to here k has 20 bits, and its products with PI_STEP_HIGH and _MIDDLE are exact */
static const double NEAR_ZERO = 0x1p-34;  /* below, near_rest's error would be too large a part of the result */
static const double SMALL = 0x1p-27;  /* up to here the function is its argument, or 1 */
static const double BOUND_OF_WAVE = 0x1p-67;
static const double BOUND_OF_TAN = 0x1p-65;

struct rest { int k; double r, r_low; };

/* a = k * pi / 512 + r + r_low, a < 6000; the error is below a * 2**-118. */
static inline struct rest near_rest(double a)
{
    double whole = a * STEPS_IN_PI + TO_WHOLE - TO_WHOLE;
    double first = a - whole * PI_STEP_HIGH, second = -(whole * PI_STEP_MIDDLE), near = first + second;
    double rest = error_of_sum(first, second, near) - whole * PI_STEP_LOW, r = near + rest;
    return (struct rest){ (int)whole, r, (near - r) + rest };
}

/* The same with an error below 2**-75 of r, for any a. */
static struct rest far_rest(double a)
{
    int64_t w[LIMBS];
    int count = PRECISIONS[0], k = series_turn(w, 0, count, mantissa_of(a), exponent_of(a)) * QUARTER, at = 1;
    double sign = 1.0, first, second, third, part, limb, low, r;
    fixed_multiply_small(w, 0, count, QUARTER);
    k += (int)w[0];
    w[0] = 0;
    if (w[1] >> (BITS - 1)) {
        /* More than half of a step: 1 less the rest, from the other side. */
        fixed_set_one(w, count, count);
        fixed_subtract(w, count, 0, count);
        k++;
        sign = -1.0;
        at = count + 1;
    }
    /* Their sum, from the largest to the least, with the errors. */
    first = (double)w[at] * 0x1p-28;
    limb = (double)w[at + 1] * 0x1p-56;
    second = first + limb;
    low = error_of_smaller(first, limb, second);
    limb = (double)w[at + 2] * 0x1p-84;
    third = second + limb;
    low += error_of_smaller(second, limb, third);
    limb = (double)w[at + 3] * 0x1p-112;
    part = third + limb;
    low += error_of_smaller(third, limb, part) + (double)w[at + 4] * 0x1p-140;
    r = part * PI_STEP;
    return (struct rest){ k, sign * r, sign * (error_of_product(part, PI_STEP, r) + (part * PI_STEP_REST + low * PI_STEP)) };
}

/* The sine of k * pi / 512 + r + r_low. */
static inline struct pair wave(int k, double r, double r_low)
{
    int at = k & (TURN - 1);
    double sine = SINES_HIGH[at], cosine = SINES_HIGH[at + QUARTER], square = r * r;
    double r_tail = r * square * (square * (square * (-1.0 / 5040.0) + 1.0 / 120.0) + -1.0 / 6.0) + r_low;
    double c_tail = square * (square * (square * (-1.0 / 720.0) + 1.0 / 24.0) + -0.5) - r * r_low;
    double product = cosine * r, high = sine + product;
    return (struct pair){ high, error_of_smaller(sine, product, high) + (error_of_product(cosine, r, product) + (
        (SINES_LOW[at + QUARTER] * r + SINES_LOW[at]) + (cosine * r_tail + sine * c_tail))) };
}

static inline struct pair wave_pair(double a, int ahead)
{
    struct rest rest;
    if (a < NEAR) {
        struct pair value;
        rest = near_rest(a);
        value = wave(rest.k + ahead, rest.r, rest.r_low);
        if (fabs(value.high) >= NEAR_ZERO)
            return value;
    }
    rest = far_rest(a);
    return wave(rest.k + ahead, rest.r, rest.r_low);
}

/* tan a with an error below 2**-65 of it: a quotient of two pairs. */
static inline struct pair tan_pair(double a)
{
    struct rest rest = near_rest(a < NEAR ? a : 0.0);
    struct pair value;
    double sine, sine_low, cosine, cosine_low, quotient, product;
    if (fabs(rest.r) < NEAR_ZERO)
        rest = far_rest(a);
    value = wave(rest.k, rest.r, rest.r_low);
    sine = value.high + value.low;
    sine_low = (value.high - sine) + value.low;
    value = wave(rest.k + QUARTER, rest.r, rest.r_low);
    cosine = value.high + value.low;
    cosine_low = (value.high - cosine) + value.low;
    quotient = sine / cosine;
    product = quotient * cosine;
    return (struct pair){ quotient, (((sine - product) - error_of_product(quotient, cosine, product))
                                     + (sine_low - quotient * cosine_low)) / cosine };
}

static double sin_of(double x)
{
    double a = fabs(x), value;
    struct pair pair;
    if (a <= SMALL)
        return x;
    if (!(a < INFINITY))
        return NAN;
    pair = wave_pair(a, 0);
    value = settle(order_of_wave, SIN, a, 0.0, pair, fabs(pair.high) * BOUND_OF_WAVE);
    return x < 0.0 ? -value : value;
}

static double cos_of(double x)
{
    double a = fabs(x);
    struct pair pair;
    if (a <= SMALL)
        return 1.0;
    if (!(a < INFINITY))
        return NAN;
    pair = wave_pair(a, QUARTER);
    return settle(order_of_wave, COS, a, 0.0, pair, fabs(pair.high) * BOUND_OF_WAVE);
}

static double tan_of(double x)
{
    double a = fabs(x), value;
    struct pair pair;
    if (a <= SMALL)
        return x;
    if (!(a < INFINITY))
        return NAN;
    pair = tan_pair(a);
    value = settle(order_of_wave, TAN, a, 0.0, pair, fabs(pair.high) * BOUND_OF_TAN);
    return x < 0.0 ? -value : value;
}

/* ---- angles.py: atan and atan2, the angle of a point, v up and u to the right. ---- */

static const double FLAT = 0x1p-60;  /* up to here an angle that is near pi/2 or pi is that */
static const double BOUND = 0x1p-67;

/* A constant plus or less the angle of the point (u, v), for 0 <= v <= u: atan c, in a table, and atan w with
   w = (v - c * u) / (u + c * v). */
static inline struct pair turned(double whole, double whole_low, double sign, double v, double u)
{
    /* A little less than v / u, so that v is at least half of c * u, or c is 0: v - c * u is exact (Sterbenz). */
    double steps = v / u * (256.0 * (1.0 - 0x1p-30)) + TO_WHOLE - TO_WHOLE, c = steps * (1.0 / 256.0);
    int at = (int)steps;
    double top_product = c * u, top = v - top_product, top_low = error_of_product(c, u, top_product);
    double rest = top - top_low, rest_low = (top - rest) - top_low;
    double bottom_product = c * v, bottom = u + bottom_product;
    double bottom_low = error_of_smaller(u, bottom_product, bottom) + error_of_product(c, v, bottom_product);
    double inverse = 1.0 / bottom, w = rest * inverse, product = w * bottom;
    double w_low = (((rest - product) - error_of_product(w, bottom, product)) + (rest_low - w * bottom_low)) * inverse;
    double square = w * w, tail = square * (square * (-1.0 / 7.0) + 0.2) + -1.0 / 3.0;
    double table = ANGLES_HIGH[at], near = table + w;
    double angle_low = error_of_smaller(table, w, near) + (ANGLES_LOW[at] + (w * square * tail + w_low));
    double angle = near * sign, high = whole + angle;
    return (struct pair){ high, error_of_smaller(whole, angle, high) + (sign * angle_low + whole_low) };
}

static double atan_of(double x)
{
    double a = fabs(x);
    struct pair pair;
    if (a <= SMALL)
        return x;
    if (x != x)
        return NAN;
    if (a >= 1.0 / FLAT)
        return copysign(HALF_PI_HIGH, x);
    pair = a > 1.0 ? turned(HALF_PI_HIGH, HALF_PI_LOW, -1.0, 1.0, a) : turned(0.0, 0.0, 1.0, a, 1.0);
    return copysign(settle(order_of_angle, ATAN2, a, 1.0, pair, pair.high * BOUND), x);
}

/* The angle of (x, |y|), for coordinates that are no zeros, from 2**-500 to 2**500. */
static inline struct pair point_pair(double y, double x)
{
    double a = fabs(y), b = fabs(x), v = b < a ? b : a, u = b < a ? a : b, sign = b < a ? -1.0 : 1.0;
    double whole = b < a ? HALF_PI_HIGH : 0.0, whole_low = b < a ? HALF_PI_LOW : 0.0;
    /* From the other side if x is below 0: pi less it. */
    return turned(x < 0.0 ? PI_HIGH - whole : whole, x < 0.0 ? PI_LOW - whole_low : whole_low, x < 0.0 ? -sign : sign, v, u);
}

/* Whether v / u is (2 n - 1) * 2**-1075 for a subnormal quotient of n * 2**-1074. All of it in odd numbers and powers of two. */
static int is_midpoint_below(double quotient, double v, double u)
{
    int64_t factor = 2 * mantissa_of(quotient) - 1, v_odd = mantissa_of(v), u_odd = mantissa_of(u);
    int power = exponent_of(v) - exponent_of(u) + 1075;
    for (; !(v_odd & 1); v_odd >>= 1)
        power++;
    for (; !(u_odd & 1); u_odd >>= 1)
        power--;
    return power == 0 && (double)factor * (double)u_odd == (double)v_odd;
}

/* The double nearest to what is a little less than v / u, by less than 2**-120 of it. */
static double quotient_of(double v, double u)
{
    double quotient = v / u;
    return 0.0 < quotient && quotient < 0x1p-1022 && is_midpoint_below(quotient, v, u) ? quotient - 0x1p-1074 : quotient;
}

/* The angle of (u, v), or of (-u, v), for positive finite numbers. */
static double angle_of_point(double v, double u, int is_left)
{
    double large = v > u ? v : u, scale = large > 0x1p500 ? 0x1p-600 : large < 0x1p-500 ? 0x1p600 : 1.0;
    double small_v = v * scale, small_u = u * scale, side = is_left ? -small_u : small_u;
    struct pair pair;
    if (small_v <= small_u * FLAT)
        return is_left ? PI_HIGH : quotient_of(v, u);
    if (small_u <= small_v * FLAT)
        return HALF_PI_HIGH;
    pair = point_pair(small_v, side);
    return settle(order_of_angle, ATAN2, small_v, side, pair, pair.high * BOUND);
}

static double atan2_of(double y, double x)
{
    double v = fabs(y), u = fabs(x);
    if (x != x || y != y)
        return NAN;
    if (v == INFINITY || u == INFINITY) {
        v = v == INFINITY ? 1.0 : 0.0;
        u = u == INFINITY ? 1.0 : 0.0;
    }
    if (v == 0.0 || u == 0.0)
        return copysign(v != 0.0 ? HALF_PI_HIGH : signbit(x) ? PI_HIGH : 0.0, y);
    return copysign(angle_of_point(v, u, x < 0.0), y);
}

/* ---- arcs.py: asin and acos, the angle of a point on the unit circle. ---- */

/* The root of 1 - a * a, for 0 <= a < 1, with an error below 2**-100 of it. */
static inline struct pair other_side(double a)
{
    double square = a * a, near = 1.0 - square;
    double rest = error_of_smaller(1.0, -square, near) - error_of_product(a, a, square);
    double total = near + rest, total_low = (near - total) + rest, root = sqrt(total), product = root * root;
    return (struct pair){ root, ((total - product) - error_of_product(root, root, product) + total_low) * (0.5 / root) };
}

/* A constant plus or less the angle whose sine is the lesser of a and the root: asin c, in a table, and asin w with
   w = v * d - c * u, d the root of 1 - c * c. */
static inline struct pair arc(double whole, double whole_low, double sign, double a, struct pair root)
{
    int is_turned = root.high < a;
    double v = is_turned ? root.high : a, v_low = is_turned ? root.low : 0.0;
    double u = is_turned ? a : root.high, u_low = is_turned ? 0.0 : root.low;
    /* A little less than v, so that v * d is at least half of c * u, or c is 0: their difference is exact (Sterbenz). */
    double steps = v * (256.0 * (1.0 - 0x1p-16)) + TO_WHOLE - TO_WHOLE, c = steps * (1.0 / 256.0);
    int at = (int)steps;
    double d = COSINES_HIGH[at], ahead = v * d, behind = c * u, rest = ahead - behind;
    double rest_low = (error_of_product(v, d, ahead) - error_of_product(c, u, behind)) + (
        v * COSINES_LOW[at] + (v_low * d - c * u_low));
    double w = rest + rest_low, w_low = (rest - w) + rest_low;
    double square = w * w, tail = square * (square * (15.0 / 336.0) + 3.0 / 40.0) + 1.0 / 6.0;
    double table = ARCS_HIGH[at], near = table + w;
    double angle_low = error_of_smaller(table, w, near) + (ARCS_LOW[at] + (w * square * tail + w_low));
    double angle = near * sign, high = whole + angle;
    return (struct pair){ high, error_of_smaller(whole, angle, high) + (sign * angle_low + whole_low) };
}

static inline struct pair asin_pair(double a)
{
    struct pair root = other_side(a);
    int is_turned = root.high < a;
    return arc(is_turned ? HALF_PI_HIGH : 0.0, is_turned ? HALF_PI_LOW : 0.0, is_turned ? -1.0 : 1.0, a, root);
}

static double asin_of(double x)
{
    double a = fabs(x);
    struct pair pair;
    if (a <= SMALL)
        return x;
    if (!(a < 1.0))
        return a == 1.0 ? copysign(HALF_PI_HIGH, x) : NAN;
    pair = asin_pair(a);
    return copysign(settle(order_of_angle, ASIN, a, 0.0, pair, pair.high * BOUND), x);
}

static inline struct pair acos_pair(double x)
{
    double a = fabs(x);
    struct pair root = other_side(a);
    int is_turned = root.high < a;
    double sign = is_turned ? 1.0 : -1.0, whole = is_turned ? 0.0 : HALF_PI_HIGH, whole_low = is_turned ? 0.0 : HALF_PI_LOW;
    /* From the other side if x is below 0: pi less it. */
    return arc(x < 0.0 ? PI_HIGH - whole : whole, x < 0.0 ? PI_LOW - whole_low : whole_low, x < 0.0 ? -sign : sign, a, root);
}

static double acos_of(double x)
{
    double a = fabs(x);
    struct pair pair;
    if (!(a < 1.0))
        return x == 1.0 ? 0.0 : x == -1.0 ? PI_HIGH : NAN;
    if (a <= FLAT)
        return HALF_PI_HIGH;
    pair = acos_pair(x);
    return settle(order_of_angle, ACOS, x, 0.0, pair, pair.high * BOUND);
}
'''
