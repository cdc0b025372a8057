"""The layout of a program for a register machine."""
from pyfidget.engines.tape import Tape, load
from pyfidget.operations import ABS, MUL
from pyfidget.parser import parse

NAN = float('nan')


def tape_of(text):
    return Tape(parse(text, 'test.vm'))


MIXED = '''
    x var-x
    c const 2.5
    m mul x c
    y var-y
    z var-z
    again var-x
    r abs m
    '''


def test_leaves_are_no_steps():
    tape = tape_of(MIXED)
    assert tape.length == 2
    assert tape.opcodes == [MUL, ABS]
    assert tape.targets == [2, 6]


def test_a_step_reads_the_registers_of_its_arguments():
    tape = tape_of(MIXED)
    assert tape.first == [0, 2]
    assert tape.second[0] == 1


def test_each_operation_has_a_register_and_the_last_holds_the_result():
    assert tape_of(MIXED).registers == 7


def test_every_use_of_a_coordinate_has_its_register():
    tape = tape_of(MIXED)
    assert tape.x_registers == [0, 5]
    assert tape.y_registers == [3]


def test_constants_and_z_are_loaded_before_the_machine_runs():
    assert tape_of(MIXED).loaded_registers(7.0) == [0.0, 2.5, 0.0, 0.0, 7.0, 0.0, 0.0]


def test_loaded_registers_are_fresh_each_time():
    tape = tape_of(MIXED)
    tape.loaded_registers(1.0)[0] = NAN
    assert tape.loaded_registers(1.0)[0] == 0.0


def test_room_to_spare_in_a_program_is_not_part_of_its_tape():
    """A parsed program's lists may be longer than the program: a comment is a line, too."""
    tape = tape_of('''
        # one
        # two
        x var-x
        r neg x
        ''')
    assert (tape.registers, tape.length) == (2, 1)


def test_a_coordinate_goes_to_each_of_its_registers():
    registers = [0.0, 0.0, 0.0]
    load(registers, [0, 2], 1.5)
    assert registers == [1.5, 0.0, 1.5]


def test_a_program_of_a_leaf_alone_has_no_steps():
    assert tape_of('x var-x').length == 0


def test_a_step_is_shown_with_its_registers():
    tape = tape_of(MIXED)
    assert tape.step_text(0) == 'r2 = mul r0 r1'
    assert tape.step_text(1) == 'r6 = abs r2'
