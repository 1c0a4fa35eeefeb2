"""What would it take? One dimension, what holds it back, and the effect of other answers."""

import re

import pytest

from assessment.models import Answer, AnswerChange
from reports.views import kept
from tests.conftest import answer_everything
from tests.reports.conftest import HERE
from tests.reports.edges import answer, nothing_known, one_dimension_not_applicable, sign

STEP = (
    "Agree with one service director a change enabled by technology for them to own, and report on it together to the "
    "senior management team."
)


def test_one_glance_tells_what_to_change(held_back, read):
    page = read()
    assert "One answer holds this dimension at level 1: LEAD-1 (people)." in page
    assert "Make this one move and Leadership reaches level 2." in page
    assert "The claimed score goes from 44 to 50." in page
    assert f"CIO or head of digital and technology: {STEP}" in page
    assert held_back.framework.questions["LEAD-1"].at(2).text in page
    assert "Nothing here is saved" in page
    assert "The effect" not in page


def test_several_answers_hold_it_back(held_back, read):
    Answer.objects.filter(question__in=["LEAD-2", "LEAD-4"]).update(level=1)
    page = read()
    assert "Three answers hold this dimension at level 1: LEAD-1 (people), LEAD-2 (process) and LEAD-4" in page
    assert "Make these three moves and Leadership reaches level 2." in page


def test_all_at_one_level_must_all_rise(assessment, read):
    answer_everything(assessment)
    assert "All four answers stand at level 2, so each must rise for the level to rise." in read()


def test_there_is_no_way_up_from_the_top(assessment, read):
    answer_everything(assessment, level=4)
    page = read()
    assert "Nothing holds this dimension back: every answer stands at its highest level." in page
    assert "cheapest" not in page


def test_the_effect_says_every_figure_before_and_after(held_back, read):
    page = read("LEAD-1-level=2")
    assert "The claimed level goes from level 1 (planned) to level 2 (in some services)." in page
    assert "Claimed level 1: Planned 2: In some services" in page
    assert "Claimed score 44 50" in page
    assert "Held back by LEAD-1 (people) LEAD-1 (people), LEAD-2 (process)" in page
    assert "Capabilities, claimed 49 50" in page
    assert "Score : 100 × (1/4 + 1/2 + 1/2 + 1/2) ÷ 4 = 43.75, shown as 44" in page


def test_the_link_to_the_route_has_the_effect_that_was_promised(held_back, viewer, as_user, read):
    answer(held_back, "LEAD-1", 3, warnings=[1])
    page = as_user(viewer).get(HERE).content.decode()
    (query,) = re.findall(rf'href="{HERE}[?]([^"#]+)#effect"', page)
    assert query == "LEAD-1-signs=on"
    assert "The claimed level goes from level 1 (planned) to level 2 (in some services)." in read(query)


def test_a_warning_sign_is_to_end(held_back, read):
    sign_of_it = held_back.framework.questions["LEAD-1"].warning_signs[0]
    answer(held_back, "LEAD-1", 3, warnings=[1])
    page = read()
    assert f"End this warning sign: {sign_of_it}" in page
    assert "You answered level 3. While a warning sign is true, it counts as level 1." in page
    assert "Answered 3: a warning sign holds it down" in page
    assert "The claimed level stays the same: level 1 (planned)." in read("LEAD-1-level=4")


def test_evidence_moves_the_evidenced_figures_alone(assessment, read):
    answer_everything(assessment, evidenced=False)
    page = read("&".join(f"LEAD-{number}-evidence=on" for number in range(1, 5)))
    assert "The claimed level stays the same" in page
    assert "The evidenced level goes from level 1 (planned) to level 2 (in some services)." in page
    assert "Evidenced score 25 50" in page


def test_too_little_known_for_a_level(assessment, read):
    answer_everything(assessment)
    Answer.objects.filter(question__in=["LEAD-1", "LEAD-2"]).update(state=Answer.State.DONT_KNOW, level=None)
    page = read()
    assert "No level can be claimed yet, because two answers are not known." in page
    assert "This holds if what is not known turns out to be at level 1." in page
    assert "A low answer that becomes known lowers the score, even where the level rises." in page
    assert "Don’t know (now)" in page
    assert "Claimed level No level: too few answers 1: Planned" in read("LEAD-1-level=1&LEAD-2-level=1")


def test_nothing_known_and_nothing_answered(assessment, read):
    assert "No level can be claimed yet, because four answers are not known." in read()
    nothing_known(assessment)
    assert "four answers are not known" in read("LEAD-1-level=0")


def test_what_does_not_apply_has_nothing_to_raise(assessment, read):
    one_dimension_not_applicable(assessment)
    page = read()
    assert "None of these questions applies to the council, so there is no level to raise." in page
    assert "Show the effect" not in page
    assert "Does not apply" in read("LEAD-1-level=3")


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("LEAD-1-level=9", "We left out “9”, because LEAD-1 has no such level or choice"),
        ("LEAD-1-level=²", "We left out “²”"),
        ("LEAD-1-level=%00", "because LEAD-1 has no such level or choice"),
        ("LEAD-1-level=dont_know", "We left out “dont_know”"),
        ("LEAD-1-level=" + "x" * 5000, f"We left out “{'x' * 40}”"),
        ("LEAD-1-evidence=maybe", "We left out “maybe”"),
        ("LEAD-9-level=2", "We left out “LEAD-9-level”, because no question here is called that"),
    ],
)
def test_what_the_address_cannot_mean_is_left_out_and_said(held_back, read, query, left_out):
    page = read(query + "&LEAD-2-level=3")
    assert left_out in page
    assert "Claimed score 44 50" in page, "what was right still counts"
    assert "We left out" not in read("LEAD-2-level=3")


def test_other_words_in_an_address_are_none_of_its_business(held_back, read):
    page = read("utm_source=letter&level=9")
    assert "We left out" not in page
    assert "The effect" not in page


def test_nothing_is_saved(held_back, lead, as_user):
    before = list(Answer.objects.values())
    as_user(lead).get(f"{HERE}?LEAD-1-level=4&LEAD-1-evidence=on")
    assert as_user(lead).post(HERE, {"LEAD-1-level": "4"}).status_code == 405
    assert list(Answer.objects.values()) == before
    assert not AnswerChange.objects.exists()


def test_there_is_no_such_dimension(assessment, viewer, as_user):
    assert as_user(viewer).get("/councils/westerby/2026/what-if/cricket/").status_code == 404
    assert as_user(viewer).get("/councils/westerby/2026/what-if/").status_code == 404


def test_every_page_of_the_dimension_leads_to_it(held_back, viewer, lead, as_user):
    for person, page in ((lead, "leadership"), (viewer, "leadership"), (viewer, "check")):
        assert HERE in as_user(person).get(f"/councils/westerby/2026/{page}/").content.decode()


def test_the_report_leads_to_it_whoever_may_follow(held_back, viewer, analyst, as_user):
    kept.cache_clear()
    sign(held_back)
    report = "/councils/westerby/2026/report/"
    assert HERE in as_user(viewer).get(report).content.decode()
    assert HERE not in as_user(analyst).get(report).content.decode()
