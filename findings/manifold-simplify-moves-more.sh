#!/bin/sh
# How far manifold3d's Manifold.simplify moves a surface.
#
# Seen with manifold3d 3.5.4, whose documentation promises that no surface moves by as much as the tolerance: points of a
# simplified torus are 1.4 tolerances away from the torus, since what its collapses of edges move adds up; and a plate that is
# thinner than the tolerance is gone, without an error. pyfidget measures the result for that reason, and asks for less until it
# fits (host/mesh.py, `Mesh.simplified`).
#
# Run by hand, with network and Python 3.10 or newer: installs manifold3d and numpy into a temporary folder, without pyfidget. Ends
# with 1 if the behaviour is another one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check manifold3d==3.5.4 numpy==2.2.6
cat > "$folder/moved.py" <<'PYTHON'
import importlib.metadata
import sys

import manifold3d
import numpy as np

MAJOR, MINOR, TOLERANCE = 0.7, 0.3, 0.1
FACETS = 0.004  # how far a torus of 64 times 24 facets is inside of the round one, and a little more


def points_of(solid, parts=12):
    mesh = solid.to_mesh64()
    a, b, c = np.asarray(mesh.vert_properties)[:, :3][np.asarray(mesh.tri_verts, np.int64)].transpose(1, 0, 2)
    return np.concatenate([(i * a + j * b + (parts - i - j) * c) / parts for i in range(parts + 1) for j in range(parts + 1 - i)])


def main():
    print('manifold3d', importlib.metadata.version('manifold3d'))
    torus = manifold3d.Manifold.revolve(manifold3d.CrossSection.circle(MINOR, 24).translate([MAJOR, 0.0]), 64)
    x, y, z = points_of(torus.simplify(TOLERANCE)).T
    from_round = np.abs(np.hypot(np.hypot(x, y) - MAJOR, z) - MINOR)
    moved = float(np.max(from_round)) - FACETS
    print(f'a torus simplified to {TOLERANCE}: a point has moved by {moved:.3f} at least')
    plate = manifold3d.Manifold.cube([1.0, 1.0, 0.02], True).refine(16)
    left = plate.simplify(0.03)
    print(f'a plate of 1 x 1 x 0.02 simplified to 0.03: {left.num_tri()} of {plate.num_tri()} triangles are left, {left.status()}')
    return 0 if moved > TOLERANCE and left.num_tri() == 0 and left.status() == manifold3d.Error.NoError else 1


sys.exit(main())
PYTHON
"$folder/env/bin/python" "$folder/moved.py"
