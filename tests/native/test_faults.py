"""What is wrong with a command line or a model: one line on standard error, nothing else, and the exit status."""
import os
import random
import resource
import socket

import pytest

from tests.faults import MODELS, USAGE

QUARTER = b'x var-x\ny var-y\nr max x y\n'


def assert_fault(done, status, message):
    assert done == (status, b'', message.encode() + b'\n')


# ---- the command line ----

@pytest.mark.parametrize('arguments, message', USAGE, ids=[' '.join(arguments) for arguments, _ in USAGE])
def test_wrong_use(binary, folder, arguments, message):
    assert_fault(binary.run(*arguments), 2, 'pyfidget: ' + message)
    assert os.listdir(folder) == []


def test_jit_parameters_are_wrong_where_there_is_no_jit(binary):
    if binary.has_jit():
        assert_fault(binary.run('--engine=scalar', '--jit', 'nonsense', 'm.vm'), 2,
                     "pyfidget: --jit: expected 'off', 'default' or NAME=VALUE,..., not 'nonsense'")
    else:
        assert_fault(binary.run('--engine=scalar', '--jit', 'off', 'm.vm'), 2,
                     'pyfidget: --jit: this build has no JIT (make translate-jit gives one)')


def test_random_command_lines_end_with_one_line(binary, folder):
    chance = random.Random(1)
    words = [word for arguments, _ in USAGE for word in arguments] + ['--stats', '--early-exit', '=', '--center=1,1', '9']
    for _ in range(300):
        done = binary.run(*[chance.choice(words) for _ in range(chance.randint(1, 5))])
        assert done.status in (1, 2)
        assert done.out == b''
        lines = done.err.splitlines(keepends=True)  # one for each model, where there are several
        assert lines and all(line.startswith((b'pyfidget: ', b'<stdin>:1:1: ')) and line.endswith(b'\n') for line in lines)
    assert os.listdir(folder) == []


def test_a_very_long_argument_is_cut_in_the_message(binary):
    done = binary.run('--' + 'x' * 100000)
    assert_fault(done, 2, "pyfidget: unknown option '--%s...'" % ('x' * 38))


# ---- models ----

@pytest.mark.parametrize('content, message', MODELS, ids=[message for _, message in MODELS])
def test_a_fault_in_a_model(binary, folder, content, message):
    (folder / 'm.vm').write_bytes(content)
    assert_fault(binary.run('m.vm'), 1, 'm.vm:' + message)
    assert os.listdir(folder) == ['m.vm']


def test_random_bytes_are_no_model(binary, folder):
    chance = random.Random(2)
    for _ in range(200):
        (folder / 'junk').write_bytes(bytes(chance.randrange(256) for _ in range(chance.randint(1, 200))))
        done = binary.run('junk')
        assert (done.status, done.out) == (1, b'')
        assert done.err.startswith(b'junk:') and done.err.count(b'\n') == 1 and done.err.endswith(b'\n')
        assert all(byte >= 0x20 for byte in done.err[:-1])


def test_a_damaged_model_is_drawn_or_refused(binary, folder):
    """One random byte of a model is replaced: whatever that makes of it, there is a picture or one line, never both."""
    chance = random.Random(3)
    model = b'x var-x\ny var-y\nxx square x\nyy square y\nrr add xx yy\nc const 0.25\nr sub rr c\n'
    seen = set()
    for _ in range(300):
        place = chance.randrange(len(model))
        damaged = model[:place] + bytes([chance.randrange(256)]) + model[place + 1:]
        (folder / 'm.vm').write_bytes(damaged)
        done = binary.run('m.vm', '--size=2', '-o', '-', '--format=pgm')
        seen.add(done.status)
        if done.status == 0:
            assert (len(done.out), done.err) == (15, b'')
        else:
            assert (done.status, done.out, done.err.count(b'\n')) == (1, b'', 1)
            assert done.err.startswith(b'm.vm:')
    assert seen == {0, 1}


def test_the_binary_is_no_model(binary, folder):
    os.symlink(binary.path, 'm.vm')
    assert_fault(binary.run('m.vm'), 1, 'm.vm:1:5: unexpected byte 0x02: this is not a text file')


def test_the_message_names_the_model_as_it_was_given(binary, folder):
    (folder / 'sub').mkdir()
    (folder / 'sub' / 'm.vm').write_bytes(b'c const one\n')
    assert_fault(binary.run('./sub/../sub/m.vm'), 1, "./sub/../sub/m.vm:1:9: bad number 'one'")


# ---- standard input ----

@pytest.mark.parametrize('content, message', MODELS, ids=[message for _, message in MODELS])
def test_a_fault_in_a_model_from_standard_input(binary, folder, content, message):
    (folder / 'm.vm').write_bytes(content)
    with open('m.vm', 'rb') as model:
        assert_fault(binary.run('-', stdin=model), 1, '<stdin>:' + message)
    assert os.listdir(folder) == ['m.vm']


def test_standard_input_that_cannot_be_read(binary, folder):
    descriptor = os.open('.', os.O_RDONLY)
    assert_fault(binary.run('-', stdin=descriptor), 1, 'pyfidget: cannot read standard input: Is a directory')
    os.close(descriptor)
    assert_fault(binary.run('-', stdin=None, preexec_fn=lambda: os.close(0)), 1,
                 'pyfidget: cannot read standard input: Bad file descriptor')


def test_standard_input_without_an_end(binary, folder):
    with open('/dev/zero', 'rb') as endless:
        assert_fault(binary.run('-', '--largest-model', '1000', stdin=endless), 1,
                     'pyfidget: standard input has more than 1000 bytes: --largest-model BYTES allows them')


# ---- files that cannot be read ----

def test_a_missing_model(binary, folder):
    assert_fault(binary.run('m.vm'), 1, "pyfidget: cannot read 'm.vm': No such file or directory")


def test_a_folder_is_no_model(binary, folder):
    assert_fault(binary.run('.'), 1, "pyfidget: cannot read '.': Is a directory")


def test_a_file_is_no_folder(binary, folder):
    (folder / 'm.vm').write_bytes(QUARTER)
    assert_fault(binary.run('m.vm/m.vm'), 1, "pyfidget: cannot read 'm.vm/m.vm': Not a directory")


def test_a_name_that_is_too_long(binary, folder):
    name = 'm' * 300
    assert_fault(binary.run(name), 1, "pyfidget: cannot read '%s': File name too long" % name)


def test_a_loop_of_links(binary, folder):
    os.symlink('a.vm', 'b.vm')
    os.symlink('b.vm', 'a.vm')
    assert_fault(binary.run('a.vm'), 1, "pyfidget: cannot read 'a.vm': Too many levels of symbolic links")


def test_a_socket_is_no_model(binary, folder):
    with socket.socket(socket.AF_UNIX) as end:
        end.bind('s')
        assert_fault(binary.run('s'), 1, "pyfidget: cannot read 's': No such device or address")


def test_a_model_that_may_not_be_read(binary, folder):
    """root may read everything: then another user tries."""
    (folder / 'm.vm').write_bytes(QUARTER)
    os.chmod('m.vm', 0)
    how = {}
    if os.geteuid() == 0:
        if not _others_can_run(binary.path):
            pytest.skip('root may read everything, and no other user may run the binary where it lies')
        how['user'] = 65534
        os.chmod('.', 0o755)
    assert_fault(binary.run('m.vm', **how), 1, "pyfidget: cannot read 'm.vm': Permission denied")


def test_a_name_with_a_line_end_does_not_break_the_line(binary, folder):
    assert_fault(binary.run('a\nb.vm'), 1, "pyfidget: cannot read 'a\\x0ab.vm': No such file or directory")


def test_a_name_with_a_line_end_does_not_break_the_line_of_a_fault_in_it(binary, folder):
    (folder / 'a\nb.vm').write_bytes(b'c const one\n')
    done = binary.run('a\nb.vm')
    assert (done.status, done.out, done.err.count(b'\n')) == (1, b'', 1)


def _others_can_run(path):
    """Whether a program and every folder above it let other users through."""
    while path != '/':
        if not os.stat(path).st_mode & 0o001:
            return False
        path = os.path.dirname(path)
    return True


# ---- too much ----

def test_a_picture_that_does_not_fit_into_memory(binary, folder):
    (folder / 'm.vm').write_bytes(QUARTER)
    done = binary.run('m.vm', '--size=65536', preexec_fn=_with_little_memory)
    assert_fault(done, 1, 'pyfidget: not enough memory')


def _with_little_memory():
    resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))


DISC = b'x var-x\ny var-y\nxx square x\nyy square y\nrr add xx yy\nc const 0.5\nr sub rr c\n'


def test_with_any_little_memory_there_is_a_picture_or_one_line_and_no_other_file(binary, folder):
    """Under limits from the least under which the program is loaded at all: below, the system and the C library end it."""
    (folder / 'm.vm').write_bytes(DISC)
    least = next(size for size in range(2000, 64000, 100) if binary.run('--version', preexec_fn=_limit(size)).status in (0, 1))
    seen = set()
    for options in [[], ['--mode=sdf'], ['--engine=quadtree', '--format=ppm'], ['--threads=3', '--format=pgm']]:
        for size in range(least, least + 9000, 200):
            done = binary.run('m.vm', '--size=200', *options, preexec_fn=_limit(size))
            left = sorted(os.listdir(folder))
            if done.status == 0:
                assert (done.err, len(left)) == (b'', 2)
                os.unlink(left[left[0] == 'm.vm'])
            else:
                assert (done.status, done.out, left) == (1, b'', ['m.vm'])
                assert done.err == b'pyfidget: not enough memory\n' or done.err.startswith(b'pyfidget: cannot ')
                assert done.err.count(b'\n') == 1
            seen.add(done.status)
    assert seen == {0, 1}


def _limit(size):
    """What limits a process to so many KB."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size << 10, size << 10))


def test_a_model_without_an_end(binary, folder):
    assert_fault(binary.run('/dev/zero', '-o', 'm.png'), 1,
                 "pyfidget: '/dev/zero' has more than 268435456 bytes: --largest-model BYTES allows them")
    assert os.listdir(folder) == []


# ---- the toolchain's environment ----

def test_no_variable_of_the_toolchain_is_read(binary, folder):
    (folder / 'm.vm').write_bytes(QUARTER)
    names = ['PYPYLOG', 'PYPY_GC_DEBUG', 'PYPY_GC_NURSERY', 'PYPY_GC_MAX_PINNED', 'PYPY_GC_MAX', 'PYPY_GC_MIN', 'PYPY_ALLOC',
             'PYPY_INSTRUMENT_COUNTERS']
    for value in ['log', 'gc:log', 'jit,gc:-', '2']:
        done = binary.run('m.vm', '--size=2', env={name: value for name in names})
        assert (done, sorted(os.listdir(folder))) == ((0, b'', b''), ['m.png', 'm.vm'])


# ---- standard output ----

@pytest.mark.parametrize('word', ['--help', '--version'])
def test_a_closed_standard_output(binary, word):
    done = binary.run(word, preexec_fn=lambda: os.close(1))
    assert (done.status, done.err) == (1, b'pyfidget: cannot write standard output: Bad file descriptor\n')


# ---- bytes that are not UTF-8 ----

def test_messages_are_utf8_whatever_a_model_and_its_name_hold(binary, folder):
    chance = random.Random(4)
    for _ in range(100):
        junk = bytes(chance.choice(b'\xff\xc3\xa4\xe2\x82 x\n') for _ in range(60))
        name = b'm' + junk.replace(b'\n', b'')[:40]
        with open(os.fsencode(folder) + b'/' + name, 'wb') as model:
            model.write(chance.choice([junk, b'c const ' + junk, b'c ' + junk]))
        for arguments in [[name], [b'--mode', junk], [b'--' + junk], [name + b'no'],
                          [name, b'-o', junk.replace(b'\n', b'') + b'/no.png']]:
            binary.run(*arguments, b'--size=2').err.decode('utf-8')
