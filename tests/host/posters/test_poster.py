"""Posters by a cluster of processes: exact at every level, and the same bytes whatever happened on the way."""
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from xml.etree import ElementTree

import numpy as np
import PIL.Image
import pytest

zarr = pytest.importorskip('zarr', '3')
distributed = pytest.importorskip('distributed')
tifffile = pytest.importorskip('tifffile')

from pyfidget import load  # noqa: E402
from pyfidget.host.commands import film, render  # noqa: E402
from pyfidget.host.commands.poster import main  # noqa: E402
from pyfidget.host.diagrams.command import Failure  # noqa: E402
from pyfidget.host.posters import folder, schedule, store  # noqa: E402
from pyfidget.host.posters.layout import Layout  # noqa: E402
from pyfidget.host.view import View  # noqa: E402
from pyfidget.version import VERSION  # noqa: E402
from tests.conftest import ROOT  # noqa: E402
from tests.host.native import needs_library  # noqa: E402

pytestmark = [needs_library, pytest.mark.filterwarnings('ignore::UserWarning', 'ignore::DeprecationWarning')]

GEAR = os.path.join(ROOT, 'models', 'gear.vm')


@pytest.fixture(scope='module')
def client():
    with schedule.local_cluster(2) as made:
        yield made


def layout(width, height, chunk=64, is_packed=False, smallest=16):
    return Layout(View(width, height, 0, 0.1, 0.05, 0.9, 0.0), chunk, is_packed, smallest)


@pytest.fixture(scope='module')
def text():
    return load(GEAR).to_vm().encode()


def make(client, text, cut, target, is_resumed=False, advance=lambda pixels: None):
    with folder.locked(target):
        store.open_store(target, text, cut, is_resumed)
        return schedule.make_poster(client, text, cut, target, advance)


def files_of(target):
    return {str(path.relative_to(target)): path.read_bytes() for path in sorted(target.rglob('*')) if path.is_file()}


CUT = layout(400, 333)


@pytest.fixture(scope='module')
def whole(client, text, tmp_path_factory):
    """A poster that nothing disturbed."""
    target = tmp_path_factory.mktemp('posters') / 'whole.zarr'
    make(client, text, CUT, target)
    return target


def expected(picture, level):
    """A level of a picture: the share of each square's pixels, of those that there are."""
    side = 1 << level
    height, width = (-(-count // side) * side for count in picture.shape)
    inside, there = (np.zeros((height, width), np.int64) for _ in range(2))
    inside[:picture.shape[0], :picture.shape[1]] = picture > 0
    there[:picture.shape[0], :picture.shape[1]] = 1
    counts, totals = (array.reshape(height // side, side, width // side, side).sum(axis=(1, 3)) for array in (inside, there))
    return (510 * counts + totals) // (2 * totals)


@pytest.mark.parametrize('width, height, chunk, is_packed', [
    (400, 333, 64, False), (700, 300, 128, True), (5, 3, 64, False),
])
def test_every_level_is_exact(client, text, tmp_path, width, height, chunk, is_packed):
    cut = layout(width, height, chunk, is_packed, 4)
    told = []
    summary = make(client, text, cut, tmp_path / 'p.zarr', advance=told.append)
    picture = load(GEAR).render(width=width, height=height, center=(0.1, 0.05), scale=0.9)
    group = zarr.open_group(str(tmp_path / 'p.zarr'), mode='r')
    assert ((group['0'][:] > 0) == (picture > 0)).all()
    for level in range(0 if not is_packed else 1, cut.levels):
        assert (group[str(level)][:] == expected(picture, level)).all(), level
    assert sum(told) == summary.pixels == width * height
    rows, columns = cut.chunks(0)
    assert summary.outside + summary.inside + sum(summary.drawn.values()) == rows * columns
    assert not (tmp_path / 'p.zarr' / folder.OWN).exists()
    assert [pixel['path'] for pixel in group.attrs['ome']['multiscales'][0]['datasets']] == [str(n) for n in range(cut.levels)]


def test_what_is_proven_is_no_workers_work(client, whole, tmp_path, text):
    with_inside = Layout(View(40000, 40000, 0, 0.0, 0.6, 0.3, 0.0), 2048)
    summary = make(client, text, with_inside, tmp_path / 'p.zarr')
    assert summary.outside > 0 and summary.inside > 0
    assert sum(summary.drawn.values()) < summary.outside + summary.inside


def test_what_is_missing_or_damaged_is_made_again_and_nothing_else(client, text, whole, tmp_path):
    target = tmp_path / 'p.zarr'
    shutil.copytree(whole, target)
    before = files_of(target)
    (target / '0/c/2/3').unlink()
    (target / '2/c/4/5').unlink()
    (target / '3/c/3/4').write_bytes(b'')
    cut_off = target / '0/c/1/2'
    cut_off.write_bytes(cut_off.read_bytes()[:-3])
    shutil.rmtree(target / '4')
    shutil.copytree(whole / '4', target / '4', ignore=shutil.ignore_patterns('c'))
    summary = make(client, text, CUT, target, is_resumed=True)
    assert sum(summary.drawn.values()) == 4
    assert files_of(target) == before


def test_a_worker_that_is_killed_costs_nothing(client, text, whole, tmp_path):
    target = tmp_path / 'p.zarr'
    killed = []

    def advance(pixels):
        if not killed:
            killed.append(client.run_on_scheduler(lambda dask_scheduler: min(dask_scheduler.workers)))
            os.kill(client.run(os.getpid)[killed[0]], signal.SIGKILL)

    make(client, text, CUT, target, advance=advance)
    assert killed
    assert files_of(target) == files_of(whole)


def test_another_client_may_be_the_default_one(client, text, whole, tmp_path):
    """A task waits on its own client's event loop; on another one's it would wait for ever."""
    with distributed.Client(client.scheduler.address) as newer:
        assert distributed.default_client() is newer
        made = threading.Thread(target=make, args=(client, text, CUT, tmp_path / 'p.zarr'), daemon=True)
        made.start()
        made.join(60)
        assert not made.is_alive()
    assert files_of(tmp_path / 'p.zarr') == files_of(whole)


def test_a_client_that_is_killed_is_resumed_by_another_one(client, tmp_path, capsys):
    target, other = tmp_path / 'p.zarr', tmp_path / 'other.zarr'
    options = ['--width=1400', '--height=1000', '--chunk=128']
    process = subprocess.Popen([sys.executable, '-m', 'pyfidget', 'poster', GEAR, '-o', str(target), '--workers=1', *options],
                               cwd=ROOT, stderr=subprocess.DEVNULL)
    while len(list(target.glob('0/c/*/*'))) < 8:
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert main([GEAR, '-o', str(target), '--scheduler', client.scheduler.address, '--resume', *options], 'poster') == 0
    assert re.search(r' [1-9]\d* there already, [1-9]\d* drawn ', capsys.readouterr().err)
    assert main([GEAR, '-o', str(other), '--scheduler', client.scheduler.address, *options], 'poster') == 0
    assert files_of(target) == files_of(other)


@pytest.mark.parametrize('width, height, chunk', [(700, 333, 64), (1100, 600, 1024)])
def test_a_tiff_is_the_picture(client, tmp_path, monkeypatch, width, height, chunk):
    monkeypatch.chdir(tmp_path)
    assert main([GEAR, '-o', 'p.tif', '--scheduler', client.scheduler.address, f'--width={width}', f'--height={height}',
                 f'--chunk={chunk}'], 'poster') == 0
    with tifffile.TiffFile('p.tif') as tiff:
        assert (tiff.is_bigtiff, tiff.pages[0].bitspersample, len(tiff.pages)) == (True, 1, 1)
        drawn = tiff.asarray()
    assert (drawn == (load(GEAR).render(width=width, height=height) > 0)).all()
    assert sorted(path.name for path in tmp_path.iterdir()) == ['p.tif']
    assert fault_of([GEAR, '-o', 'p.tif']) == 'p.tif is there already'


@pytest.mark.parametrize('width, height, chunk', [(700, 333, 64), (1100, 600, 2048), (1, 1, 64)])
def test_a_deep_zoom_image_is_the_poster(client, tmp_path, monkeypatch, width, height, chunk):
    monkeypatch.chdir(tmp_path)
    assert main([GEAR, '-o', 'p.dzi', '--scheduler', client.scheduler.address, f'--width={width}', f'--height={height}',
                 f'--chunk={chunk}'], 'poster') == 0
    image = ElementTree.parse('p.dzi').getroot()
    assert {key: int(value) for key, value in image[0].attrib.items()} == {'Width': width, 'Height': height}
    assert (image.get('Format'), image.get('Overlap')) == ('png', '0')
    picture = load(GEAR).render(width=width, height=height)
    levels = (max(width, height) - 1).bit_length() + 1
    assert sorted(int(path.name) for path in pathlib.Path('p_files').iterdir()) == list(range(levels))
    for level in range(levels):
        drawn = joined(pathlib.Path('p_files') / str(levels - 1 - level), int(image.get('TileSize')))
        assert (drawn == expected(picture, level)).all(), level
    assert sorted(path.name for path in tmp_path.iterdir()) == ['p.dzi', 'p_files']
    assert fault_of([GEAR, '-o', 'p.dzi']) == 'p.dzi is there already'


def joined(files, tile):
    """The picture of a folder of tiles."""
    tiles = {tuple(map(int, path.stem.split('_'))): np.asarray(PIL.Image.open(path)) for path in files.iterdir()}
    columns, rows = (max(place) + 1 for place in zip(*tiles))
    assert all(tiles[i, j].shape == (tile, tile) for i in range(columns - 1) for j in range(rows - 1))
    return np.block([[tiles[i, j] for i in range(columns)] for j in range(rows)])


def fail_with(message):
    def fail(*arguments):
        raise OSError(message)
    return fail


def test_a_deep_zoom_image_is_resumed(client, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = [GEAR, '-o', 'p.dzi', '--scheduler', client.scheduler.address, '--size=300', '--chunk=64']

    with monkeypatch.context() as context:
        context.setattr('pyfidget.host.posters.deep_zoom.write_whole', fail_with('no more'))  # for the .dzi; workers have theirs
        assert fault_of(words) == 'cannot write p.dzi: no more: --resume goes on with it'
    whole = files_of(tmp_path / 'p_files')
    damaged = tmp_path / 'p_files' / '9' / '3_4.png'
    damaged.write_bytes(bytes(len(damaged.read_bytes())))
    (tmp_path / 'p_files' / '8' / '0_0.png').unlink()
    assert fault_of(words) == 'p.dzi: it is there already: --resume goes on with it'
    assert main([*words, '--resume'], 'poster') == 0
    assert files_of(tmp_path / 'p_files') == whole


@pytest.mark.parametrize('name', ['p.tif', 'p.dzi'])
@pytest.mark.parametrize('is_begun', [False, True])
def test_a_removal_that_was_cut_off_is_finished(client, tmp_path, monkeypatch, name, is_begun):
    monkeypatch.chdir(tmp_path)
    words = [GEAR, '-o', name, '--scheduler', client.scheduler.address, '--size=300', '--chunk=64']
    with monkeypatch.context() as context:
        context.setattr('pathlib.Path.unlink' if is_begun else 'pyfidget.host.posters.store.remove_store', fail_with('no more'))
        assert fault_of(words) == f'cannot write {name}: no more: --resume goes on with it'
    made = files_of(tmp_path)
    assert f'{name}.zarr/zarr.json' in made and (f'{name}.zarr/0/zarr.json' in made) == (not is_begun)
    assert fault_of(words) == f'{name} is there already: --resume removes {name}.zarr, of which it was made'
    assert fault_of([*words, '--resume', '--z=1']) == f'{name}.zarr: it is another poster: its z is 0.0, not 1.0'
    assert main([*words, '--resume'], 'poster') == 0
    assert files_of(tmp_path) == {path: content for path, content in made.items() if not path.startswith(f'{name}.zarr')}
    assert not (tmp_path / f'{name}.zarr').exists()


def test_tiles_of_some_other_image_are_not_taken_for_those_of_this_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'p_files').mkdir()
    assert fault_of([GEAR, '-o', 'p.dzi', '--resume']) == 'p_files is there already'


# ---- films and studies ----

def test_a_film_of_a_cluster_is_the_same(client, tmp_path):
    words = [GEAR, '--scale=1,0.2', '--center=0.1,0.3', '--frames=9', '--size=75']
    assert film.main([*words, '-o', str(tmp_path / 'one')], 'film') is None
    assert film.main([*words, '-o', str(tmp_path / 'other'), '--scheduler', client.scheduler.address], 'film') is None
    assert len(files_of(tmp_path / 'one')) == 9
    assert files_of(tmp_path / 'one') == files_of(tmp_path / 'other')


def test_a_random_film_of_a_cluster_is_the_same(client, tmp_path):
    words = ['--random', '--seed=3', '--lines=2', '--frames=3', '--size=75']
    assert film.main([*words, '-o', str(tmp_path / 'one')], 'film') is None
    assert film.main([*words, '-o', str(tmp_path / 'other'), '--scheduler', client.scheduler.address], 'film') is None
    assert len(files_of(tmp_path / 'one')) == 3
    assert files_of(tmp_path / 'one') == files_of(tmp_path / 'other')


def test_a_study_has_the_pictures_that_render_draws(client, tmp_path, capfd, monkeypatch):
    monkeypatch.setenv('PYTHONPATH', ROOT)
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'wrong.vm').write_text('x var-x\nr foo x\n')
    models = [GEAR, 'wrong.vm', 'none.vm', os.path.join(ROOT, 'models', 'heart.vm')]
    words = [*models, '-o', 'out/', '--size=90', '--format=pgm', '--scale', '0.8']
    assert render.main([*words, '--scheduler', client.scheduler.address], 'pyfidget render') == 1
    said = capfd.readouterr().err
    assert "wrong.vm:2:3: unknown operation 'foo'" in said and 'cannot read none.vm: No such file or directory' in said
    drawn = files_of(tmp_path / 'out')
    assert sorted(drawn) == ['gear.pgm', 'heart.pgm']
    for name, content in drawn.items():
        picture = load(os.path.join(ROOT, 'models', f'{name[:-4]}.vm')).render(90, scale=0.8)
        assert content == b'P5\n90 90\n255\n' + picture.tobytes()


def test_what_a_study_cannot_do(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(GEAR, 'm.pgm')
    assert render.main(['m.pgm', '-o', '-', '--workers=1'], 'pyfidget render') == 2
    assert render.main(['m.pgm', '-o', './m.pgm', '--workers=1'], 'pyfidget render') == 2
    assert capsys.readouterr().err == ('pyfidget render: -o -: the pictures of a cluster go into files\n'
                                       'pyfidget render: -o: m.pgm is the model\n')


# ---- faults ----

def fault_of(words):
    with pytest.raises(Failure) as raised:
        main(words, 'pyfidget poster')
    return str(raised.value)


def at(client, model, target, *options):
    return [model, '-o', str(target), '--scheduler', client.scheduler.address, '--size=300', '--chunk=64', *options]


def test_a_poster_that_is_there_is_not_overwritten(client, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(at(client, GEAR, 'p.zarr'), 'pyfidget poster') == 0
    assert fault_of(at(client, GEAR, 'p.zarr')) == 'p.zarr: it is there already: --resume goes on with it'
    assert fault_of(at(client, GEAR, 'p.zarr', '--resume', '--z=1')) == "p.zarr: it is another poster: its z is 0.0, not 1.0"
    assert main(at(client, GEAR, 'p.zarr', '--resume'), 'pyfidget poster') == 0


@pytest.mark.parametrize('change, message', [
    ({'tile': 512}, 'it is another poster: its tile is 512, not 256'),
    ({'format': 2}, 'it is another poster: its format is 2, not 1'),
    ({'version': '0.0.1'}, f"it is another poster: its version is '0.0.1', not '{VERSION}'"),
    ({'tile': None}, 'it is of an older pyfidget, which did not say its tile'),
])
def test_a_poster_that_was_made_otherwise_is_not_gone_on_with(client, whole, text, tmp_path, change, message):
    target = tmp_path / 'p.zarr'
    shutil.copytree(whole, target)
    described = {**store.describe(text, CUT), **change}
    zarr.open_group(str(target)).attrs['pyfidget'] = {key: value for key, value in described.items() if value is not None}
    before = files_of(target)
    with pytest.raises(store.Unfit) as raised:
        make(client, text, CUT, target, is_resumed=True)
    assert str(raised.value) == message
    shutil.rmtree(target / folder.OWN)
    assert files_of(target) == before


def test_a_folder_of_other_things_is_left_alone(client, tmp_path):
    target = tmp_path / 'p.zarr'
    (target / '0').mkdir(parents=True)
    assert fault_of(at(client, GEAR, target, '--resume')) == f'{target}: it has something in it that is no poster'
    assert (target / '0').exists()
    zarr.create_group(str(target), overwrite=True)
    assert fault_of(at(client, GEAR, target, '--resume')) == f'{target}: it has something in it that is no poster'


def test_a_second_client_is_told_who_is_first(client, tmp_path):
    target = tmp_path / 'p.zarr'
    with folder.locked(target):
        assert f'is being written by process {os.getpid()} on ' in fault_of(at(client, GEAR, target))


def test_workers_of_another_version_are_refused(client):
    with pytest.raises(schedule.Lost, match=r'^pyfidget is 0\.0\.1 here and \S+ at tcp://127\.0\.0\.1:\d+$'):
        schedule.check_versions(client, '0.0.1')


def test_a_model_that_is_wrong_is_told_before_anything_is_made(client, tmp_path):
    (tmp_path / 'm.vm').write_text('x var-x\nr foo x\n')
    done = subprocess.run([sys.executable, '-m', 'pyfidget', 'poster', 'm.vm', '-o', 'p.zarr'], cwd=tmp_path, check=False,
                          env={**os.environ, 'PYTHONPATH': ROOT}, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (1, b"m.vm:2:3: unknown operation 'foo'\n")
    assert not (tmp_path / 'p.zarr').exists()


def test_a_store_that_refuses_a_write_is_one_line_and_can_be_resumed(client, text, tmp_path):
    target = tmp_path / 'p.zarr'
    with folder.locked(target):
        store.open_store(target, text, Layout(View(300, 300, 0, 0.0, 0.0, 1.0, 0.0), 64), False)
    (target / '0' / 'c').mkdir(parents=True)
    in_the_way = target / '0' / 'c' / '2'
    in_the_way.write_text('')
    assert fault_of(at(client, GEAR, target, '--resume')) == f'cannot write {target}: Not a directory: --resume goes on with it'
    in_the_way.unlink()
    assert main(at(client, GEAR, target, '--resume'), 'pyfidget poster') == 0


def test_a_disk_that_takes_no_more_is_one_line(client, tmp_path):
    limits = client.run(lambda: resource.getrlimit(resource.RLIMIT_FSIZE))
    most = next(iter(limits.values()))[1]
    client.run(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, most)))
    target = tmp_path / 'p.zarr'
    try:
        assert fault_of(at(client, GEAR, target)) == f'cannot write {target}: File too large: --resume goes on with it'
    finally:
        client.run(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert not list((target / folder.OWN / 'new').iterdir())
    assert main(at(client, GEAR, target, '--resume'), 'pyfidget poster') == 0


def test_no_scheduler_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(schedule, 'PATIENCE', '1s')
    said = fault_of([GEAR, '-o', str(tmp_path / 'p.zarr'), '--scheduler', 'tcp://127.0.0.1:1'])
    assert said.startswith('no scheduler at tcp://127.0.0.1:1: ') and said.endswith(
        f': --resume goes on with {tmp_path / "p.zarr"}')


SCHEDULER = """
import asyncio, sys
from distributed import Nanny, Scheduler

async def main():
    async with Scheduler(host='127.0.0.1', port=0, dashboard=False) as scheduler:
        async with Nanny(scheduler.address, nthreads=1, local_directory=sys.argv[1]):
            print(scheduler.address, flush=True)
            await asyncio.sleep(1000)

if __name__ == '__main__':
    asyncio.run(main())
"""


def test_a_scheduler_that_dies_is_one_line_and_nothing_is_lost(client, tmp_path):
    script = tmp_path / 'scheduler.py'
    script.write_text(SCHEDULER)
    scheduler = subprocess.Popen([sys.executable, str(script), str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 cwd=ROOT, env={**os.environ, 'PYTHONPATH': ROOT}, text=True)
    address = scheduler.stdout.readline().strip()
    target, other = tmp_path / 'p.zarr', tmp_path / 'other.zarr'
    options = ['--width=1400', '--height=1000', '--chunk=128']
    words = [GEAR, '-o', str(target), '--scheduler', address, *options]
    process = subprocess.Popen([sys.executable, '-m', 'pyfidget', 'poster', *words], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while not list(target.glob('0/c/*/*')):
        assert process.poll() is None
        time.sleep(0.01)
    scheduler.kill()
    scheduler.wait()
    scheduler.stdout.close()
    said = process.communicate()[1].splitlines()
    assert process.returncode == 1
    assert [line for line in said if line and not line.startswith('poster: ')] == [
        f'pyfidget poster: the scheduler is gone: --resume goes on with {target}']
    assert main([GEAR, '-o', str(target), '--scheduler', client.scheduler.address, '--resume', *options], 'poster') == 0
    assert main([GEAR, '-o', str(other), '--scheduler', client.scheduler.address, *options], 'poster') == 0
    assert files_of(target) == files_of(other)


@pytest.mark.parametrize('words, message', [
    (['m.vm'], 'the following arguments are required: -o/--output'),
    (['m.vm', '-o', 'p.png'], "-o/--output: 'p.png' ends in none of .zarr, .tif, .dzi"),
    (['m.vm', '-o', 'p.zarr', '--size=2147483648'], "--size: expected a whole number from 1 to 2147483647, not '2147483648'"),
    (['m.vm', '-o', 'p.zarr', '--chunk=100'], "--chunk: expected a power of two from 64 to 16384, not '100'"),
    (['m.vm', '-o', 'p.dzi', '--bits'], '--bits: a Deep Zoom image has bytes'),
    (['m.vm', '-o', 'p.zarr', '--workers=0'], "--workers: expected a whole number from 1 to 1024, not '0'"),
    (['m.vm', '-o', 'p.zarr', '--workers=2', '--scheduler=tcp://a:1'], '--scheduler: not allowed with argument --workers'),
])
def test_wrong_use_is_one_line(capsys, words, message):
    with pytest.raises(SystemExit) as raised:
        main(words, 'pyfidget poster')
    said = capsys.readouterr()
    assert (raised.value.code, said.out, said.err) == (2, '', f'pyfidget poster: {message}\n')


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, 'pyfidget.host.posters.schedule', None)
    monkeypatch.setattr('pyfidget.host.posters.schedule', None, raising=False)
    monkeypatch.delattr('pyfidget.host.posters.schedule')
    assert "pip install '.[posters]'" in fault_of([GEAR, '-o', 'p.zarr'])
