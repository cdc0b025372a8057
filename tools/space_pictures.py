"""Draws the solids of docs/gallery in the light, with what `import pyfidget` offers.

    python3 -m tools.space_pictures [FOLDER]
"""
import pathlib
import sys

import pyfidget as pf

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZE = 300  # pixels


def gyroid():
    x, y, z = pf.X * 9, pf.Y * 9, pf.Z * 9
    waves = pf.sin(x) * pf.cos(y) + pf.sin(y) * pf.cos(z) + pf.sin(z) * pf.cos(x)
    return pf.intersection(pf.sphere(0, 0, 0, 0.92), pf.abs_(waves) - 0.45)


def die():
    """Three faces can be seen: 1 on top, 2 to the front, 3 to the right."""
    solid = pf.rounded_box(-0.58, -0.58, -0.58, 0.58, 0.58, 0.58, 0.14)
    pips = [(0, 0.66, 0), (-0.25, 0.25, 0.66), (0.25, -0.25, 0.66), (0.66, 0, 0), (0.66, 0.3, 0.3), (0.66, -0.3, -0.3)]
    return pf.difference(solid, *(pf.sphere(x, y, z, 0.15) for x, y, z in pips))


def wheel():
    return pf.extrude(pf.load(ROOT / 'models' / 'gear.vm'), -0.16, 0.16)


PICTURES = {
    'gyroid': (gyroid, (20, 30, 0)), 'die': (die, (28, -35, 0)), 'wheel': (wheel, (35, -40, 0)),
    'link': (lambda: pf.load(ROOT / 'models' / 'link.vm'), (30, -35, 0)),
}


def main(folder=ROOT / 'docs' / 'gallery'):
    for name, (make, rotate) in PICTURES.items():
        path = pathlib.Path(folder) / f'{name}.png'
        make().shaded(3 * SIZE, rotate=rotate, ambient_occlusion=True).resize((SIZE, SIZE), 1).save(path)


if __name__ == '__main__':
    main(*sys.argv[1:])
