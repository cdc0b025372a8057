"""The viewer's server: who may ask it, and what it answers."""
import re
import signal
import time

import numpy as np
import pytest
import websockets.exceptions

import pyfidget as pf
from tests.host.native import needs_library
from tests.host.test_command import GEAR, HEART, run
from tests.host.viewer.running import PATIENCE, Page, Viewer, read_frame, running

run = run  # a fixture

pytestmark = needs_library


@pytest.fixture(scope='module')
def viewer():
    with running(GEAR) as viewer:
        yield viewer


def test_it_says_where_the_page_is_and_listens_to_this_machine_alone(viewer):
    assert re.fullmatch(rf'http://127\.0\.0\.1:\d+/[\w-]{{22}}/ shows {GEAR}; Ctrl-C ends it\n', viewer.line)
    # The kernel's own table: address and port in hexadecimal, the address as a little-endian number.
    with open(f'/proc/{viewer.process.pid}/net/tcp', encoding='ascii') as table:
        local = [words[1] for words in (line.split() for line in table) if words[3] == '0A']  # those that listen
    assert f'0100007F:{viewer.port:04X}' in local
    assert f'00000000:{viewer.port:04X}' not in local


def test_the_page_and_all_that_it_names_is_there(viewer):
    waiting, seen = [''], set()
    while waiting:
        name = waiting.pop()
        status, content = viewer.get(viewer.path + name)
        assert status == 200, name
        seen.add(name)
        found = re.findall(rb"(?:src|href)=\"([\w.]+)\"|from '\./([\w.]+)'", content)
        waiting += [word.decode() for pair in found for word in pair if word and word.decode() not in seen]
    assert {'page.js', 'viewer.js', 'view.js', 'canvas.js', 'viewer.css', 'icon.svg'} <= seen


def check_refused(viewer, **options):
    with pytest.raises(websockets.exceptions.InvalidStatus, match='403'), viewer.connect(**options):
        pass


def test_nothing_without_the_token(viewer):
    for path in ['/', '/page.js', viewer.path[:-2] + '/', '/' + 22 * 'A' + '/', viewer.path.lower(), viewer.path[:-1]]:
        assert viewer.get(path)[0] == 403, path
    for path in ['/', '/' + 22 * 'A' + '/']:
        check_refused(viewer, path=path)


def test_no_page_of_another_origin(viewer):
    own = f'http://127.0.0.1:{viewer.port}'
    assert viewer.get(Origin=own)[0] == 200
    for origin in ['http://example.com', 'null', 'http://127.0.0.1', f'https://127.0.0.1:{viewer.port}', own + '.example.com']:
        assert viewer.get(Origin=origin)[0] == 403, origin
        check_refused(viewer, origin=origin)
    check_refused(viewer, origin=None)


def test_no_name_that_only_resolves_to_this_machine(viewer):
    assert viewer.get(Host=f'localhost:{viewer.port}')[0] == 200
    for host in ['example.com', f'example.com:{viewer.port}', '127.0.0.1', '']:
        assert viewer.get(Host=host)[0] == 403, host


def test_answers_say_that_no_other_page_is_to_have_them(viewer):
    import http.client

    connection = http.client.HTTPConnection(viewer.host, viewer.port)
    connection.request('GET', viewer.path)
    answer = connection.getresponse()
    assert "default-src 'self'" in answer.headers['content-security-policy']
    assert (answer.headers['cross-origin-resource-policy'], answer.headers['referrer-policy']) == ('same-origin', 'no-referrer')
    connection.close()


@pytest.mark.parametrize('view', [{}, {'x': 0.25, 'y': -0.125, 'scale': 0.01}, {'scale': 3, 'z': 0.5}], ids=str)
@pytest.mark.parametrize('size', [(64, 64), (101, 37), (1, 9)], ids=str)
def test_a_frame_is_the_picture(viewer, size, view):
    with Page(viewer) as page:
        kind, array = page.frame(*size, **view)
    expected = pf.load(GEAR).render(width=size[0], height=size[1], center=(view.get('x', 0), view.get('y', 0)),
                                    scale=view.get('scale', 1), z=view.get('z', 0))
    assert kind == 0 and np.array_equal(array, expected)


def test_two_pages_at_once(viewer):
    with Page(viewer) as one, Page(viewer) as other:
        one.ask_frame(80, 80)
        other.ask_frame(80, 80, scale=0.1)
        gear = pf.load(GEAR)
        assert np.array_equal(read_frame(other.next('frame'))[2], gear.render(80, scale=0.1))
        assert np.array_equal(read_frame(one.next('frame'))[2], gear.render(80))


def test_the_value_at_a_point(viewer):
    with Page(viewer) as page:
        page.send('value', number=7, x=0.25, y=-0.5, z=0)
        assert page.next('value') == {'kind': 'value', 'number': 7, 'value': repr(float(pf.load(GEAR).eval(0.25, -0.5)))}


def test_of_many_requests_the_last_is_drawn_and_each_is_answered(viewer):
    with Page(viewer) as page:
        for _ in range(50):
            page.ask_frame(2048, 2048, scale=0.5)
        page.next('fault', text='')
        answered = set()
        while page.number not in answered:
            message = page.socket.recv(timeout=PATIENCE)
            if isinstance(message, bytes):
                answered.add(read_frame(message)[0])
            elif '"refused"' in message:
                answered.add(int(re.search(r'"number": (\d+)', message)[1]))
        assert answered == set(range(1, 51))


@pytest.mark.parametrize('message', [
    '', '[]', 'null', '{"kind": "other"}', '{"kind": "frame"}', '{"kind": "save"}', '{"kind": "value", "number": 1, "x": "1"}',
    '{"kind": "frame", "number": 1, "width": 0, "height": 9, "mode": "plain", "view": {}}',
    '{"kind": "frame", "number": 1, "width": 99999, "height": 9, "mode": "plain", "view": {"scale": 1}}',
    '{"kind": "frame", "number": 1, "width": 9, "height": 9, "mode": "plain", '
    '"view": {"x": 0, "y": 0, "z": 0, "scale": NaN, "pitch": 0, "yaw": 0}}',
])
def test_what_no_page_sends_ends_its_connection_and_no_more(viewer, message):
    with Page(viewer) as page:
        page.socket.send(message)
        with pytest.raises(websockets.exceptions.ConnectionClosedError) as closed:
            while True:
                page.socket.recv(timeout=PATIENCE)
        assert closed.value.rcvd.code == 1003
    with Page(viewer) as page:
        assert page.frame(8, 8)[1].shape == (8, 8)


def test_it_ends_when_the_last_page_has_been_closed_for_a_while():
    with running(HEART, stays=False) as viewer:
        with Page(viewer), Page(viewer):
            pass
        with Page(viewer) as page:  # one that is loaded again
            time.sleep(4)
            assert page.frame(8, 8)[1].any()
        assert viewer.process.wait(timeout=PATIENCE) == 0


def test_it_stays_if_that_is_wanted(viewer):
    with Page(viewer):
        pass
    time.sleep(4)
    assert viewer.process.poll() is None


def test_ctrl_c_ends_it_without_a_word():
    viewer = Viewer(HEART)
    with Page(viewer) as page:
        assert page.frame(8, 8)[1].any()
        assert viewer.end(signal.SIGINT) == (130, '')


def test_it_opens_the_browser(tmp_path):
    browser = tmp_path / 'browser'
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/new && mv {tmp_path}/new {tmp_path}/opened\n')
    browser.chmod(0o755)
    with running(HEART, opens=True, BROWSER=f'{browser} %s') as viewer:
        end = time.monotonic() + PATIENCE
        while not (tmp_path / 'opened').exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert (tmp_path / 'opened').read_text() == viewer.url + '\n'


def test_where_there_is_no_browser_it_says_so():
    with running(HEART, opens=True, BROWSER='', DISPLAY='', WAYLAND_DISPLAY='') as viewer:
        assert viewer.process.stderr.readline() == 'no browser can be opened here: open this address in one\n'


def test_a_port_of_ones_own(viewer):
    viewer_of_port = Viewer(HEART)
    viewer_of_port.end()
    with running(HEART, '--port', str(viewer_of_port.port)) as again:
        assert again.port == viewer_of_port.port


@pytest.mark.parametrize('words, message', [
    (['view', HEART, '--port', '0'], "pyfidget view: --port: expected a whole number from 1 to 65535, not '0'"),
    (['view', HEART, '--time-limit', 'nan'], "pyfidget view: --time-limit: expected a number of seconds above 0, not 'nan'"),
    (['view', '-'], 'pyfidget view: standard input is no file that can be watched'),
])
def test_wrong_use(run, words, message):
    assert run(*words) == (2, '', message + '\n')


def test_a_port_that_is_taken(run, viewer):
    assert run('view', HEART, '--port', str(viewer.port)) == \
        (1, '', f'pyfidget view: port {viewer.port} cannot be had: Address already in use\n')


def test_no_such_file(run):
    assert run('view', 'none.vm') == (1, '', 'pyfidget view: cannot read none.vm: No such file or directory\n')


def test_without_its_packages_it_says_so(run, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, 'uvicorn', None)
    monkeypatch.delitem(sys.modules, 'pyfidget.host.viewer.serving', raising=False)
    monkeypatch.delattr('pyfidget.host.viewer.serving', raising=False)
    assert run('view', HEART) == (1, '', "pyfidget view: no uvicorn: pip install '.[viewer]' installs what the viewer needs\n")
