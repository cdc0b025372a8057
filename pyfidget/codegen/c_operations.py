"""The operations as C, but for the elementary functions: those that are more than an expression of C are functions."""

# Expressions of arguments, each an @.
EXPRESSIONS = {
    'abs': 'fabs(@)', 'neg': '-@', 'sqrt': 'sqrt(@)', 'floor': 'floor(@)', 'ceil': 'ceil(@)', 'round': 'round(@)',
    'add': '@ + @', 'sub': '@ - @', 'mul': '@ * @', 'div': '@ / @',
}

# Functions whose names are others: the C library has those, or numbers have it.
NAMES = {'square': 'squared', 'rand': 'rand_of', 'exp': 'exp_of', 'sin': 'sin_of', 'cos': 'cos_of', 'tan': 'tan_of',
         'asin': 'asin_of', 'acos': 'acos_of', 'atan': 'atan_of', 'atan2': 'atan2_of'}

TEXT = r'''
static uint64_t bits_of(double a) { uint64_t bits; memcpy(&bits, &a, 8); return bits; }
static double double_of(uint64_t bits) { double a; memcpy(&a, &bits, 8); return a; }

/* Bits of single precision, held in doubles: a double of them keeps even those of a NaN, as a signalling one. */
static uint32_t single_bits(double a)
{
    uint64_t bits = bits_of(a), magnitude = bits & 0x7FFFFFFFFFFFFFFFu, single;
    if (magnitude > 0x7FF0000000000000u)
        single = magnitude >> 51 & 1 ? 0x7FC00000u : 0x7F800000u | (magnitude >> 29 & 0x3FFFFFu) | (magnitude >> 28 & 1) << 22;
    else if (magnitude >= 0x3810000000000000u)
        single = (magnitude - 0x3800000000000000u + 0xFFFFFFFu + (magnitude >> 29 & 1)) >> 29;
    else
        single = bits_of(double_of(magnitude) + 0x1p-97) - 0x39E0000000000000u;
    if (single > 0x7F800000u && magnitude <= 0x7FF0000000000000u)
        single = 0x7F800000u;
    return magnitude > 0x7FF0000000000000u && magnitude >> 51 & 1 ? 0x7FC00000u : (uint32_t)(single | (bits >> 32 & 0x80000000u));
}

static double of_single_bits(uint32_t single)
{
    uint64_t magnitude = single & 0x7FFFFFFFu, bits = (magnitude << 29) + 0x3800000000000000u;
    if (magnitude < 0x800000u)
        bits = bits_of(double_of(magnitude + 0x39E0000000000000u) - 0x1p-97);
    if (magnitude >= 0x7F800000u)
        bits = 0x7FF0000000000000u | (magnitude & 0x3FFFFFu) << 29 | (magnitude >> 22 & 1) << 28;
    return double_of(bits | (uint64_t)(single & 0x80000000u) << 32);
}

static uint32_t hashed(uint32_t word)
{
    uint32_t state = word * 747796405u + 2891336453u;
    word = ((state >> ((state >> 28) + 4)) ^ state) * 277803737u;
    return word >> 22 ^ word;
}

static double squared(double a) { return a * a; }
static double not(double a) { return a == 0.0 ? 1.0 : 0.0; }
static double min(double a, double b) { return a < b || a != a ? a : b; }  /* the second of two equal ones */
static double max(double a, double b) { return a > b || a != a ? a : b; }
static double compare(double a, double b) { return a < b ? -1.0 : a > b ? 1.0 : a == b ? 0.0 : NAN; }
static double mod(double a, double b) { double r = fmod(a, b); return r < 0.0 ? r + fabs(b) : r; }
static double and(double a, double b) { return a == 0.0 ? a : b; }
static double or(double a, double b) { return a != 0.0 ? a : b; }
static double mix(double a, double b) { return of_single_bits(hashed(single_bits(a) + hashed(single_bits(b)))); }

static double rand_of(double a)
{
    uint64_t bits = (uint64_t)(hashed(single_bits(a)) >> 9) << 29 | 0x3FF0000000000000u;
    return double_of(bits) - 1.0;
}
'''
