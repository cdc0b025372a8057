"""Films: pictures one after the other, in one file or in a folder."""
from __future__ import annotations

import itertools
import pathlib
from typing import Any, Callable, Iterable, Iterator

import PIL.Image
import PIL.ImageDraw

from pyfidget.grid import CHALLENGE
from pyfidget.host.composable import Composable
from pyfidget.host.random_programs import interesting_shapes
from pyfidget.host.view import View

FORMATS = ('webp', 'gif', 'png')

_INK, _PAPER = 255, 0
_MARGIN = 6


def film_of(shape: Composable, frames: int, size: int, *, z: tuple[float, float] = (0.0, 0.0),
            scale: tuple[float, float] = (1.0, 1.0), center: tuple[float, float] = (0.0, 0.0)) -> Iterator[PIL.Image.Image]:
    """Pictures of a shape, while z and the scale go from their first number to their second one (`views_of`)."""
    for view in views_of(frames, size, z=z, scale=scale, center=center):
        yield shape.image(size, z=view.z, scale=view.scale, center=center)


def views_of(frames: int, size: int, *, z: tuple[float, float] = (0.0, 0.0), scale: tuple[float, float] = (1.0, 1.0),
             center: tuple[float, float] = (0.0, 0.0)) -> Iterator[View]:
    """What a film shows, picture by picture: z goes evenly, the scale by the same factor from each picture to the next."""
    for frame in range(frames):
        part = frame / max(1, frames - 1)
        zoom = scale[0] * (scale[1] / scale[0]) ** part if part < 1.0 else scale[1]
        yield View(size, size, CHALLENGE, *center, zoom, z[0] + (z[1] - z[0]) * part)


def random_film(seed: int, frames: int, size: int, lines: int = 0) -> Iterator[PIL.Image.Image]:
    """Pictures of random shapes, with so many lines of the beginning of each one's text."""
    for shape in itertools.islice(interesting_shapes(seed), frames):
        yield with_text(shape.image(size), shape.to_vm(), lines)


def with_text(image: PIL.Image.Image, program: str, lines: int) -> PIL.Image.Image:
    """A picture with so many lines of a program's text upon it, if any."""
    if lines == 0:
        return image
    text = '\n'.join(program.splitlines()[:lines])
    drawing = PIL.ImageDraw.Draw(image)
    left, top, right, bottom = drawing.textbbox((_MARGIN, _MARGIN), text)
    drawing.rectangle((left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN), fill=_PAPER)
    drawing.text((_MARGIN, _MARGIN), text, fill=_INK)
    return image


def write_film(pictures: Iterable[PIL.Image.Image], path: str, milliseconds: int, told: Callable[[], None]) -> None:
    """Write a film: .webp, .gif, .png (APNG), or any other name for a folder of pictures, 0000.png, 0001.png, ...

    told: called with each picture that is there. OSError.
    """
    watched = _watched(pictures, told)
    target = pathlib.Path(path)
    if target.suffix[1:].lower() in FORMATS:
        images = list(watched)
        options: dict[str, Any] = {'lossless': True} if target.suffix.lower() == '.webp' else {}
        images[0].save(target, save_all=True, append_images=images[1:], duration=milliseconds, loop=0, **options)
        return
    target.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(watched):
        image.save(target / f'{number:04}.png')


def _watched(pictures: Iterable[PIL.Image.Image], told: Callable[[], None]) -> Iterator[PIL.Image.Image]:
    for picture in pictures:
        told()
        yield picture
