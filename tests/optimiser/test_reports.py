"""What `opt` tells of its passes: metrics, and whether pictures differ."""
import io
import json

from pyfidget.optimiser.verify import verify
from pyfidget.parser import parse
from tests.optimiser.test_command import run

run = run  # a fixture


def test_a_table(run):
    status, out, err = run('m.vm', '-o', 'n.vm', '--metrics', '--passes=fold,simplify')
    assert (status, out) == (0, '')
    rows = dict((line[:28].strip(), line[28:].split()) for line in err.splitlines())
    assert rows['operations'] == ['8', '5']
    assert rows['const'] == ['2', '1']
    assert rows['of x alone'] == ['5', '4']
    assert rows['bytes of buffers'] == ['0', '0']
    assert err.splitlines()[-1].split() == ['-(x*c)', '=', 'x*-c', '1']


def test_json(run):
    with io.open('m.vm', 'w') as model:
        model.write(u'x var-x\ny var-y\na exp x\nr add a y\n')
    for words in (['--metrics', 'json'], ['--metrics=json']):
        told = json.loads(run('m.vm', '-o', 'n.vm', '--size', '100', '--passes=print,dead-code', *words)[2])
        assert told['before'] == told['after']
        assert told['before']['x outputs'] == told['before']['y outputs'] == 1
        assert told['before']['bytes of buffers'] == 1600
        assert [one['name'] for one in told['passes']] == ['print', 'dead-code']
        assert told['passes'][1]['rules'] == {'not needed': 0}


def test_verify(run):
    assert run('m.vm', '-o', 'n.vm', '--verify', '--size=9')[2] == 'wide: 0 pixels differ\nquadtree: 0 pixels differ\n'


def test_what_differs():
    one = parse('x var-x\nc const 0.5\nr sub x c\n', '')
    assert verify(one, one, 21, 0.0) == ['wide: 0 pixels differ', 'quadtree: 0 pixels differ']
    other = parse('x var-x\nc const 0.0\nr sub x c\n', '')
    told = '105 pixels differ, in columns 10 to 14 and rows 0 to 20'
    assert verify(one, other, 21, 0.0) == ['wide: ' + told, 'quadtree: ' + told]
