"""Films: of random programs, and of a model."""
import itertools
import random

import numpy as np
import PIL.Image
import pytest

import pyfidget as pf
from pyfidget.host.film import film_of, random_film, write_film
from pyfidget.host.random_programs import interesting_shapes, random_program, score
from tests.host.test_command import HEART, run

run = run  # a fixture


def test_the_same_seed_gives_the_same_film():
    one, again, other = [[image.tobytes() for image in random_film(seed, 2, 20)] for seed in (1, 1, 2)]
    assert one == again != other


def test_random_programs_are_programs():
    chance = random.Random(5)
    for _ in range(20):
        program = random_program(chance)
        assert pf.parse(program.to_vm()).to_vm() == program.to_vm()


def test_what_is_interesting():
    plane = np.zeros((64, 64), np.uint8)
    noise = np.random.default_rng(1).integers(0, 2, (64, 64)).astype(np.uint8)
    waves = (pf.sin(pf.X * 9) + pf.sin(pf.Y * 7)).render(64)
    assert score(plane) == score(plane + 255) == 0.0
    assert score(waves) > 5 * score(noise)
    assert all(0.0 < score(shape.render(64)) <= 1.0 for shape in itertools.islice(interesting_shapes(3), 2))


def test_a_film_through_z():
    images = list(film_of(pf.sphere(0, 0, 0, 1), 3, 16, z=(-1.0, 1.0)))
    assert [np.asarray(image).any() for image in images] == [False, True, False]
    assert np.array_equal(images[1], pf.sphere(0, 0, 0, 1).image(16))


def test_zooming_in():
    shape = pf.circle(0, 0, 0.5)
    images = list(film_of(shape, 5, 16, scale=(1.0, 0.0625), center=(0.5, 0.0)))
    for image, scale in zip(images, (1.0, 0.5, 0.25, 0.125, 0.0625)):
        assert np.array_equal(image, shape.image(16, scale=scale, center=(0.5, 0.0)))


@pytest.mark.parametrize('name', ['film.webp', 'film.gif', 'film.png'])
def test_a_file(tmp_path, name):
    told = []
    write_film(film_of(pf.circle(0, 0, 0.5), 4, 16, scale=(2.0, 0.5)), str(tmp_path / name), 40, lambda: told.append(1))
    with PIL.Image.open(tmp_path / name) as film:
        assert (film.n_frames, film.size, len(told)) == (4, (16, 16), 4)


def test_a_folder(tmp_path):
    write_film(random_film(1, 2, 40, lines=1), str(tmp_path / 'film'), 40, lambda: None)
    assert sorted(path.name for path in (tmp_path / 'film').iterdir()) == ['0000.png', '0001.png']


@pytest.mark.parametrize('words, message', [
    (['film'], 'pyfidget film: which model? Or --random (see --help)'),
    (['film', '--random', HEART], 'pyfidget film: --random: takes no model'),
    (['film', '--random', '--z=0,1'], 'pyfidget film: --random: takes no --z'),
    (['film', HEART, '--seed', '1'], 'pyfidget film: --seed: goes with --random'),
    (['film', HEART, '--scale', '1,0'], "pyfidget film: --scale: '1,0': a scale is above 0"),
    (['film', HEART, '--z', '1'], "pyfidget film: --z: expected two numbers with a comma between, not '1'"),
    (['film', HEART, '--frames', '0'], "pyfidget film: --frames: expected a whole number from 1 to 10000, not '0'"),
])
def test_wrong_use(run, words, message):
    assert run(*words) == (2, '', message + '\n')


def test_the_command(run, tmp_path):
    path = tmp_path / 'heart.gif'
    assert run('film', HEART, '--frames=3', '--size=16', '--scale', '1,0.4', '-o', str(path)) == (0, '', '')
    with PIL.Image.open(path) as film:
        assert film.n_frames == 3
