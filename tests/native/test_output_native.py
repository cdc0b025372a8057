"""The binary's output: where it goes, and that no failure harms what was there or leaves anything beside it."""
import os
import resource
import signal
import stat
import subprocess
import time

import pytest

DISC = 'x var-x\ny var-y\nxx square x\nyy square y\nrr add xx yy\nc const 0.5\nr sub rr c\n'
SMALL = b'P5\n3 3\n255\n' + bytes([0, 0, 0, 0, 255, 0, 0, 0, 0])
OLD = b'the old picture'


@pytest.fixture
def model(folder):
    """The name of a model in the current folder, where no other file is."""
    (folder / 'm.vm').write_text(DISC)
    return 'm.vm'


def assert_failed(done, message):
    assert done == (1, b'', b'pyfidget: ' + message.encode() + b'\n')


def draws(done):
    assert done == (0, b'', b'')


# ---- where the picture goes ----

def test_the_picture_lies_in_the_current_folder_under_the_name_of_the_model(binary, model, folder):
    (folder / 'sub').mkdir()
    os.rename(model, 'sub/m.vm')
    draws(binary.run('sub/m.vm', '--size=3'))
    assert sorted(os.listdir(folder)) == ['m.png', 'sub']
    assert os.listdir(folder / 'sub') == ['m.vm']
    assert (folder / 'm.png').read_bytes().startswith(b'\x89PNG\r\n\x1a\n')


def test_a_model_from_a_pipe_or_a_file_on_standard_input(binary, model, folder):
    piped = subprocess.run(binary.command('-', '-o', '-', '--format=pgm', '--size=3'), input=DISC.encode(),
                           stdout=subprocess.PIPE, check=True)
    assert piped.stdout == SMALL
    with open(model, 'rb') as content:
        draws(binary.run('-', '--size=3', '--format=pgm', stdin=content))
    assert (folder / 'stdin.pgm').read_bytes() == SMALL
    with open(model, 'rb') as content:
        content.seek(DISC.index('xx'))
        done = binary.run('-', '--size=3', stdin=content)
        assert done == (1, b'', b"<stdin>:1:11: undefined name 'x'\n")
        content.seek(0)
        done = binary.run('-', '-o', model, '--format=pgm', stdin=content)
    assert done == (2, b'', b"pyfidget: -o: 'm.vm' is the model\n")
    assert (folder / model).read_text() == DISC


@pytest.mark.parametrize('options, name, magic', [
    (['--format', 'pgm'], 'm.pgm', b'P5\n'), (['--format=PPM'], 'm.ppm', b'P6\n'), (['-o', 'a.pbm'], 'a.pbm', b'P4\n'),
    (['-o', 'A.PGM'], 'A.PGM', b'P5\n'), (['-o', 'a.png', '--format=pgm'], 'a.png', b'P5\n'), (['-o', 'a'], 'a', b'\x89PNG'),
])
def test_the_format_is_the_one_asked_for_or_that_of_the_name(binary, model, folder, options, name, magic):
    draws(binary.run(model, '--size=3', *options))
    assert sorted(os.listdir(folder)) == sorted([model, name])
    assert (folder / name).read_bytes().startswith(magic)


@pytest.mark.parametrize('name', [
    b'with blanks', b'gr\xc3\xb6\xc3\x9fe \xe2\x88\xa9', b'not \xff UTF-8', b"'quo\"tes'", b'a\nb', b'.hidden',
])
def test_any_file_name_will_do(binary, model, folder, name):
    path = os.fsencode(folder) + b'/' + name
    os.rename(model, path + b'.vm')
    draws(binary.run(name + b'.vm', '--size=3'))
    draws(binary.run(name + b'.vm', '--size=3', '-o', path + b'.pgm'))
    assert sorted(os.listdir(os.fsencode(folder))) == sorted([name + b'.vm', name + b'.png', name + b'.pgm'])


def test_behind_two_dashes_a_name_may_begin_with_one(binary, model, folder):
    os.rename(model, '-m.vm')
    draws(binary.run('--size=3', '-o', '-m.pgm', '--', '-m.vm'))
    assert (folder / '-m.pgm').read_bytes() == SMALL


def test_the_model_may_come_from_a_pipe(binary, folder):
    done = binary.run('/dev/stdin', '--size=3', '-o', '-', '--format=pgm', stdin=None, input=DISC.encode())
    assert done == (0, SMALL, b'')


def test_a_dash_is_standard_output(binary, model, folder):
    assert binary.run(model, '--size=3', '-o', '-', '--format=pgm') == (0, SMALL, b'')
    assert os.listdir(folder) == [model]


def test_a_pipe_with_a_name_is_written_as_it_is(binary, model, folder):
    os.mkfifo('pipe.pgm')
    with subprocess.Popen(['cat', 'pipe.pgm'], stdout=subprocess.PIPE) as reader:
        draws(binary.run(model, '--size=3', '-o', 'pipe.pgm'))
        assert reader.communicate()[0] == SMALL
    assert stat.S_ISFIFO(os.stat('pipe.pgm').st_mode)


def test_a_device_is_written_as_it_is(binary, model):
    draws(binary.run(model, '-o', '/dev/null'))
    assert stat.S_ISCHR(os.stat('/dev/null').st_mode)


def test_a_link_is_followed(binary, model, folder):
    (folder / 'sub').mkdir()
    (folder / 'sub' / 'a.pgm').write_bytes(OLD)
    os.symlink('sub/b.pgm', 'c.pgm')
    os.symlink('a.pgm', 'sub/b.pgm')
    draws(binary.run(model, '--size=3', '-o', 'c.pgm'))
    assert (os.readlink('c.pgm'), os.readlink('sub/b.pgm')) == ('sub/b.pgm', 'a.pgm')
    assert (folder / 'sub' / 'a.pgm').read_bytes() == SMALL
    assert sorted(os.listdir('sub')) == ['a.pgm', 'b.pgm']


def test_a_link_to_nothing_makes_a_file_where_it_points(binary, model, folder):
    os.symlink('b.pgm', 'a.pgm')
    draws(binary.run(model, '--size=3', '-o', 'a.pgm'))
    assert os.path.islink('a.pgm')
    assert (folder / 'b.pgm').read_bytes() == SMALL and not os.path.islink('b.pgm')


@pytest.mark.parametrize('mode', [0o600, 0o640, 0o444, 0o777])
def test_a_file_that_was_there_keeps_its_permissions(binary, model, folder, mode):
    (folder / 'm.pgm').write_bytes(OLD)
    os.chmod('m.pgm', mode)
    draws(binary.run(model, '--size=3', '-o', 'm.pgm'))
    assert (folder / 'm.pgm').read_bytes() == SMALL
    assert stat.S_IMODE(os.stat('m.pgm').st_mode) == mode


@pytest.mark.parametrize('umask', [0o022, 0o077])
def test_a_new_file_has_the_usual_permissions(binary, model, folder, umask):
    draws(binary.run(model, '--size=3', '-o', 'm.pgm', umask=umask))
    assert stat.S_IMODE(os.stat('m.pgm').st_mode) == 0o666 & ~umask


# ---- failures ----

def test_a_full_disk(binary, model, folder):
    assert_failed(binary.run(model, '--format=pgm', '-o', '/dev/full'), "cannot write '/dev/full': No space left on device")


def test_a_full_disk_behind_standard_output(binary, model, folder):
    with open('/dev/full', 'wb') as full:
        done = binary.run(model, '--format=pgm', '-o', '-', stdout=full)
    assert done == (1, None, b'pyfidget: cannot write standard output: No space left on device\n')


def test_the_help_on_a_full_disk(binary):
    with open('/dev/full', 'wb') as full:
        done = binary.run('--help', stdout=full)
    assert done == (1, None, b'pyfidget: cannot write standard output: No space left on device\n')


def test_a_missing_folder(binary, model, folder):
    assert_failed(binary.run(model, '-o', 'no/m.png'), "cannot write 'no/m.png': No such file or directory")


def test_a_folder_in_the_place_of_the_picture(binary, model, folder):
    (folder / 'm.png').mkdir()
    assert_failed(binary.run(model), "cannot write 'm.png': Is a directory")
    assert sorted(os.listdir(folder)) == ['m.png', 'm.vm'] and os.listdir('m.png') == []


def test_a_name_that_ends_as_a_folder(binary, model, folder):
    assert binary.run(model, '-o', 'new/') == (0, b'', b'')
    assert os.listdir('new') == ['m.png']


@pytest.mark.parametrize('engine', ['wide', 'quadtree'])
def test_several_models_give_their_memory_back(binary, model, folder, engine):
    """16 pictures of 8 MB each, where six have room."""
    names = ['%d.vm' % number for number in range(16)]
    for name in names:
        os.link(model, name)
    done = binary.run(*names, '-oout', '--size=8192', '--format=pbm', '--engine', engine, preexec_fn=_with_little_memory)
    assert done == (0, b'', b'')
    assert sorted(os.listdir('out')) == sorted(name.replace('.vm', '.pbm') for name in names)


def _with_little_memory():
    resource.setrlimit(resource.RLIMIT_AS, (48 << 20, 48 << 20))


def test_a_name_that_is_too_long_leaves_nothing(binary, model, folder):
    name = 'a' * 300 + '.png'
    assert_failed(binary.run(model, '-o', name), "cannot write '%s': File name too long" % name)
    assert os.listdir(folder) == [model]


def test_a_failure_keeps_the_old_picture_and_leaves_nothing_beside_it(binary, model, folder):
    (folder / 'm.pgm').write_bytes(OLD)
    done = binary.run(model, '-o', 'm.pgm', preexec_fn=_with_small_files, restore_signals=False)
    assert_failed(done, "cannot write 'm.pgm': File too large")
    assert (folder / 'm.pgm').read_bytes() == OLD
    assert sorted(os.listdir(folder)) == ['m.pgm', 'm.vm']


def test_a_limit_on_the_size_of_files_is_a_failure_like_any_other(binary, model, folder):
    """Its signal would end the process without a word."""
    (folder / 'm.pgm').write_bytes(OLD)
    done = binary.run(model, '-o', 'm.pgm', preexec_fn=_with_small_files)
    assert_failed(done, "cannot write 'm.pgm': File too large")
    assert (folder / 'm.pgm').read_bytes() == OLD
    assert sorted(os.listdir(folder)) == ['m.pgm', 'm.vm']


def _with_small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_a_fault_in_the_model_keeps_the_old_picture(binary, folder):
    (folder / 'm.vm').write_bytes(b'nonsense')
    (folder / 'm.png').write_bytes(OLD)
    assert binary.run('m.vm').status == 1
    assert (folder / 'm.png').read_bytes() == OLD


def test_a_folder_that_may_not_be_written(binary, model, folder):
    how = {'user': 65534} if os.geteuid() == 0 else {}
    if how and subprocess.run(binary.command('--version'), capture_output=True, check=False, **how).returncode != 0:
        pytest.skip('root may write everything, and no other user may run the binary where it lies')
    os.chmod('.', 0o555)
    try:
        assert_failed(binary.run(model, **how), "cannot write 'm.png': Permission denied")
    finally:
        os.chmod('.', 0o755)
    assert os.listdir(folder) == [model]


# ---- closed descriptors and pipes ----

def test_a_reader_that_goes_away(binary, model):
    process = subprocess.Popen(binary.command(model, '--size=4000', '--format=pgm', '-o', '-'),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    with process:
        assert process.stderr.read() == b'pyfidget: cannot write standard output: Broken pipe\n'
    assert process.returncode == 1


def test_a_reader_that_takes_the_beginning(binary, model):
    process = subprocess.Popen(binary.command(model, '--size=4000', '--format=pgm', '-o', '-'),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.read(15) == b'P5\n4000 4000\n25'
    process.stdout.close()
    with process:
        assert process.stderr.read() == b'pyfidget: cannot write standard output: Broken pipe\n'
    assert process.returncode == 1


def closing(binary, redirection, *arguments):
    """Run by way of a shell that closes descriptors."""
    shell = ['sh', '-c', '"$0" "$@" ' + redirection]
    return subprocess.run(shell + binary.command(*arguments), capture_output=True, check=False)


@pytest.mark.parametrize('arguments', [['m.vm', '-o', '-'], ['--help'], ['--version']])
def test_a_closed_standard_output(binary, model, arguments):
    done = closing(binary, '>&-', *arguments)
    assert (done.returncode, done.stderr) == (1, b'pyfidget: cannot write standard output: Bad file descriptor\n')


@pytest.mark.parametrize('redirection', ['>&-', '<&-', '2>&-', '<&- >&-', '>&- 2>&-', '<&- >&- 2>&-'])
def test_a_picture_in_a_file_needs_no_standard_descriptor(binary, model, folder, redirection):
    done = closing(binary, redirection, model, '--size=3', '-o', 'm.pgm', '--time', '--stats')
    assert done.returncode == 0
    assert (folder / 'm.pgm').read_bytes() == SMALL


def test_a_fault_that_nobody_hears_has_its_exit_status_all_the_same(binary, folder):
    assert closing(binary, '2>&-', 'missing.vm').returncode == 1
    assert closing(binary, '2>&-', '--nonsense').returncode == 2


# ---- interrupts ----

def start_writing(binary, model, folder, **how):
    """A process that is writing a large picture over m.pgm, found while its unfinished file is there."""
    (folder / 'm.pgm').write_bytes(OLD)
    process = subprocess.Popen(binary.command(model, '--size=20000', '-o', 'm.pgm'), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **how)
    while sorted(os.listdir(folder)) == ['m.pgm', 'm.vm']:
        assert process.poll() is None
        time.sleep(0.001)
    return process


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_an_interrupt_removes_the_unfinished_picture_and_keeps_the_old_one(binary, model, folder, number):
    process = start_writing(binary, model, folder)
    process.send_signal(number)
    assert process.communicate() == (b'', b'')
    assert process.returncode == -number
    assert (folder / 'm.pgm').read_bytes() == OLD
    assert sorted(os.listdir(folder)) == ['m.pgm', 'm.vm']


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_an_interrupt_before_the_writing_leaves_nothing(binary, model, folder, number):
    process = subprocess.Popen(binary.command(model, '--size=1000', '--repeat=1000000'), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    time.sleep(0.1)
    process.send_signal(number)
    assert process.communicate() == (b'', b'')
    assert process.returncode == -number
    assert os.listdir(folder) == [model]


def test_a_hangup_that_is_ignored_stays_ignored(binary, model, folder):
    """nohup ignores it for the process that it starts."""
    process = start_writing(binary, model, folder, preexec_fn=_without_hangup)
    process.send_signal(signal.SIGHUP)
    assert process.communicate() == (b'', b'')
    assert process.returncode == 0
    assert os.path.getsize('m.pgm') == len(b'P5\n20000 20000\n255\n') + 20000 * 20000
    os.unlink('m.pgm')


def _without_hangup():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
