import pytest

from pyfidget.host.diagrams.command import Failure, Parser, load_program, run_command, shown


@pytest.mark.parametrize('text, expected', [
    ('plain.vm', 'plain.vm'), ('é√.vm', 'é√.vm'), ('a\nb', 'a\\x0ab'), ('a\udcff', 'a\\xff'), ('\x1b[2J', '\\x1b[2J'),
])
def test_shown(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize('name', ['disc.vm', '模.vm', 'a\udcff.vm'])
def test_a_model_of_any_name(name, tmp_path):
    (tmp_path / name).write_text('x var-x')
    assert load_program(str(tmp_path / name)).size == 1


def test_a_model_that_cannot_be_read(tmp_path):
    with pytest.raises(Failure, match='^cannot read .*: No such file or directory$'):
        load_program(str(tmp_path / 'none.vm'))
    with pytest.raises(Failure, match='^cannot read .*: Is a directory$'):
        load_program(str(tmp_path))


def status_and_message(main):
    with pytest.raises(SystemExit) as raised:
        run_command('tool', main, [])
    return raised.value.code


def failing(fault):
    def main(words, name):
        raise fault
    return main


def test_faults_are_one_line(tmp_path):
    assert status_and_message(failing(Failure('no ink'))) == 'tool: no ink'
    assert status_and_message(failing(MemoryError())) == 'tool: not enough memory'
    assert status_and_message(failing(KeyboardInterrupt())) == 130
    path = tmp_path / 'é\n.vm'
    path.write_text('x var-x\ny foö x')
    assert status_and_message(lambda words, name: load_program(str(path))) == f"{tmp_path}/é\\x0a.vm:2:3: unknown operation 'foö'"


@pytest.mark.parametrize('status', [None, 0, 2])
def test_a_command_gives_its_own_status_and_is_silent(status, capsys):
    assert status_and_message(lambda words, name: status) == status
    assert capsys.readouterr() == ('', '')


def parser():
    parser = Parser('tool', 'Do something.')
    parser.add_output(['svg', 'dot'], 'default: none')
    parser.add_argument('--at')
    parser.add_argument('--loud', action='store_true')
    return parser


def test_a_value_may_be_negative():
    options = parser().read(['a.vm', '--at', '-1,2', '-o', 'a.svg'])
    assert (options.model, options.at, options.output) == ('a.vm', '-1,2', 'a.svg')
    assert parser().read(['--at', '-.5', 'a.vm']).at == '-.5'


@pytest.mark.parametrize('words, message', [
    ([], 'the following arguments are required: MODEL.vm'),
    (['a.vm', '-o', 'a.gif'], "-o: 'a.gif' ends in none of .svg, .dot"),
    (['a.vm', '-o', 'svg'], "-o: 'svg' ends in none of .svg, .dot"),
    (['a.vm', '--at'], '--at: expected one argument'),
    (['a.vm', '--lou'], 'unrecognized arguments: --lou'),
    (['a.vm', '--at', '--loud'], '--at: expected one argument'),
])
def test_wrong_use_is_one_line(words, message, capsys):
    with pytest.raises(SystemExit) as raised:
        parser().read(words)
    assert raised.value.code == 2
    assert capsys.readouterr().err == f'tool: {message}\n'


# ---- models that are too large ----

def test_a_model_of_more_bytes_than_are_asked_for_is_refused(tmp_path):
    path = tmp_path / 'seven.vm'
    path.write_text('x var-x')
    assert load_program(str(path), 7).size == 1
    assert status_and_message(lambda words, name: load_program(str(path), 6)) == (
        f'tool: {path} has more than 6 bytes: --largest-model BYTES allows them')


def test_how_many_bytes():
    assert parser().read(['a.vm']).largest_model == 256 << 20
    assert parser().read(['a.vm', '--largest-model', '7']).largest_model == 7
    assert parser().read(['--largest-model=1099511627776', 'a.vm']).largest_model == 1 << 40


@pytest.mark.parametrize('value', ['0', '1099511627777', '-7', '1e6', '٣', '1' * 5000])
def test_no_number_of_bytes(value, capsys):
    with pytest.raises(SystemExit):
        parser().read(['a.vm', '--largest-model', value])
    said = capsys.readouterr().err
    assert said.startswith("tool: --largest-model: expected a whole number from 1 to 1099511627776, not '")
    assert said.count('\n') == 1
