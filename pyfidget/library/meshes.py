"""Meshes, one a job: stage by stage, each of them run as a picture is."""
from pyfidget import rawmem
from pyfidget.library.work import Work
from pyfidget.space.mesh import Mesh
from pyfidget.space.team import cancel_heights, disown_heights
from pyfidget.space.worker import as_argument


class MeshJob(Work):
    def __init__(self, program, box, is_open, threads):
        """MemoryError."""
        self.mesh = Mesh(program, box, is_open, threads)

    def is_ready(self):
        return True

    def advance(self, milliseconds):
        """Its stages have it all."""

    def runner(self):
        return rawmem.address_of(as_argument(self.mesh.workers[0]))

    def picture(self):
        return 0

    def end(self):
        cancel_heights(self.mesh.workers[0])
        return self.mesh.is_whole()

    def put_away(self, shape):
        self.mesh.release()

    def disown(self):
        disown_heights(self.mesh.workers[0])
