"""What holds wherever the package is installed. A script for any Python, outside the checkout:

    python -I smoke.py native|numpy PACKAGE_FOLDER MODEL SIZE SHA256

native or numpy: what draws. SHA256 is the digest of MODEL's picture, SIZE pixels square, one byte a pixel.
"""
import hashlib
import pathlib
import sys
import warnings

import numpy as np

import pyfidget as pf

drawn_by, packages, model, size, digest = sys.argv[1:]

package = pathlib.Path(pf.__file__).parent
assert package == pathlib.Path(packages, 'pyfidget'), package
assert (package / 'py.typed').exists()
assert (package / 'host' / 'libpyfidget.so').exists() == (drawn_by == 'native')

with warnings.catch_warnings(record=True) as given:
    warnings.simplefilter('always')
    shape = pf.load(model)
assert [warning.category for warning in given] == ([] if drawn_by == 'native' else [RuntimeWarning]), given

warnings.simplefilter('ignore', RuntimeWarning)
picture = shape.render(int(size))
assert picture.dtype == np.uint8 and picture.shape == (int(size), int(size))
assert hashlib.sha256(picture.tobytes()).hexdigest() == digest
assert shape.image(int(size)).tobytes() == picture.tobytes()

try:
    pf.parse('x var-x\ny foo')
except pf.ParseError as error:
    assert (error.line, error.column) == (2, 3)
else:
    raise AssertionError('no error')
