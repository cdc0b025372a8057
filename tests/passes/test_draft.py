"""Drafts, and the programs that are kept of them."""
from pyfidget.interval import Interval, point
from pyfidget.operations import ABS, ADD, NEG, VAR_X, VAR_Y, VAR_Z
from pyfidget.passes.draft import Draft, Region
from tests.passes.rewriting import plain

X, Y, Z = Interval(0.0, 1.0, False), Interval(1.0, 2.0, False), Interval(2.0, 3.0, True)


def test_a_region_knows_the_interval_of_each_coordinate():
    region = Region(X, Y, Z)
    assert [region.coordinate(opcode) for opcode in (VAR_X, VAR_Y, VAR_Z)] == [X, Y, Z]


def test_an_entry_stands_for_itself_at_first():
    draft = Draft(2)
    draft.put(0, VAR_X, 0, 0, X)
    draft.put(1, NEG, 0, 0, Y)
    assert draft.same == [0, 1]
    assert draft.result() == 1
    assert draft.result_interval() is Y


def test_the_result_is_the_entry_that_stands_for_the_last_one():
    draft = Draft(2)
    draft.put(0, VAR_X, 0, 0, X)
    draft.put(1, ABS, 0, 0, Y)
    draft.same[1] = 0
    assert draft.result() == 0
    assert draft.result_interval() is X


def test_a_constant_has_the_interval_of_its_value():
    draft = Draft(1)
    draft.put_constant(0, 2.5)
    interval = draft.result_interval()
    assert draft.is_constant(0)
    assert (interval.lo, interval.hi, interval.maybe_nan) == (2.5, 2.5, False)


def test_an_operation_is_no_constant_though_its_interval_is_a_point():
    draft = Draft(1)
    draft.put(0, VAR_X, 0, 0, point(2.5))
    assert not draft.is_constant(0)


def test_what_is_kept_is_renumbered():
    draft = Draft(4)
    draft.put(0, VAR_X, 0, 0, X)
    draft.put_constant(1, 0.5)
    draft.put(2, VAR_Y, 0, 0, Y)
    draft.put(3, ADD, 2, 1, X)
    assert draft.keep([False, True, True, True], 3).to_vm() == plain('''
        half const 0.5
        y var-y
        sum add y half
        ''')


def test_what_is_dropped_is_replaced_by_the_entry_that_stands_for_it_over_several_steps():
    draft = Draft(4)
    draft.put(0, VAR_X, 0, 0, X)
    draft.put(1, ABS, 0, 0, X)
    draft.put(2, ABS, 1, 0, X)
    draft.put(3, NEG, 2, 0, X)
    draft.same[1] = 0
    draft.same[2] = 1
    assert draft.keep([True, False, False, True], 2).to_vm() == plain('''
        x var-x
        n neg x
        ''')
