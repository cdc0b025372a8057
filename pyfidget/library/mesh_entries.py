"""What the shared library can do for meshes, as entries.py does for pictures.

    prepare_mesh   shape, box, cells -> job
    run_heights    again and again, until the stage is over
    next_stage     until there is none left
    mesh_part      where the arrays are; then `finish`
"""
from pyfidget import rawmem, scarcity
from pyfidget.library.meshes import MeshJob
from pyfidget.library.state import HANDLE_FAULT, MOST_THREADS, NUMBER_FAULT
from pyfidget.library.state import state as _state
from pyfidget.space.mesh import MOST_CELLS, Box


def prepare_mesh(number, box, across, high, deep, is_open, threads, place):
    """A job that makes a mesh, stage by stage, or 0; as `prepare`. box: the address of 6 doubles, the ends of x, y and z; across,
    high, deep: cells along them."""
    if number not in _state.shapes:
        return _state.fail(HANDLE_FAULT, 'no such shape')
    if not (1 <= across <= MOST_CELLS and 1 <= high <= MOST_CELLS and 1 <= deep <= MOST_CELLS) \
            or not 1 <= threads <= MOST_THREADS:
        return _state.fail(NUMBER_FAULT, 'no mesh has such numbers')
    scarcity.keep_reserve()
    shape = _state.shapes[number]
    ends = rawmem.doubles_at_address(box)
    whole = Box(ends[0], ends[1], ends[2], ends[3], ends[4], ends[5], across, high, deep)
    job = MeshJob(shape.program, whole, is_open != 0, threads)
    made = _state.number()
    _state.shape_of_job[made] = shape
    _state.jobs[made] = job
    _state.mesh_jobs[made] = job
    shape.take()
    rawmem.words_at_address(place)[0] = made
    return made


def next_stage(number):
    """When a stage of a mesh is over: 1 if there is another one to run, 2 if the mesh is there; 0 on a fault."""
    if number not in _state.mesh_jobs:
        return _state.fail(HANDLE_FAULT, 'no such job')
    scarcity.keep_reserve()
    return 1 if _state.mesh_jobs[number].mesh.next_stage() else 2


def mesh_part(number, what):
    """Of a mesh that is there: how many vertices (0) and faces (1) it has, the addresses of vertices (2) and normals (3), three
    doubles each, and of faces (4), three words each. 0 if there is none."""
    if number not in _state.mesh_jobs:
        return 0
    mesh = _state.mesh_jobs[number].mesh
    if what == 0:
        return mesh.vertex_count
    if what == 1:
        return mesh.face_count
    if what == 2:
        return rawmem.address_of(mesh.vertices)
    if what == 3:
        return rawmem.address_of(mesh.normals)
    return rawmem.address_of(mesh.faces)
