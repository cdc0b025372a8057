"""A poster's folder: a group of Zarr version 3 whose arrays are the levels, with the metadata of OME-Zarr's multiscales."""
from __future__ import annotations

import hashlib
import pathlib
import shutil
import warnings
from typing import Any

import zarr
import zarr.codecs
from zarr.core.chunk_key_encodings import DefaultChunkKeyEncoding

from pyfidget.grid import CONVENTIONS
from pyfidget.host.posters.folder import OWN
from pyfidget.host.posters.layout import LARGEST_TILE, Layout
from pyfidget.host.posters.shards import ZSTD_LEVEL
from pyfidget.version import VERSION

FORMAT = 1  # of what lies in a folder; another one is another poster
_METADATA = 'zarr.json'


class Unfit(Exception):
    """A folder that this poster cannot go into; the message says why."""


def describe(text: bytes, layout: Layout) -> dict[str, Any]:
    """What makes a poster the one that it is, and its files what they are."""
    view = layout.view
    return {
        'format': FORMAT, 'model_sha256': hashlib.sha256(text).hexdigest(), 'width': view.width, 'height': view.height,
        'grid': CONVENTIONS[view.convention], 'center': [view.center_x, view.center_y], 'scale': view.scale, 'z': view.z,
        'chunk': layout.chunk, 'tile': LARGEST_TILE, 'bits': layout.is_packed, 'version': VERSION}


def open_store(folder: pathlib.Path, text: bytes, layout: Layout, is_resumed: bool) -> None:
    """Make a poster's folder, or see that it is this poster's; Unfit, OSError."""
    if (folder / _METADATA).exists():
        if not is_resumed:
            raise Unfit('it is there already: --resume goes on with it')
        _compare(folder, describe(text, layout))
    else:
        _see_empty(folder)
        zarr.create_group(str(folder), zarr_format=3, attributes={
            'ome': _multiscales(layout), 'pyfidget': describe(text, layout)})
    for level in range(layout.levels):
        if not (folder / f'{level}' / _METADATA).exists():
            _create_level(folder, layout, level)


def remove_store(folder: pathlib.Path, text: bytes, layout: Layout) -> None:
    """Remove what a poster's folder has but the lock, since something else has been made of it; Unfit where it is not this
    poster's, OSError. What says whose it is goes last, so that a removal that was cut off is finished by another one."""
    metadata = folder / _METADATA
    if metadata.exists():
        _compare(folder, describe(text, layout))
        for entry in folder.iterdir():
            if entry not in (metadata, folder / OWN):
                shutil.rmtree(entry)
        metadata.unlink()
    _see_empty(folder)


def _see_empty(folder: pathlib.Path) -> None:
    if any(entry.name != OWN for entry in folder.iterdir()):
        raise Unfit('it has something in it that is no poster')


def _compare(folder: pathlib.Path, wanted: dict[str, Any]) -> None:
    try:
        there = zarr.open_group(str(folder), mode='r', zarr_format=3).attrs.get('pyfidget')
    except ValueError as error:
        raise Unfit(f'its {_METADATA} cannot be read: {error}') from None
    if not isinstance(there, dict):
        raise Unfit('it has something in it that is no poster')
    for name, value in wanted.items():
        if name not in there:
            raise Unfit(f'it is of an older pyfidget, which did not say its {name}')
        if there[name] != value:
            raise Unfit(f'it is another poster: its {name} is {there[name]!r}, not {value!r}')


def _create_level(folder: pathlib.Path, layout: Layout, level: int) -> None:
    is_packed = layout.is_packed and level == 0
    zarr.create_array(
        str(folder / f'{level}'), shape=layout.size(level), dtype='bool' if is_packed else 'uint8',
        shards=(layout.side(level),) * 2, chunks=(layout.tile(level),) * 2, fill_value=0, dimension_names=('y', 'x'),
        filters=[_packing()] if is_packed else None, compressors=zarr.codecs.ZstdCodec(level=ZSTD_LEVEL, checksum=True),
        chunk_key_encoding=DefaultChunkKeyEncoding(separator='/'), zarr_format=3)


def _packing() -> Any:
    """zarr-python warns that other programs may not have it, which docs/posters.md says."""
    from zarr.codecs.numcodecs import PackBits

    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return PackBits()


def _multiscales(layout: Layout) -> dict[str, Any]:
    """Of OME-Zarr 0.5: a pixel of level k is 2^k as long, and its middle lies that of its pixels."""
    datasets = [{'path': f'{level}', 'coordinateTransformations': [
        {'type': 'scale', 'scale': [2.0 ** level] * 2},
        {'type': 'translation', 'translation': [(2.0 ** level - 1.0) / 2.0] * 2}]} for level in range(layout.levels)]
    return {'version': '0.5', 'multiscales': [{
        'axes': [{'name': 'y', 'type': 'space'}, {'name': 'x', 'type': 'space'}], 'datasets': datasets, 'type': 'mean'}]}
