"""What tools/sanitize runs with the library built for it: pictures of space and meshes, by one thread and by three.

    python3 -m tools.sanitize_space [MODEL.vm ...]

Prints a line of numbers for each, the same whatever the library was compiled with.
"""
import hashlib
import pathlib
import sys

import numpy as np

import pyfidget as pf

VIEWS = [{}, {'rotate': (20, 30, 10)}, {'rotate': (-35, 200, 0), 'perspective': 0.4, 'center': (0.1, -0.2, 0.3), 'scale': 0.8}]
SIZES = [{'width': 97, 'height': 70, 'depth': 61}, {'width': 3, 'height': 150, 'depth': 5}]
BOX = (-0.7, 0.9, -1, 0.3, -0.8, 1.2)


def solids():
    x, y, z = pf.X, pf.Y, pf.Z
    waves = pf.sin(9 * x) * pf.cos(9 * y) + pf.sin(9 * y) * pf.cos(9 * z) + pf.sin(9 * z) * pf.cos(9 * x)
    return {
        'ball': pf.sphere(0.1, 0.2, 0.3, 0.6),
        'box': pf.box(-0.53, -0.41, -0.37, 0.61, 0.73, 0.29),
        'gyroid': pf.intersection(pf.sphere(0, 0, 0, 0.9), pf.abs_(waves) - 0.4),
        'no number': pf.sqrt(x) + y + pf.ln(z),
        'noise': pf.rand(pf.mix(pf.mix(x, y), z)) - 0.5,
        'all operations': pf.max_(pf.atan2(x, y) / pf.exp(z) - pf.tan(x) + pf.mod(y, 0.3), pf.min_(
            pf.compare(pf.asin(x), pf.acos(z)), pf.floor(3 * z) - pf.ceil(x) + pf.round_(4 * y) * pf.atan(z))),
        'everything': z * 0 - 1,
        'nothing': z * 0 + 1,
    }


def digest(*arrays):
    state = hashlib.sha256()
    for array in arrays:
        state.update(np.ascontiguousarray(array).tobytes())
    return state.hexdigest()[:16]


def main(paths):
    shapes = {**solids(), **{pathlib.Path(path).stem: pf.load(path) for path in paths}}
    for name, shape in shapes.items():
        for threads in (1, 3):
            for view in VIEWS:
                for size in SIZES:
                    both = {**size, **view, 'threads': threads}
                    print(name, threads, digest(shape.heightmap(**both), shape.normals(**both), np.asarray(
                        shape.shaded(**both, ambient_occlusion=True))))
            for cells, more in ((7, {}), (33, {'box': BOX}), (20, {'open': True})):
                mesh = shape.mesh(cells, threads=threads, **more)
                print(name, threads, cells, digest(mesh.vertices, mesh.faces, mesh.normals))


if __name__ == '__main__':
    main(sys.argv[1:])
