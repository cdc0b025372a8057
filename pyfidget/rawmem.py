"""Raw memory outside the garbage collector, under one interface: lltype when translated, a bytearray otherwise.

Raw-pointer code carries no bounds check and no collector code, and a raw block never moves, so that it can be handed to the
operating system as it is. Who allocates a block frees it.
"""
import os
import struct

from pyfidget.rpy import HAVE_RPYTHON, bits_to_float, we_are_translated
from pyfidget.system import from_bytes

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi, rposix

    _BYTES = rffi.CArray(rffi.UCHAR)
    _DOUBLES = rffi.CArray(lltype.Float)
    _WORDS = rffi.CArray(lltype.Signed)
    _INTS = rffi.CArray(rffi.INT)
    BYTES_POINTER = lltype.Ptr(_BYTES)
    DOUBLES_POINTER = lltype.Ptr(_DOUBLES)
    WORDS_POINTER = lltype.Ptr(_WORDS)
    INTS_POINTER = lltype.Ptr(_INTS)
    _STDLIB = ExternalCompilationInfo(includes=['stdlib.h'])
    _aligned_alloc = rffi.llexternal('aligned_alloc', [rffi.SIZE_T, rffi.SIZE_T], rffi.VOIDP, compilation_info=_STDLIB,
                                     _nowrapper=True)
    _memset = rffi.llexternal('memset', [rffi.VOIDP, rffi.INT, rffi.SIZE_T], rffi.VOIDP, _nowrapper=True,
                              compilation_info=ExternalCompilationInfo(includes=['string.h']))
    # WebAssembly has one memory, without pages that are mapped; there a block is the C library's, cleared.
    _BLOCKS = ExternalCompilationInfo(
        pre_include_bits=['#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif'],
        includes=['stdint.h', 'stdlib.h', 'string.h'], post_include_bits=['''
        #ifdef __wasm__
        static inline void *pyfidget_map_block(int64_t size, int64_t large_pages) {
            void *block = aligned_alloc(64, size);
            return block ? memset(block, 0, size) : NULL;
        }
        static inline void pyfidget_unmap_block(void *block, int64_t size) { free(block); }
        #else
        #include <sys/mman.h>
        static inline void *pyfidget_map_block(int64_t size, int64_t large_pages) {
            const int64_t page = 2 << 20;
            int64_t more = 0, before;
            char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (block != MAP_FAILED && (int64_t)block % page != 0) {
                /* Newer systems put what is so large on such a boundary unasked. */
                munmap(block, size);
                more = page;
                block = mmap(NULL, size + more, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            }
            if (block == MAP_FAILED)
                return NULL;
            before = -(int64_t)block & (page - 1);
            if (before > 0)
                munmap(block, before);
            block += before;
            if (before < more)
                munmap(block + size, more - before);
        #ifdef MADV_HUGEPAGE
            if (large_pages)
                madvise(block, size, MADV_HUGEPAGE);
        #endif
            return block;
        }
        static inline void pyfidget_unmap_block(void *block, int64_t size) { munmap(block, size); }
        #endif
        '''])
    _map_block = rffi.llexternal('pyfidget_map_block', [lltype.Signed] * 2, rffi.VOIDP, compilation_info=_BLOCKS, _nowrapper=True)
    _unmap_block = rffi.llexternal('pyfidget_unmap_block', [rffi.VOIDP, lltype.Signed], lltype.Void, compilation_info=_BLOCKS,
                                   _nowrapper=True)
    _free = rffi.llexternal('free', [rffi.VOIDP], lltype.Void, compilation_info=_STDLIB, _nowrapper=True)

_LINE = 64  # bytes: of the processor's cache, and of its widest register
_LARGE_PAGE = 2 << 20


def alloc_bytes(size):
    """A block of `size` zero bytes; MemoryError if there is no room for it. A large one costs nothing until it is used."""
    if we_are_translated():
        return lltype.malloc(_BYTES, size, flavor='raw', zero=True)
    return bytearray(size)


def free_bytes(block):
    if we_are_translated():
        lltype.free(block, flavor='raw')


def get_byte(block, index):
    if we_are_translated():
        return rffi.cast(lltype.Signed, block[index])
    return block[index]


def set_byte(block, index, value):
    """value: 0 to 255."""
    if we_are_translated():
        block[index] = rffi.cast(rffi.UCHAR, value)
    else:
        block[index] = value


def fill_bytes(block, index, count, value):
    """Set `count` bytes from `index` on to a value, 0 to 255."""
    if we_are_translated():
        _memset(rffi.cast(rffi.VOIDP, rffi.ptradd(block, index)), rffi.cast(rffi.INT, value), rffi.cast(rffi.SIZE_T, count))
    else:
        block[index:index + count] = bytearray([value]) * count


def set_flag(block, index, condition):
    """Set a byte to 1 where a condition holds, else to 0."""
    if we_are_translated():
        block[index] = rffi.cast(rffi.UCHAR, condition)
    else:
        block[index] = 1 if condition else 0


def get_word(block, index):
    """The 8 bytes from `index` on as a signed word, the least significant byte first."""
    if we_are_translated():
        return rffi.cast(WORDS_POINTER, rffi.ptradd(block, index))[0]
    return struct.unpack_from('<q', block, index)[0]


def set_word(block, index, value):
    """Set the 8 bytes from `index` on to a signed word of 64 bits, the least significant byte first."""
    if we_are_translated():
        rffi.cast(WORDS_POINTER, rffi.ptradd(block, index))[0] = value
    else:
        struct.pack_into('<q', block, index, value)


def get_int(block, index):
    """Entry of a block of 32-bit numbers."""
    if we_are_translated():
        return rffi.cast(lltype.Signed, block[index])
    return block[index]


def set_int(block, index, value):
    """Set an entry of a block of 32-bit numbers; value: 0 to 2**31 - 1."""
    if we_are_translated():
        block[index] = rffi.cast(rffi.INT, value)
    else:
        block[index] = value


def set_bits(doubles, index, bits):
    """Set an entry of a block of doubles to the one with these bits. (A constant NaN is just any NaN to the translator.)"""
    if we_are_translated():
        rffi.cast(WORDS_POINTER, doubles)[index] = bits
    else:
        doubles[index] = bits_to_float(bits)


# Lines: blocks of any content, 64-byte aligned, indexed like lists. try_... gives one that is_missing where there is no room, and
# neither raises nor touches the garbage collector, so that any thread may call it.

def try_bytes(count):
    if we_are_translated():
        return rffi.cast(BYTES_POINTER, _try_lines(count))
    return bytearray(count)


def try_words(count):
    if we_are_translated():
        return rffi.cast(WORDS_POINTER, _try_lines(8 * count))
    return [0] * count


def try_doubles(count):
    if we_are_translated():
        return rffi.cast(DOUBLES_POINTER, _try_lines(8 * count))
    return [0.0] * count


def _try_lines(size):
    # One line more than it takes: vector code may read a little behind the end.
    return _aligned_alloc(rffi.cast(rffi.SIZE_T, _LINE), rffi.cast(rffi.SIZE_T, (size // _LINE + 2) * _LINE))


# One block cut into pieces of any kind: pool.py.

def map_block(size, large_pages):
    """`size` zero bytes, a multiple of 2 MB, on such a boundary where there are pages; large_pages: to ask the system for pages
    of that size. MemoryError.

    Untranslated there is no such block, and every piece of it is a list of its own.
    """
    if we_are_translated():
        block = _map_block(size, int(large_pages))
        if not block:
            raise MemoryError
        return rffi.cast(BYTES_POINTER, block)
    return bytearray(1)


def alloc_large(size):
    """A block of `size` zero bytes, of large pages if it is large itself; MemoryError."""
    if we_are_translated() and size >= _LARGE_PAGE:
        return map_block(_whole_pages(size), True)
    return alloc_bytes(size)


def free_large(block, size):
    if we_are_translated() and size >= _LARGE_PAGE:
        unmap_block(block, _whole_pages(size))
    else:
        free_bytes(block)


def _whole_pages(size):
    return (size + _LARGE_PAGE - 1) & ~(_LARGE_PAGE - 1)


def unmap_block(block, size):
    if we_are_translated():
        _unmap_block(rffi.cast(rffi.VOIDP, block), size)


def bytes_at(block, start):
    if we_are_translated():
        return rffi.cast(BYTES_POINTER, rffi.ptradd(block, start))
    return block


def as_bytes(block, count):
    return block if we_are_translated() else bytearray(count)


def as_ints(block, count):
    return rffi.cast(INTS_POINTER, block) if we_are_translated() else [0] * count


def as_words(block, count):
    return rffi.cast(WORDS_POINTER, block) if we_are_translated() else [0] * count


def as_doubles(block, count):
    return rffi.cast(DOUBLES_POINTER, block) if we_are_translated() else [0.0] * count


# Addresses, for memory that others give and take. Untranslated there are none.

def address_of(block):
    return rffi.cast(lltype.Signed, block) if we_are_translated() else 0


def at_address(address):
    """A bare pointer."""
    return rffi.cast(rffi.VOIDP, address) if we_are_translated() else None


def bytes_at_address(address):
    return rffi.cast(BYTES_POINTER, address) if we_are_translated() else None


def doubles_at_address(address):
    return rffi.cast(DOUBLES_POINTER, address) if we_are_translated() else None


def words_at_address(address):
    return rffi.cast(WORDS_POINTER, address) if we_are_translated() else None


def text_at_address(address, size):
    """A copy of so many bytes."""
    return rffi.charpsize2str(rffi.cast(rffi.CCHARP, address), size) if we_are_translated() else ''


def is_missing(block):
    if we_are_translated():
        return not block
    return False


def free_lines(block):
    """Free a block of lines, or one that is missing."""
    if we_are_translated():
        _free(rffi.cast(rffi.VOIDP, block))


# To the translator each of these is one function for every kind of block.
is_missing._annspecialcase_ = 'specialize:ll'
free_lines._annspecialcase_ = 'specialize:ll'
address_of._annspecialcase_ = 'specialize:ll'
address_of._always_inline_ = True


def alloc_words(count):
    """As try_words; MemoryError."""
    block = try_words(count)
    if is_missing(block):
        raise MemoryError
    return block


def alloc_doubles(count):
    """As try_doubles; MemoryError."""
    block = try_doubles(count)
    if is_missing(block):
        raise MemoryError
    return block


def alloc_ints(count):
    """A block of lines of 32-bit numbers; MemoryError."""
    block = try_bytes(4 * count)
    if is_missing(block):
        raise MemoryError
    return as_ints(block, count)


def alloc_flags(count):
    """A block of lines of bytes; MemoryError."""
    block = try_bytes(count)
    if is_missing(block):
        raise MemoryError
    return block


def write_block(descriptor, block, size):
    """Write the first `size` bytes of a block; OSError."""
    start = 0
    while start < size:
        if we_are_translated():
            rest = rffi.cast(rffi.VOIDP, rffi.ptradd(block, start))
            start += rposix.handle_posix_error('write', rposix.c_write(descriptor, rest, size - start))
        else:
            start += os.write(descriptor, block[start:size])


def read_block(descriptor, block, most):
    """Read up to `most` bytes to the beginning of a block, with one request; gives how many came. OSError."""
    if we_are_translated():
        return rposix.handle_posix_error('read', rposix.c_read(descriptor, rffi.cast(rffi.VOIDP, block), most))
    data = os.read(descriptor, most)
    block[:len(data)] = data
    return len(data)


def text_of_block(block, start, size):
    """A copy of `size` bytes of a block, from `start` on."""
    if we_are_translated():
        return rffi.charpsize2str(rffi.cast(rffi.CCHARP, rffi.ptradd(block, start)), size)
    return from_bytes(bytes(block[start:start + size]))
