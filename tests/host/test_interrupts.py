"""Signals during long runs of the native library: soon raised, and nothing is wrong afterwards, whatever they interrupt."""
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from pyfidget.host.shape import load
from tests.conftest import ROOT
from tests.host.native import needs_library

pytestmark = needs_library

LATEST = 1.0  # seconds: what is seen is some hundredths, but the machine of a test may be busy


class Interrupted(Exception):
    pass


@pytest.fixture
def alarm():
    """A function that lets an exception be raised after some seconds, and perhaps again and again."""
    def interrupt(*_):
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    yield lambda after, again=0.0: signal.setitimer(signal.ITIMER_REAL, after, again)
    signal.setitimer(signal.ITIMER_REAL, 0.0)
    signal.signal(signal.SIGALRM, before)


def run_alone(script, *arguments, seconds=120):
    """What a script prints, in a process of its own, which must end well."""
    environment = {**os.environ, 'PYTHONPATH': os.pathsep.join([ROOT] + [path for path in sys.path if path])}
    return subprocess.run([sys.executable, '-c', script, *map(str, arguments)], env=environment, check=True, timeout=seconds,
                          stdout=subprocess.PIPE, text=True).stdout


LONG = {
    'values': lambda shape: shape.eval(np.zeros(4_000_000), 0.0),
    'values, progress': lambda shape: shape.eval(np.zeros(4_000_000), 0.0, progress=lambda part: None),
    'scalar': lambda shape: shape.render(8000, engine='scalar'),
    'quadtree': lambda shape: shape.render(40000, engine='quadtree'),
    'wide': lambda shape: shape.render(65536, threads=1),
    'wide, threads': lambda shape: shape.render(65536, threads=3),
    'wide, progress': lambda shape: shape.render(65536, threads=3, progress=lambda part: None),
}


@pytest.mark.slow
@pytest.mark.parametrize('long', LONG.values(), ids=LONG)
def test_an_interrupt_is_not_late_and_leaves_a_shape_that_draws(long, alarm, own_models):
    shape = load(f'{own_models}/tempest.vm')
    right = load(f'{own_models}/tempest.vm').render(700)
    for after in (0.05, 0.15):
        start = time.monotonic()
        alarm(after)
        with pytest.raises(Interrupted):
            long(shape)
        assert time.monotonic() - start - after < LATEST
        assert (shape.render(700) == right).all()


HAMMER = """
import itertools, random, signal, sys
import numpy as np, pyfidget

class Interrupted(Exception):
    pass

def interrupt(number, frame):
    while frame is not None:
        if frame.f_code is attempt.__code__:
            raise Interrupted
        frame = frame.f_back

def attempt(turn, shape):
    options = random.choice([{}, {'progress': lambda part: None}, {'threads': 5}, {'engine': 'quadtree'}])
    signal.setitimer(signal.ITIMER_REAL, random.random() * 0.006 + 1e-6, random.choice([0.0, 0.0001, 0.001]))
    if turn % 4 == 3:
        shape.eval(np.linspace(-1, 1, 3000), 0.25)
    shape.render(1300, **options)
    return pyfidget.load(model) if turn % 7 == 6 else shape

signal.signal(signal.SIGALRM, interrupt)
signal.signal(signal.SIGINT, interrupt)
seed, model = int(sys.argv[1]), sys.argv[2]
random.seed(seed)
right = pyfidget.load(model).render(1300)
values = pyfidget.load(model).eval(np.linspace(-1, 1, 3000), 0.25)
shape = pyfidget.load(model)
interrupted = 0
for turn in range(120):
    try:
        shape = attempt(turn, shape)
    except Interrupted:
        interrupted += 1
    signal.setitimer(signal.ITIMER_REAL, 0)
    if turn % 5 == 0:
        assert (shape.render(1300) == right).all() and (shape.eval(np.linspace(-1, 1, 3000), 0.25) == values).all()
        assert (pyfidget.load(model).render(1300) == right).all()
assert interrupted > 30, interrupted
"""


@pytest.mark.slow
@pytest.mark.parametrize('seed', range(3))
def test_interrupts_at_any_moment_harm_nothing(seed, own_models):
    """Also where one comes while Python deals with the one before; but not where the script itself does."""
    run_alone(HAMMER, seed, f'{own_models}/tempest.vm')


FORKS = """
import os, signal, sys, threading, time
import pyfidget

model = sys.argv[1]
right = pyfidget.load(model).render(200)
shape = pyfidget.load(model)
over = threading.Event()

def draw(engine):
    while not over.is_set():
        shape.render(1500, engine=engine, threads=2)

threads = [threading.Thread(target=draw, args=(engine,)) for engine in ('wide', 'quadtree', 'wide')]
for thread in threads:
    thread.start()
for _ in range(60):
    time.sleep(0.003)
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        ok = (shape.render(200) == right).all() and (pyfidget.load(model).render(200) == right).all()
        os._exit(0 if ok else 1)
    assert os.waitpid(child, 0)[1] == 0
over.set()
for thread in threads:
    thread.join()
"""


@pytest.mark.slow
def test_a_process_may_fork_while_its_threads_draw(own_models):
    run_alone(FORKS, f'{own_models}/tempest.vm')


FORK_WITHIN = """
import os, sys
import pyfidget

model = sys.argv[1]
shape = pyfidget.load(model)
main = os.getpid()

def fork(part):
    if os.getpid() == main and part < 1.0:
        child = os.fork()
        if child:
            assert os.waitpid(child, 0)[1] == 0

try:
    shape.render(6000, progress=fork)
except RuntimeError:
    assert os.getpid() != main
shape.render(100)
os._exit(0)
"""


@pytest.mark.slow
def test_a_picture_that_is_under_way_is_lost_to_a_forked_process(own_models):
    """And to nobody else."""
    run_alone(FORK_WITHIN, f'{own_models}/tempest.vm')


EXIT = """
import sys, threading, time
import pyfidget

shape = pyfidget.load(sys.argv[1])
threading.Thread(target=shape.render, args=(65536,), kwargs={'progress': lambda part: None}, daemon=True).start()
threading.Thread(target=shape.render, args=(20000,), kwargs={'engine': 'quadtree'}, daemon=True).start()
time.sleep(0.1)
del shape
"""


@pytest.mark.slow
@pytest.mark.parametrize('turn', range(3))
def test_a_process_may_end_while_a_picture_is_drawn(own_models, turn):
    run_alone(EXIT, f'{own_models}/tempest.vm', seconds=20)


@pytest.mark.slow
@pytest.mark.parametrize('act', ['again', 'drop', 'once', 'oncedrop'])
def test_ctrl_c_as_somebody_met_it(shared_cases, shared_models, act):
    told = run_alone('import runpy, sys; sys.argv[:] = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name="__main__")',
                     f'{shared_cases}/ctrl_c_progress.py', ROOT, '0.05', act)
    assert 'alive' in told or 'wrong pictures of 5: 0' in told
