from frameworks.rungs import Kind
from reports.moves import ranked_moves
from reports.route import route_for, routes
from tests.reports.small import DIMENSIONS, everywhere, parts, signed


def test_the_route_moves_every_question_at_the_lowest_level_and_no_other():
    route = route_for(signed({"AAAA": [1, 3, 1, 2]}), DIMENSIONS[0])
    assert (route.from_level, route.to_level) == (1, 2)
    assert [(move.question, move.actor, move.step) for move in route.moves] == [
        ("AAAA-1", "chief-executive", "Lift AAAA-1 to 2."),
        ("AAAA-3", "cio", "Lift AAAA-3 to 2."),
    ]


def test_what_nobody_knows_is_to_be_found_out():
    move = route_for(signed({"AAAA": [2, None, 2, 2]}), DIMENSIONS[0]).moves[0]
    assert (move.kind, move.step) == (Kind.FIND_OUT, "Find out the answer to “How is AAAA-2?” Ask: CIO.")


def test_a_warning_sign_is_ended_before_a_step_is_taken():
    move = route_for(signed({"AAAA": [3, 3, 3, 3]}, warned="AAAA-2"), DIMENSIONS[0]).moves[0]
    assert (move.kind, move.step) == (Kind.WARNING, "End this warning sign: Nobody reads it.")


def test_a_warning_sign_under_its_cap_leaves_the_next_step():
    move = route_for(signed({"AAAA": [0, 3, 3, 3]}, warned="AAAA-1"), DIMENSIONS[0]).moves[0]
    assert (move.kind, move.step) == (Kind.STEP, "Lift AAAA-1 to 1.")


def test_a_step_over_the_cap_is_lost_unless_the_warning_sign_ends_with_it():
    move = route_for(signed({"AAAA": [1, 3, 3, 3]}, warned="AAAA-1"), DIMENSIONS[0]).moves[0]
    assert (move.kind, move.step) == (Kind.STEP, "Lift AAAA-1 to 2. End this warning sign: Nobody reads it.")


def test_the_top_and_what_does_not_apply_have_no_route():
    assert routes(signed(everywhere([4] * 4))) == ()
    assert route_for(signed({"AAAA": ["n/a"] * 4}), DIMENSIONS[0]) is None


def test_the_fewest_moves_come_first_then_the_lowest_level():
    council = signed({"AAAA": [2] * 4, "BBBB": [1, 2, 2, 2], "CCCC": [0, 2, 2, 2], "DDDD": [1, 1, 2, 2]})
    assert [route.dimension.title for route in routes(council)] == ["Canals", "Bridges", "Docks", "Apples"]


def test_moves_are_ranked_by_the_level_they_start_from():
    council = signed({"AAAA": [2] * 4, "BBBB": [1, 2, 2, 2], "CCCC": [0, 2, 2, 2], "DDDD": [1, 1, 2, 2]})
    assert [move.question for _part, move in ranked_moves(parts(council))][:4] == [
        "CCCC-1",
        "BBBB-1",
        "DDDD-1",
        "DDDD-2",
    ]
