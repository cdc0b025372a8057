"""Meshes: closed, outward, accepted by those who know, and where the surface is."""
import os
import signal
import time

import hypothesis
import manifold3d
import numpy as np
import pytest
import trimesh
from hypothesis import strategies as st

import pyfidget as pf
from pyfidget.host.fallback import PythonProgram
from pyfidget.host.mesh_box import make_mesh_box
from tests.conftest import ROOT
from tests.host.native import needs_library
from tests.strategies import programs, scaled

pytestmark = needs_library
models = os.path.join(ROOT, '..', 'shared', 'models')

X, Y, Z = pf.X, pf.Y, pf.Z


def gyroid(cells):
    x, y, z = X * cells, Y * cells, Z * cells
    return pf.intersection(pf.sphere(0, 0, 0, 0.9),
                           pf.abs_(pf.sin(x) * pf.cos(y) + pf.sin(y) * pf.cos(z) + pf.sin(z) * pf.cos(x)) - 0.4)


SOLIDS = {
    'sphere': pf.sphere(0, 0, 0, 0.8),
    'box': pf.box(-0.53, -0.41, -0.37, 0.61, 0.73, 0.29),
    'rounded box': pf.rounded_box(-0.5, -0.4, -0.3, 0.6, 0.7, 0.2, 0.1),
    'cylinder': pf.cylinder(0.1, 0, -0.7, 0.6, 0.5),
    'cone': pf.cone(0, 0, -0.5, 0.7, 0.8),
    'torus': pf.torus(0.1, 0, 0, 0.6, 0.2),
    'capsule': pf.capsule(-0.5, -0.3, -0.2, 0.5, 0.4, 0.3, 0.25),
    'extruded': pf.extrude(pf.ring(0, 0, 0.8, 0.5), -0.3, 0.4),
    'turned box': pf.rotate_z(pf.rotate_x(pf.box(-0.5, -0.5, -0.5, 0.5, 0.5, 0.5), 0.5), 0.3),
    'gyroid': gyroid(6),
    # The special cases: planes and surfaces through the corners of cells, what touches, what is no number, what is random.
    'plane through corners': X,
    'slanted plane through corners': X + Y + Z,
    'everything': pf.constant(-1.0) + 0 * X,
    'nothing': pf.constant(1.0) + Z,
    'box on the lattice': pf.box(-0.5, -0.5, -0.5, 0.5, 0.5, 0.5),
    'tangent to corners': pf.sphere(0, 0, 0, 0.5),
    'spheres that touch': pf.union(pf.sphere(-0.5, 0, 0, 0.5), pf.sphere(0.5, 0, 0, 0.5)),
    'boxes that touch at an edge': pf.union(pf.box(-0.5, -0.5, -0.5, 0, 0, 0.5), pf.box(0, 0, -0.5, 0.5, 0.5, 0.5)),
    'boxes that touch at a corner': pf.union(pf.box(-0.5, -0.5, -0.5, 0, 0, 0), pf.box(0, 0, 0, 0.5, 0.5, 0.5)),
    'thin': pf.abs_(X - 0.013) - 0.001,
    'a corner alone': pf.sphere(0, 0, 0, 1e-9),
    'almost no corner': X * X + Y * Y + Z * Z - 1e-320,
    'no number': pf.sqrt(X) + Y,
    'a step': pf.compare(X, Y) + pf.floor(Z * 3) * 0.1,
    'steep': X * 1e300,
    'flat': X * 1e-300 * 1e-20,
    'noise': pf.rand(pf.mix(pf.mix(X, Y), Z)) - 0.5,
    'noise, mostly inside': pf.rand(pf.mix(pf.mix(X, Y), Z)) - 0.8,
    'noise in parts': pf.max_(pf.rand(pf.mix(pf.mix(X, Y), Z)) - 0.4, pf.sphere(0, 0, 0, 0.9)),
}


def check(mesh):
    """The promise."""
    assert mesh.vertices.dtype == np.float64 and mesh.faces.dtype == np.int64 and mesh.normals.shape == mesh.vertices.shape
    if not len(mesh.faces):
        assert not len(mesh.vertices)
        return mesh
    faces = mesh.faces
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    numbers = edges @ (len(mesh.vertices), 1)
    assert len(np.unique(numbers)) == len(numbers)
    assert np.array_equal(np.sort(numbers), np.sort(edges @ (1, len(mesh.vertices))))
    assert np.array_equal(np.unique(faces), np.arange(len(mesh.vertices)))
    a, b, c = (mesh.vertices[faces[:, corner]] for corner in range(3))
    assert np.all(np.any(np.cross(b - a, c - a) != 0, axis=1))
    assert len(np.unique(mesh.vertices, axis=0)) == len(mesh.vertices)
    assert mesh.volume > 0
    solid = manifold3d.Manifold(manifold3d.Mesh64(vert_properties=mesh.vertices, tri_verts=faces.astype(np.uint64)))
    assert solid.status() == manifold3d.Error.NoError and solid.volume() > 0
    other = mesh.to_trimesh()
    assert other.is_watertight and other.is_winding_consistent and other.is_volume
    lengths = np.linalg.norm(mesh.normals, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-9) | (lengths == 0))
    return mesh


@pytest.mark.slow
@pytest.mark.parametrize('cells', [7, 16, 33, 64])
@pytest.mark.parametrize('name', SOLIDS)
def test_solids(name, cells):
    mesh = check(SOLIDS[name].mesh(cells))
    again = SOLIDS[name].mesh(cells, threads=3)
    assert np.array_equal(mesh.vertices, again.vertices) and np.array_equal(mesh.faces, again.faces)
    assert np.array_equal(mesh.normals, again.normals)


@pytest.mark.slow
@pytest.mark.parametrize('name', ['bear', 'colonnade', 'tanglecube'])
def test_models(name):
    path = os.path.join(models, name + '.vm')
    if not os.path.exists(path):
        pytest.skip('no ' + path)
    for cells in (16, 33, 64):
        check(pf.load(path).mesh(cells))


@scaled(100)
@hypothesis.given(programs(), st.sampled_from([7, 12, 16]), st.sampled_from([
    (-1, 1, -1, 1, -1, 1), (0, 2, -0.5, 0.25, 1, 3), (-1e3, 1e3, -7, 11, 0.1, 9), (100, 100.5, 3, 3.25, -1e-3, 1e-3)]))
def test_random_programs(program, cells, box):
    shape = pf.parse(program.to_vm())
    mesh = check(shape.mesh(cells, box=box))
    assert (len(mesh.faces) > 0) == bool(np.any(corners_inside(shape, cells, box)))


def corners_inside(shape, cells, box):
    seen = make_mesh_box(cells, box)
    xs, ys, zs = (np.array([low + (high - low) * i / count for i in range(count)] + [high])
                  for low, high, count in zip(seen.ends[::2], seen.ends[1::2], seen.cells))
    return shape.eval(xs[:, None, None], ys[:, None], zs) < 0


@pytest.mark.slow
@pytest.mark.parametrize('name', ['gyroid', 'turned box', 'noise', 'slanted plane through corners'])
def test_a_mesh_separates_the_corners_inside_from_those_outside(name):
    inside = corners_inside(SOLIDS[name], 12, (-1, 1, -1, 1, -1, 1))
    at = np.linspace(-1, 1, 13)
    points = np.stack(np.meshgrid(at, at, at, indexing='ij'), -1).reshape(-1, 3)
    # Those of the box's faces lie on caps.
    within = np.all(np.abs(points) < 1, axis=1)
    mesh = SOLIDS[name].mesh(12)
    assert np.array_equal(turns_around(mesh, points[within]), inside.reshape(-1)[within].astype(int))


def turns_around(mesh, points):
    """How often the mesh surrounds points that are not on it, by the solid angles of its triangles."""
    total = np.zeros(len(points))
    for face in mesh.faces:
        a, b, c = (mesh.vertices[number] - points for number in face)
        la, lb, lc = (np.linalg.norm(v, axis=1) for v in (a, b, c))
        total += np.arctan2(np.einsum('ij,ij->i', a, np.cross(b, c)),
                            la * lb * lc + np.einsum('ij,ij->i', a, b) * lc + np.einsum('ij,ij->i', b, c) * la
                            + np.einsum('ij,ij->i', c, a) * lb)
    return np.round(total / (2 * np.pi)).astype(int)


@pytest.mark.parametrize('cells', [7, 16, 33, 64])
def test_a_cube_is_sharp(cells):
    ends = (-0.53, -0.41, -0.37, 0.61, 0.73, 0.29)
    mesh = pf.box(*ends).mesh(cells)
    low, high = np.array(ends[:3]), np.array(ends[3:])
    distance = np.max(np.maximum(low - mesh.vertices, mesh.vertices - high), axis=1)
    assert np.max(np.abs(distance)) < 1e-6
    for corner in np.array(np.meshgrid(*zip(low, high))).reshape(3, -1).T:
        assert np.min(np.max(np.abs(mesh.vertices - corner), axis=1)) < 1e-6
    assert mesh.volume == pytest.approx(np.prod(high - low), abs=1e-6)


def test_a_plane_through_corners_is_not_lost():
    mesh = X.mesh(16)
    assert mesh.volume == pytest.approx(4.0, abs=1e-4)


def test_what_is_thinner_than_a_cell_may_be_missed():
    thin = SOLIDS['thin']
    assert len(thin.mesh(10).faces) == 0
    assert len(thin.mesh(10, box=(-0.987, 1.013, -1, 1, -1, 1)).faces) > 0


@pytest.mark.slow
@pytest.mark.parametrize('name', SOLIDS)
def test_merging_keeps_it_closed_and_close(name):
    mesh = SOLIDS[name].mesh(20)
    merged = check(SOLIDS[name].mesh(20, tolerance=1e-3))
    assert len(merged.faces) <= len(mesh.faces) and bool(len(merged.faces)) == bool(len(mesh.faces))
    area = np.sum(np.linalg.norm(np.cross(*(mesh.vertices[mesh.faces[:, i]] - mesh.vertices[mesh.faces[:, 0]] for i in (1, 2))),
                                 axis=1)) / 2 if len(mesh.faces) else 0
    assert abs(merged.volume - mesh.volume) <= 1e-3 * area
    assert {tuple(vertex) for vertex in merged.vertices} <= {tuple(vertex) for vertex in mesh.vertices}


@pytest.mark.slow
@pytest.mark.parametrize('tolerance', [0.05, 0.01, 1e-3])
@pytest.mark.parametrize('name', ['sphere', 'torus', 'turned box', 'box', 'capsule', 'extruded', 'noise in parts'])
def test_merging_moves_the_surface_by_less_than_the_tolerance(name, tolerance):
    mesh = SOLIDS[name].mesh(14)
    merged = check(SOLIDS[name].mesh(14, tolerance=tolerance))
    # Of every triangle its corners, its middle and those of its edges, seen from either surface.
    for one, other in ((mesh, merged), (merged, mesh)):
        a, b, c = (one.vertices[one.faces[:, corner]] for corner in range(3))
        points = np.concatenate([one.vertices, (a + b + c) / 3, (a + b) / 2])
        assert np.max(distances(points[::max(len(points) // 1500, 1)], other)) < tolerance


def distances(points, mesh):
    """How far points are from a mesh."""
    triangles = mesh.vertices[mesh.faces]
    found = []
    for point in points:
        nearest = trimesh.triangles.closest_point(triangles, np.broadcast_to(point, (len(triangles), 3)))
        found.append(np.min(np.linalg.norm(nearest - point, axis=1)))
    return np.array(found)


def test_what_is_flat_needs_few_triangles():
    assert len(SOLIDS['box'].mesh(20, tolerance=1e-6).faces) == 12
    assert len(SOLIDS['sphere'].mesh(32, tolerance=0.01).faces) < len(SOLIDS['sphere'].mesh(32).faces) / 3
    assert SOLIDS['sphere'].mesh(16, tolerance=0.01).is_closed() and not X.mesh(8, open=True).is_closed()


def test_normals_point_outward():
    mesh = SOLIDS['sphere'].mesh(32)
    assert np.max(np.abs(mesh.normals - mesh.vertices / 0.8)) < 0.05


def test_a_box_with_sides_of_its_own():
    mesh = check(pf.sphere(10, 20, 30, 1.5).mesh(40, box=(8, 12, 18, 22, 29.5, 31)))
    assert mesh.vertices.min(axis=0)[2] == 29.5 and mesh.vertices.max(axis=0)[2] == 31.0


def test_open_leaves_the_caps_out():
    mesh = X.mesh(8, open=True)
    assert len(mesh.faces) < len(X.mesh(8).faces) and np.all(np.abs(mesh.vertices[:, 0]) < 1e-4)
    assert np.array_equal(np.unique(mesh.faces), np.arange(len(mesh.vertices)))
    assert not len(SOLIDS['everything'].mesh(8, open=True).faces)
    closed = SOLIDS['sphere'].mesh(16)
    assert np.array_equal(SOLIDS['sphere'].mesh(16, open=True).faces, closed.faces)


def test_without_the_library_the_same_is_made_untranslated():
    vertices, faces, normals = PythonProgram(SOLIDS['box'].to_vm().encode(), '').make_mesh(
        make_mesh_box(7, (-1, 1, -1, 1, -1, 1)), False, 1, None)
    mesh = SOLIDS['box'].mesh(7)
    assert np.array_equal(vertices, mesh.vertices) and np.array_equal(faces, mesh.faces)
    assert np.array_equal(normals, mesh.normals)


@pytest.mark.parametrize('suffix', ['stl', 'ply', 'obj', 'glb', '3mf'])
def test_files_can_be_read(suffix, tmp_path):
    mesh = SOLIDS['torus'].mesh(24)
    mesh.save(tmp_path / f'part.{suffix}')
    other = trimesh.load(tmp_path / f'part.{suffix}', force='mesh')
    assert other.is_watertight and len(other.faces) == len(mesh.faces)
    assert other.volume == pytest.approx(mesh.volume, rel=1e-4)


def test_a_picture_shows_the_triangles():
    picture = SOLIDS['box'].mesh(8).image(64)
    assert picture.size == (64, 64) and picture.mode == 'RGB' and len(picture.getcolors(4096)) > 50
    assert SOLIDS['nothing'].mesh(8).image(16).getcolors() == [(256, (255, 255, 255))]
    assert SOLIDS['box'].mesh(8)._repr_png_()[:4] == b'\x89PNG'


def test_a_file_of_no_known_format(tmp_path):
    with pytest.raises(ValueError, match="'txt' is none of stl, ply, obj, glb, 3mf"):
        SOLIDS['box'].mesh(7).save(tmp_path / 'part.txt')


def test_progress_ends_with_1():
    parts = []
    SOLIDS['gyroid'].mesh(64, threads=2, progress=parts.append)
    assert parts[0] == 0.0 and parts[-1] == 1.0 and parts == sorted(parts)


@pytest.mark.slow
def test_ctrl_c_comes_soon_and_harms_nothing():
    def stop(_number, _frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    try:
        for delay in (0.02, 0.05, 0.3):
            signal.setitimer(signal.ITIMER_REAL, delay)
            started = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                gyroid(40).mesh(400, threads=2)
            assert time.monotonic() - started < 3.0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    check(SOLIDS['box'].mesh(16))


@pytest.mark.parametrize('options, message', [
    ({'cells': 0}, 'cells: expected 1 to 2048, not 0'), ({'cells': 2049}, 'cells: expected 1 to 2048, not 2049'),
    ({'tolerance': -1.0}, 'tolerance: expected 0 or a length above, not -1.0'),
    ({'tolerance': 0.1, 'open': True}, 'give open or tolerance, not both'),
    ({'box': (0, 1)}, r'box: expected \(x0, x1, y0, y1, z0, z1\), not \(0, 1\)'),
    ({'box': 1}, r'box: expected \(x0, x1, y0, y1, z0, z1\), not 1'),
    ({'box': (0, 0, 0, 1, 0, 1)}, r'box: its ends must rise, not \(0, 0, 0, 1, 0, 1\)'),
    ({'box': (0, float('inf'), 0, 1, 0, 1)}, 'box: inf is not finite'),
    ({'box': (1e16, 1e16 + 4, 0, 1, 0, 1)}, 'box: 128 cells are too small for its coordinates'),
])
def test_wrong_use_is_told(options, message):
    with pytest.raises(ValueError, match=f'^{message}$'):
        SOLIDS['box'].mesh(**options)
