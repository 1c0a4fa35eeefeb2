from reports.risks import risks
from tests.reports.small import PEERS, below, everywhere, parts, signed


def texts(council, **beside):
    return [(finding.title, finding.sentence) for finding in risks(parts(council, **beside), PEERS)]


def test_the_weakest_says_its_level_its_score_and_what_holds_it_back():
    assert texts(signed({"BBBB": [0, 3, 3, 3]}))[0] == (
        "Bridges is weak",
        "At level 0 (not started), with a score of 56. What holds it back: people.",
    )


def test_level_2_is_not_called_weak():
    assert texts(signed({"BBBB": [2, 3, 3, 3], "AAAA": [3] * 4, "CCCC": [3] * 4, "DDDD": [3] * 4})) == [
        (
            "Bridges has further to go",
            "At level 2 (in some services), with a score of 69. What holds it back: people.",
        )
    ]


def test_a_level_that_all_share_from_2_on_is_no_risk():
    assert texts(signed({})) == []


def test_a_claim_that_loses_half_a_level_without_evidence_is_a_risk():
    assert (
        "Apples is claimed more than shown",
        "It scores 75 at level 3 (normal here) as claimed, and 25 at level 1 (planned) when only evidenced answers "
        "count.",
    ) in (texts(signed({"AAAA": [3] * 4}, shown=False)))


def test_a_small_gap_of_evidence_is_none():
    assert texts(signed(everywhere([1, 1, 1, 2]), shown=False))[0][0] == ("Apples is weak")
    assert not any("shown" in title for title, _ in texts(signed({"AAAA": [1, 1, 1, 2]}, shown=True)))


def test_a_warning_sign_that_caps_an_answer_is_a_risk():
    assert (
        "Apples has a warning sign",
        "“Nobody reads it.” While this is true, the answer counts as level 1 and no higher.",
    ) in texts(signed({"AAAA": [3, 3, 3, 3], "BBBB": [0] * 4}, warned="AAAA-2"))


def test_a_warning_sign_that_lowers_nothing_is_none():
    assert not any("warning" in title for title, _ in texts(signed({"AAAA": [1, 1, 1, 1]}, warned="AAAA-2")))


def test_too_few_answers_are_a_risk_and_say_how_few():
    assert texts(signed({"AAAA": [2, None, None, 2], "BBBB": [None] * 4})) == [
        ("Bridges is not known", "None of its questions has a level, so nothing can be claimed or compared."),
        ("Apples is not known", "Only 50% of its questions have a level, so nothing can be claimed or compared."),
    ]


def test_one_unknown_answer_that_holds_the_level_down_is_told_from_a_weakness():
    assert texts(signed({"AAAA": [3, 3, 3, None]})) == [
        (
            "Apples hangs on an answer nobody knows",
            "It scores 75, yet stands at level 0 (not started), because an answer not known counts as level 0.",
        )
    ]


def test_standing_clearly_below_peers_is_a_risk():
    assert texts(signed({}), standings={"CCCC": below(90)}) == [
        (
            "Canals is behind its peers",
            "At level 2 (in some services), with a score of 50: clearly below county councils, whose median is 90.",
        )
    ]


def test_kinds_come_before_more_of_a_kind_and_no_dimension_twice():
    council = signed({"AAAA": [0] * 4, "BBBB": [0, 1, 0, 0], "CCCC": [3, 3, 3, None], "DDDD": [4, 4, 2, 2]})
    found = risks(parts(council, standings={"DDDD": below(99)}), PEERS)
    assert [finding.title for finding in found] == [
        "Apples is weak",
        "Canals hangs on an answer nobody knows",
        "Docks is behind its peers",
    ]
