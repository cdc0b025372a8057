"""Dead code elimination: what the result does not need is dropped."""
from tests.passes.rewriting import becomes, stays

BEFORE = '''
    x var-x
    y var-y
    unused add x y
    r abs x
    '''


def test_an_operation_that_nothing_needs_is_dropped():
    becomes('dead', BEFORE, '''
        x var-x
        r abs x
        ''', [])


def test_without_the_pass_every_operation_up_to_the_result_stays():
    stays('none', BEFORE)


def test_an_argument_of_a_needed_operation_is_kept():
    stays('dead', '''
        x var-x
        y var-y
        z var-z
        s add x y
        r mul s z
        ''')


def test_of_an_operation_of_one_argument_only_that_one_is_needed():
    """The second argument of a unary operation is entry 0, which nobody asks for."""
    becomes('dead', '''
        y var-y
        x var-x
        r abs x
        ''', '''
        x var-x
        r abs x
        ''', [])


def test_the_arguments_of_what_became_a_constant_are_dropped():
    becomes('fold,dead', '''
        a const 2
        b const 3
        s mul a b
        x var-x
        r sub x s
        ''', '''
        s const 6
        x var-x
        r sub x s
        ''', ['fold'])


def test_without_the_pass_what_follows_the_result_is_dropped_all_the_same():
    """The program's last operation has to be its result."""
    becomes('decide', '''
        x var-x
        far const 5
        r min x far
        ''', '''
        x var-x
        ''', ['decide'])


def test_without_the_pass_what_follows_a_result_found_by_its_sign_is_dropped():
    becomes('sign', '''
        x var-x
        y var-y
        far const 5
        r min x far
        ''', '''
        x var-x
        ''', ['sign'])


def test_a_program_can_shrink_to_one_operation():
    becomes('all', '''
        x var-x
        y var-y
        far max x y
        r min far x
        ''', '''
        x var-x
        ''', ['decide', 'decide'], y=(2.0, 3.0))
