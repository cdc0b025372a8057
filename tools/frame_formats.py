"""What a frame could travel as: its bytes and the time that making them takes, as JSON for viewer_benchmark.mjs.

    python3 -m tools.frame_formats MODEL.vm SIZE
"""
import base64
import io
import json
import sys
import time
import zlib

import numpy as np
import PIL.Image

from pyfidget.host.shape import load

_RUNS = 21


def formats(bits, width):
    """Name -> a function that makes the bytes of a picture, an array of bits in bytes."""
    def png():
        stream = io.BytesIO()
        PIL.Image.frombytes('1', (width, bits.shape[0]), bits.tobytes()).save(stream, 'png', compress_level=1)
        return stream.getvalue()

    return {
        'bits': bits.tobytes,
        'bits, deflated': lambda: zlib.compress(bits.tobytes(), 1),
        'png': png,
        'bytes': lambda: (np.unpackbits(bits, axis=1)[:, :width] * np.uint8(255)).tobytes(),
    }


def main():
    model, size = sys.argv[1], int(sys.argv[2])
    bits = np.packbits(load(model).render(size), axis=1)
    answer = {}
    for name, make in formats(bits, size).items():
        times = []
        for _ in range(_RUNS):
            started = time.perf_counter()
            made = make()
            times.append(time.perf_counter() - started)
        answer[name] = {'milliseconds': sorted(times)[_RUNS // 2] * 1000.0, 'content': base64.b64encode(made).decode()}
    print(json.dumps(answer))


if __name__ == '__main__':
    main()
