from dataclasses import replace
from fractions import Fraction

from reports.caveats import caveats
from reports.parts import Change, EvidenceShare
from tests.reports.small import NO_PEERS, PEERS, below, everywhere, found, parts, signed

ALL = ("AAAA", "BBBB", "CCCC", "DDDD")


def asked(council, **beside):
    return list(found(council, **beside).questions)


def test_a_claim_without_evidence_is_asked_about_first():
    assert asked(signed({"BBBB": [3] * 4}, shown=False))[0] == (
        "We score 75 for Bridges, and 25 when only evidenced answers count. What would we show an auditor for the rest?"
    )


def test_what_nobody_knows_is_asked_about_apart_from_what_nobody_answered():
    questions = asked(signed({"AAAA": [2, None, 2, 2], "BBBB": [2, 2, 2, ""]}))
    assert questions[:2] == [
        "We answered “don’t know” once, to “How is AAAA-2?” Who can find out, and by when?",
        "We left one question without an answer: “How is BBBB-4?” Whose is it to answer?",
    ]
    questions = asked(signed({"AAAA": [2, None, None, 2], "BBBB": ["", "", 2, 2]}))
    assert questions[:2] == [
        "We answered “don’t know” two times, first to “How is AAAA-2?” Who can find out, and by when?",
        "We left two questions without an answer, first “How is BBBB-1?” Whose are they to answer?",
    ]


def test_a_warning_sign_is_asked_about():
    assert "We ticked this warning sign: “Nobody reads it.” What has to happen before we can untick it?" in asked(
        signed({"AAAA": [3] * 4}, warned="AAAA-2")
    )


def test_the_furthest_behind_peers_is_asked_about():
    assert "The median of county councils for Canals is 90 and we have 50. What do they do that we do not?" in asked(
        signed({}), standings={"CCCC": below(90), "DDDD": below(60)}
    )


def test_what_has_fallen_is_asked_about():
    changes = {"AAAA": Change("2025 round", Fraction(70), Fraction(50), None, None)}
    assert "Apples stood at 70 in the last round and stands at 50 now. What changed?" in asked(
        signed({}), changes=changes
    )


def test_an_element_low_in_three_dimensions_is_a_pattern():
    council = signed({code: [2, 2, 1, 2] for code in ALL[:3]})
    assert "Our information answers stand at level 0 or 1 in three dimensions. What do those have in common?" in asked(
        council
    )
    assert not any("in common" in question for question in asked(signed({code: [2, 2, 1, 2] for code in ALL[:2]})))


def test_where_every_element_is_low_none_is_singled_out():
    assert (
        "In four dimensions every element stands at level 0 or 1. Which would we lift first, and with what?"
        in asked(signed(everywhere([1] * 4)))
    )


def test_the_lowest_answers_are_asked_about_one_a_dimension():
    questions = asked(signed({"AAAA": [0, 0, 2, 2], "BBBB": [2, 2, 1, 2]}))
    assert questions[:2] == [
        "We have nothing to show yet for “How is AAAA-1?” Who will own it, and when is there a dated plan?",
        "We have a plan, and nothing more, for “How is BBBB-3?” In which service does it begin, and when?",
    ]


def test_at_the_top_the_questions_are_about_keeping_it_true_and_going_further():
    assert asked(signed(everywhere([4] * 4))) == [
        "Our oldest evidence is “Minute” of March 2025, for question AAAA-1. Is it still true?",
        "Nobody outside the council has checked these answers. Whose could we check, and who could check ours?",
        "Which partner could share our work on Apples, and what would both gain?",
        "Which partner could share our work on Bridges, and what would both gain?",
        "Which partner could share our work on Canals, and what would both gain?",
    ]


def test_there_are_never_more_than_five_and_none_comes_twice():
    council = signed(everywhere([0, None, 3, 1]), shown=False, warned="AAAA-3")
    questions = asked(council, standings={"DDDD": below()})
    assert len(questions) == len(set(questions)) == 5


def told(council, *, peers=PEERS, evidence=None):
    return list(caveats(council, parts(council), peers, evidence or EvidenceShare(named=3, needed=4, checked=0)))


def test_the_caveats_say_who_answered_what_is_shown_who_is_compared_and_what_is_measured():
    assert told(signed({}, took_part={"lead": 1, "contributor": 4})) == [
        "The council answered about itself: five people took part (one lead and four contributors).",
        "3 of the 4 answers that need evidence name some. Cairn has not seen the documents.",
        "Nobody outside the council has checked the answers.",
        "The comparison is with the 12 county councils that have signed this round: they chose to take part.",
        "It says how the council works, and not whether residents are better off for it.",
    ]


def test_answers_from_a_file_have_no_people():
    assert told(signed({}))[0] == (
        "The council answered about itself, from a file that does not record who gave each answer."
    )


def test_where_no_answer_needs_evidence_none_is_counted():
    assert "No answer is high enough to need evidence, so none was weighed." in told(
        signed({}), evidence=EvidenceShare(0, 0, 0)
    )


def test_what_socitm_checked_is_counted():
    assert "A Socitm moderator has checked two answers." in told(signed({}), evidence=EvidenceShare(3, 4, 2))


def test_a_refused_group_says_why_and_a_wider_one_warns():
    assert "Nothing is compared with county councils. Shown once five have signed." in told(signed({}), peers=NO_PEERS)
    assert "A wider group." in told(signed({}), peers=replace(PEERS, warning="A wider group."))


def test_what_is_too_little_known_is_named():
    assert "Too little is known to claim a level for Apples and Docks." in told(
        signed({"AAAA": [None] * 4, "DDDD": [None, None, 2, 2]})
    )
    assert "Too little is known to claim a level for any dimension." in told(signed(everywhere([None] * 4)))
