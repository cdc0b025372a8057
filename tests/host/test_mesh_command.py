"""The command `pyfidget mesh`, as its user sees it."""
import sys

import pytest
import trimesh

import pyfidget as pf
from pyfidget.host import command, mesh
from tests.host.native import needs_library

pytestmark = needs_library


@pytest.fixture
def run(monkeypatch, tmp_path, capfd):
    """Runs the command in a folder with a model, a ball."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'ball.vm').write_text(pf.sphere(0, 0, 0, 0.75).to_vm())

    def run(*words):
        monkeypatch.setattr(sys, 'argv', ['pyfidget', 'mesh', *words])
        with pytest.raises(SystemExit) as raised:
            command.main()
        out, err = capfd.readouterr()
        status = raised.value.code
        return (1, f'{err}{status}\n') if isinstance(status, str) else (status or 0, out + err)

    return run


def test_the_file_is_the_mesh(run, tmp_path):
    assert run('ball.vm', '--cells', '20', '--threads', '2') == (0, '')
    part = trimesh.load(tmp_path / 'ball.stl')
    expected = pf.sphere(0, 0, 0, 0.75).mesh(20)
    assert part.is_watertight and len(part.faces) == len(expected.faces)
    assert part.volume == pytest.approx(expected.volume, rel=1e-5)


def test_lengths_box_and_caps(run, tmp_path):
    assert run('ball.vm', '--cells', '20', '--box', '-1,1,-1,1,0,1', '--unit', '20', '-o', 'half.PLY') == (0, '')
    half = trimesh.load(tmp_path / 'half.PLY')
    assert half.is_watertight and half.bounds[0][2] == 0 and half.bounds[1][2] == pytest.approx(15, abs=0.1)
    assert run('ball.vm', '--cells=20', '--box=-1,1,-1,1,0,1', '--open', '-o', 'open.ply') == (0, '')
    assert not trimesh.load(tmp_path / 'open.ply').is_watertight


def test_merged_triangles(run, tmp_path):
    assert run('ball.vm', '--cells', '20', '--tolerance', '0.02', '-o', 'few.stl') == (0, '')
    few = trimesh.load(tmp_path / 'few.stl')
    assert few.is_watertight and len(few.faces) < len(pf.sphere(0, 0, 0, 0.75).mesh(20).faces) / 2


def test_without_trimesh_there_is_one_line(run, monkeypatch):
    monkeypatch.setitem(sys.modules, 'trimesh', None)
    monkeypatch.setattr(mesh.Mesh, 'to_trimesh', mesh.Mesh.to_trimesh)
    status, message = run('ball.vm', '--cells', '4')
    assert status == 1 and message == "pyfidget mesh: trimesh is missing: pip install 'pyfidget[printing]' has it\n"


@pytest.mark.parametrize('words, answer', [
    (['none.vm'], (1, 'cannot read none.vm: No such file or directory\n')),
    (['ball.vm', '-o', 'x.step'], (2, "-o: 'x.step' ends in none of .stl, .ply, .obj, .glb, .3mf\n")),
    (['ball.vm', '--cells', '0'], (2, "--cells: expected a whole number from 1 to 2048, not '0'\n")),
    (['ball.vm', '--cells', '1e3'], (2, "--cells: expected a whole number from 1 to 2048, not '1e3'\n")),
    (['ball.vm', '--box', '0,1'], (2, "--box: expected X0,X1,Y0,Y1,Z0,Z1, not '0,1'\n")),
    (['ball.vm', '--box', '0,1,0,1,0,inf'], (2, "--box: expected X0,X1,Y0,Y1,Z0,Z1, not '0,1,0,1,0,inf'\n")),
    (['ball.vm', '--box', '0,1,0,1,1,0'], (2, '--box: its ends must rise, not (0.0, 1.0, 0.0, 1.0, 1.0, 0.0)\n')),
    (['ball.vm', '--unit', '-1'], (2, "--unit: expected a length above 0, not '-1'\n")),
    (['ball.vm', '--tolerance', '0.1', '--open'], (2, 'give --open or --tolerance, not both\n')),
    (['ball.vm', '--threads', '0'], (2, "--threads: expected a whole number from 1 to 1024, not '0'\n")),
    (['ball.vm', '--box', '5,6,5,6,5,6'], (1, 'nothing of ball.vm is inside the box\n')),
    (['ball.vm', '--cells', '4', '-o', '/none/x.stl'], (1, 'cannot write /none/x.stl: No such file or directory\n')),
])
def test_wrong_use_is_one_line(run, words, answer):
    assert run(*words) == (answer[0], f'pyfidget mesh: {answer[1]}')
