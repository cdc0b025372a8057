"""Meshes: every edge has two triangles, whatever the program; vertices where surfaces are."""
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyfidget.parser import parse as parse_text
from pyfidget.space.mesh import Box, Mesh
from pyfidget.space.normals import gradient_at
from tests.passes.evaluation import values_of
from tests.strategies import from_bits, programs, scaled, to_bits

BALL = 'x var-x\ny var-y\nz var-z\nxx square x\nyy square y\nzz square z\nxy add xx yy\nr add xy zz\nk const 0.7\nb sub r k'
CUBE = ('x var-x\ny var-y\nz var-z\nx0 abs x\ny0 abs y\nz0 abs z\nxy max x0 y0\nxyz max xy z0\nk const 0.61\nc sub xyz k')
SLANTED = 'x var-x\ny var-y\nz var-z\nxy add x y\ns add xy z'
HASH = 'x var-x\ny var-y\nz var-z\na mix x y\nb mix a z\nr rand b\nk const 0.5\ns sub r k'
FLAT = 'x var-x'
ALL = 'k const -1.0'
NAN = 'x var-x\ny var-y\nz var-z\ns sqrt x\nt add y z\nr sub t s'
SIGN = 'x var-x\nh const 0.3\nc compare x h'


def parse(text):
    return parse_text(text, '')


def mesh_of(program, cells, is_open=False, threads=1, box=(-1.0, 1.0, -1.0, 1.0, -1.0, 1.0)):
    """Vertices, normals and faces, as lists of tuples."""
    mesh = Mesh(program, Box(*(list(box) + list(cells))), is_open, threads)
    mesh.make()
    blocks = [(mesh.vertices, mesh.vertex_count), (mesh.normals, mesh.vertex_count), (mesh.faces, mesh.face_count)]
    vertices, normals, faces = [[tuple(block[3 * i:3 * i + 3]) for i in range(count)] for block, count in blocks]
    mesh.release()
    return vertices, normals, faces


def edges_of(faces):
    return [(face[i], face[(i + 1) % 3]) for face in faces for i in range(3)]


def check_closed(vertices, faces):
    edges = edges_of(faces)
    directed = set(edges)
    assert len(directed) == len(edges)
    assert all((b, a) in directed for a, b in directed)
    assert set(number for face in faces for number in face) == set(range(len(vertices)))
    for face in faces:
        a, b, c = [vertices[number] for number in face]
        u = [b[i] - a[i] for i in range(3)]
        v = [c[i] - a[i] for i in range(3)]
        assert any(u[i] * v[(i + 1) % 3] != u[(i + 1) % 3] * v[i] for i in range(3))
    # The triangles around each vertex are one ring: they are as many as can be reached through their edges.
    around = {}
    for face in faces:
        for i in range(3):
            around.setdefault(face[i], {})[face[(i + 1) % 3]] = face[(i + 2) % 3]
    for ring in around.values():
        start = at = next(iter(ring))
        count = 0
        while count == 0 or at != start:
            at = ring[at]
            count += 1
        assert count == len(ring)


def volume(vertices, faces):
    total = 0.0
    for face in faces:
        (a, b, c), (d, e, f), (g, h, i) = [vertices[number] for number in face]
        total += (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)) / 6.0
    return total


@pytest.mark.slow
@pytest.mark.parametrize('text', [BALL, CUBE, SLANTED, HASH, FLAT, ALL, NAN, SIGN])
@pytest.mark.parametrize('cells', [(1, 1, 1), (4, 4, 4), (7, 6, 5)])
def test_a_mesh_is_closed(text, cells):
    vertices, normals, faces = mesh_of(parse(text), cells)
    check_closed(vertices, faces)
    if faces:
        assert volume(vertices, faces) > 0.0


@pytest.mark.slow
def test_a_larger_mesh():
    vertices, normals, faces = mesh_of(parse(BALL), (20, 18, 19))
    check_closed(vertices, faces)
    assert abs(volume(vertices, faces) - 2.453) < 0.05
    for vertex, normal in zip(vertices, normals):
        length = sum(c * c for c in vertex) ** 0.5
        assert abs(length - 0.7 ** 0.5) < 0.01
        assert all(abs(normal[i] - vertex[i] / length) < 0.05 for i in range(3))


def test_a_cube_has_its_corners_and_edges():
    vertices, normals, faces = mesh_of(parse(CUBE), (9, 9, 9))
    assert max(abs(max(abs(c) for c in vertex) - 0.61) for vertex in vertices) < 1e-9
    for x in (-0.61, 0.61):
        for y in (-0.61, 0.61):
            for z in (-0.61, 0.61):
                assert min(max(abs(v[0] - x), abs(v[1] - y), abs(v[2] - z)) for v in vertices) < 1e-9
    assert abs(volume(vertices, faces) - 1.22 ** 3) < 1e-9


def test_threads_make_no_difference():
    assert mesh_of(parse(CUBE), (9, 8, 20), threads=3) == mesh_of(parse(CUBE), (9, 8, 20))


def test_an_open_mesh_has_no_caps():
    vertices, normals, faces = mesh_of(parse(FLAT), (4, 4, 4), is_open=True)
    edges = set(edges_of(faces))
    assert len([edge for edge in edges if edge[::-1] not in edges]) == 4 * 5
    assert all(abs(vertices[number][0]) < 1e-4 for face in faces for number in face)
    assert mesh_of(parse(ALL), (4, 4, 4), is_open=True)[2] == []


def test_a_plane_through_corners_is_where_it_is():
    vertices, normals, faces = mesh_of(parse(FLAT), (4, 4, 4))
    check_closed(vertices, faces)
    assert abs(volume(vertices, faces) - 4.0) < 1e-4 and max(vertex[0] for vertex in vertices) < 0.0


@pytest.mark.slow
@scaled(30)
@given(programs(), st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)))
@example(parse(HASH), (5, 5, 5))
def test_random_programs(program, cells):
    vertices, normals, faces = mesh_of(program, cells)
    check_closed(vertices, faces)
    lattice = Box(-1.0, 1.0, -1.0, 1.0, -1.0, 1.0, cells[0], cells[1], cells[2]).lattice
    inside = [values_of(program, x, y, z)[-1] < 0.0
              for z in lattice.zs[1:-1] for y in lattice.ys[1:-1] for x in lattice.xs[1:-1]]
    assert any(inside) == (len(faces) > 0)


def test_a_crossing_is_the_last_double_inside():
    # In a lattice of one cell the mesh of a slab has vertices at crossings, but for the margin.
    program = parse('x var-x\nk const 0.3\nr sub x k')
    vertices, normals, faces = mesh_of(program, (1, 1, 1))
    below = from_bits(to_bits(0.3) - 1)
    assert any(vertex[0] == below for vertex in vertices)
    assert gradient_at(program, [below, 0.0, 0.0]) == [1.0, 0.0, 0.0]
