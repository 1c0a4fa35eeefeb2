from reports.wording import in_words
from tests.reports.small import above, below, everywhere, found, parts, signed


def texts(findings):
    return [(finding.title, finding.sentence) for finding in findings]


def test_the_highest_levels_are_strengths_and_say_whether_they_are_shown():
    council = signed({"AAAA": [3, 3, 3, 4], "BBBB": [2, 2, 3, 2], "CCCC": [1, 2, 2, 2], "DDDD": [0, 0, 0, 0]})
    assert texts(found(council).strengths) == [
        ("Apples", "At level 3 (normal here), with a score of 81. The level stands when only evidenced answers count."),
        (
            "Bridges",
            "At level 2 (in some services), with a score of 56. The level stands when only evidenced answers count.",
        ),
    ]


def test_a_claim_without_evidence_is_no_longer_called_shown():
    council = signed({"AAAA": [3, 3, 3, 3]}, shown=False)
    assert found(council).strengths[0].sentence == (
        "At level 3 (normal here), with a score of 75. Counting only evidenced answers: level 1 (planned) and 25."
    )


def test_standing_above_peers_is_said_and_comes_first_among_equals():
    findings = found(signed({}), standings={"CCCC": above(40)})
    assert texts(findings.strengths)[0] == (
        "Canals",
        "At level 2 (in some services), with a score of 50. The level stands when only evidenced answers count. "
        "Clearly above county councils, whose median is 40.",
    )


def test_what_is_clearly_behind_peers_is_no_strength():
    findings = found(signed({}), standings={"AAAA": below()})
    assert "Apples" not in [finding.title for finding in findings.strengths]


def test_nothing_under_level_2_is_a_strength():
    assert found(signed(everywhere([1, 4, 4, 4]))).strengths == ()


def test_what_is_praised_is_not_blamed():
    findings = found(signed({"AAAA": [3, 3, 3, 3]}, shown=False))
    praised = {finding.dimension.code for finding in findings.strengths}
    assert praised.isdisjoint(finding.dimension.code for finding in findings.risks)


def test_the_decision_is_the_chief_executives_and_alone_lifts_a_level():
    council = signed({"AAAA": [0, 0, 3, 3], "BBBB": [1, 3, 3, 3]})
    decision = found(council).decision
    assert decision.sentence == "Lift BBBB-1 to 2."
    assert decision.today == "Level 1: BBBB-1 says 1."
    assert decision.after == "Level 2: BBBB-1 says 2."
    assert decision.effect == "By itself it lifts Bridges from level 1 to level 2."


def test_the_decision_counts_the_moves_it_needs_beside_it():
    decision = found(signed(everywhere([2, 2, 2, 3]))).decision
    assert decision.effect == "With two other moves it lifts Apples from level 2 to level 3."


def test_the_lowest_level_is_decided_on_before_what_goes_best():
    council = signed({"AAAA": [4, 4, 2, 2], "BBBB": [1, 1, 2, 2], "CCCC": [4, 4, 4, 4], "DDDD": [2, 2, 4, 4]})
    assert found(council).decision.dimension.dimension.title == "Bridges"


def test_ending_a_warning_sign_brings_back_the_level_that_is_claimed():
    council = signed(everywhere([4, 4, 4, 4]) | {"AAAA": [3, 4, 4, 4]}, warned="AAAA-1")
    decision = found(council).decision
    assert decision.sentence == "End this warning sign: Nobody reads it."
    assert decision.today == "While the warning sign is true, the answer counts as level 1 and no higher."
    assert decision.after == "Level 3: AAAA-1 says 3."


def test_where_no_step_is_the_chief_executives_another_roles_is_asked_for():
    decision = found(signed(everywhere([4, 1, 4, 4]))).decision
    assert decision.sentence == "Finance director, at your request: Lift AAAA-2 to 2."


def test_where_nothing_is_known_the_decision_is_who_finds_out():
    decision = found(signed(everywhere([None] * 4))).decision
    assert decision.sentence == f"Name who will find out the {in_words(16)} answers that nobody knows, and by when."
    assert decision.today == "Not known, and first: “How is AAAA-1?”"
    assert decision.effect == "Until then four dimensions cannot stand above level 0."


def test_at_the_top_there_is_nothing_to_decide():
    findings = found(signed(everywhere([4] * 4)))
    assert findings.decision is None
    assert [ask.moves for ask in findings.asks] == [(), (), ()]
    assert findings.risks == ()


def test_each_role_is_asked_for_its_first_two_moves_and_never_for_the_decision_again():
    findings = found(signed({}))
    asked = {ask.name: [move.step for _part, move in ask.moves] for ask in findings.asks}
    assert findings.decision.sentence == "Lift AAAA-1 to 3."
    assert asked == {
        "Chief executive": ["Lift BBBB-1 to 3.", "Lift CCCC-1 to 3."],
        "Finance director": ["Lift AAAA-2 to 3.", "Lift BBBB-2 to 3."],
        "CIO": ["Lift AAAA-3 to 3.", "Lift BBBB-3 to 3."],
    }


def test_finding_an_answer_out_is_nobodys_ask():
    findings = found(signed(everywhere([None, 2, 2, 2])))
    assert all(not ask.moves for ask in findings.asks)


def test_parts_rank_as_nothing_where_nothing_is_scored():
    part = parts(signed({"AAAA": ["n/a"] * 4}))[0]
    assert part.value == 0
    assert part.sentence == "None of these questions applies to the council, so there is no score."
    assert part.held_back == ""
