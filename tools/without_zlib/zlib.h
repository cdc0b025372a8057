/* A stand-in for zlib's header, for compilers that have none: what rpython.rlib.rzlib calls to make a stream, which here is not
   compressed (RFC 1950 around stored blocks of RFC 1951). Names and numbers are those of zlib's interface.

   The functions are static: there is nothing to link. What a stream has to remember lies in fields that only zlib itself uses:
   `reserved` has bytes that are still to be put out, `opaque` how many, what comes next, and how much of a block is to come. */
#ifndef PYFIDGET_WITHOUT_ZLIB
#define PYFIDGET_WITHOUT_ZLIB
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ZLIB_VERSION "1.2.11"
#define Z_NO_FLUSH 0
#define Z_FINISH 4
#define Z_OK 0
#define Z_STREAM_END 1
#define Z_STREAM_ERROR (-2)

typedef unsigned char Byte;
typedef Byte Bytef;
typedef unsigned int uInt;
typedef unsigned long uLong;
typedef void *voidpf;

typedef struct z_stream_s {
    const Bytef *next_in;
    uInt avail_in;
    uLong total_in;
    Bytef *next_out;
    uInt avail_out;
    uLong total_out;
    const char *msg;
    void *state;
    voidpf (*zalloc)(voidpf, uInt, uInt);
    void (*zfree)(voidpf, voidpf);
    voidpf opaque;
    int data_type;
    uLong adler;
    uLong reserved;
} z_stream;

typedef z_stream *z_streamp;

enum { PYFIDGET_HEAD, PYFIDGET_BETWEEN, PYFIDGET_INSIDE, PYFIDGET_LAST, PYFIDGET_OVER };

static inline int deflateInit2_(z_streamp stream, int level, int method, int window, int memory, int strategy,
                                const char *version, int size)
{
    (void)level; (void)method; (void)window; (void)memory; (void)strategy; (void)version;
    if ((size_t)size != sizeof(z_stream))
        return Z_STREAM_ERROR;
    stream->total_in = stream->total_out = stream->reserved = 0;
    stream->msg = NULL;
    stream->opaque = NULL; /* at the head, nothing to put out */
    stream->adler = 1;
    return Z_OK;
}

static inline int deflateEnd(z_streamp stream)
{
    (void)stream;
    return Z_OK;
}

static inline void pyfidget_sum(z_streamp stream, const Bytef *bytes, uInt count)
{
    uLong low = stream->adler & 0xffff, high = stream->adler >> 16;
    for (uInt i = 0; i < count; i++) {
        low = (low + bytes[i]) % 65521;
        high = (high + low) % 65521;
    }
    stream->adler = high << 16 | low;
}

/* Put out what is waiting, begin blocks, copy them; until nothing is to be done, or there is no room. */
static inline int deflate(z_streamp stream, int flush)
{
    uintptr_t kept = (uintptr_t)stream->opaque;
    unsigned waiting = kept & 0xff, next = kept >> 8 & 0xff;
    uInt left = (uInt)(kept >> 16), count;
    int status = Z_OK, goes_on = 1;
    while (goes_on) {
        if (waiting > 0) {
            if (stream->avail_out == 0)
                break;
            *stream->next_out++ = (Bytef)stream->reserved;
            stream->avail_out--;
            stream->total_out++;
            stream->reserved >>= 8;
            waiting--;
        } else if (next == PYFIDGET_HEAD) {
            stream->reserved = 0x0178;
            waiting = 2;
            next = PYFIDGET_BETWEEN;
        } else if (next == PYFIDGET_BETWEEN && stream->avail_in > 0) {
            left = stream->avail_in < 65535 ? stream->avail_in : 65535;
            stream->reserved = (uLong)left << 8 | (uLong)(left ^ 0xffff) << 24;
            waiting = 5;
            next = PYFIDGET_INSIDE;
        } else if (next == PYFIDGET_BETWEEN && flush == Z_FINISH) {
            stream->reserved = 0xffff000001ul;
            waiting = 5;
            next = PYFIDGET_LAST;
        } else if (next == PYFIDGET_INSIDE) {
            count = left < stream->avail_in ? left : stream->avail_in;
            count = count < stream->avail_out ? count : stream->avail_out;
            memcpy(stream->next_out, stream->next_in, count);
            pyfidget_sum(stream, stream->next_in, count);
            stream->next_out += count;
            stream->next_in += count;
            stream->avail_out -= count;
            stream->avail_in -= count;
            stream->total_out += count;
            stream->total_in += count;
            left -= count;
            if (left == 0)
                next = PYFIDGET_BETWEEN;
            else
                goes_on = 0; /* no room, or the rest of the block is not there yet */
        } else if (next == PYFIDGET_LAST) {
            for (waiting = 0; waiting < 4; waiting++)
                stream->reserved = stream->reserved << 8 | (stream->adler >> 8 * waiting & 0xff);
            next = PYFIDGET_OVER;
        } else {
            status = next == PYFIDGET_OVER ? Z_STREAM_END : Z_OK;
            goes_on = 0;
        }
    }
    stream->opaque = (voidpf)((uintptr_t)left << 16 | next << 8 | waiting);
    return status;
}

static inline uLong crc32(uLong crc, const Bytef *bytes, uInt count)
{
    if (bytes == NULL)
        return 0;
    crc ^= 0xffffffff;
    for (uInt i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return crc ^ 0xffffffff;
}

#endif
