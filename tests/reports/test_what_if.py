"""What would it take? One dimension, what holds it back, and the effect of other answers."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.models import Answer, AnswerChange, Assessment, Round, Snapshot
from reports.views import kept
from tests.conftest import answer_everything, make_council
from tests.reports.edges import answer, nothing_known, one_dimension_not_applicable, sign, sign_peers

HERE = "/councils/westerby/2026/what-if/leadership/"
ONCE_SIGNED = "Your position among councils like yours shows here once you have signed."
STEP = (
    "Agree with one service director a change enabled by technology for them to own, and report on it together to the "
    "senior management team."
)


@pytest.fixture
def held_back(assessment):
    """Everything at level 2 with evidence, but for one answer at level 1."""
    answer_everything(assessment)
    Answer.objects.filter(question="LEAD-1").update(level=1)
    return assessment


@pytest.fixture
def read(viewer, as_user):
    """read("LEAD-1-level=2"): the words of the page, each line of markup a space."""

    def words(query: str = "", address: str = HERE) -> str:
        response = as_user(viewer).get(f"{address}?{query}")
        assert response.status_code == 200
        main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace(" .", ".")

    return words


def peers(round, count, *, start=0):
    """Scores in Leadership of 37.5, 43.75, 50, 56.25 and 62.5, over and over."""
    return sign_peers(
        round, [make_council(f"E0699{9100 + place}", f"Peer {place}") for place in range(start, start + count)]
    )


@pytest.fixture
def before(round):
    return Round.objects.create(
        slug="2025",
        name="2025 round",
        framework_slug=round.framework_slug,
        framework_version=round.framework_version,
        status=Round.Status.CLOSED,
        opens=date(2025, 9, 1),
        closes=date(2026, 1, 31),
        publishes=date(2026, 3, 1),
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


# Position among peers


def test_before_signing_nothing_is_said_of_the_round(held_back, round, read):
    peers(round, 12)
    page = read("LEAD-1-level=4")
    assert ONCE_SIGNED in page
    assert "Position, as claimed" not in page


@pytest.mark.parametrize(
    ("level", "position"), [(0, "Clearly below"), (1, "About the same"), (3, "About the same"), (4, "Clearly above")]
)
def test_once_signed_a_try_has_its_position_in_words(held_back, round, read, level, position):
    # Quartiles at 42.1875 and 56.25: a score of 43.75 and one of 56.25 lie between them.
    peers(round, 12)
    sign(held_back)
    page = read(f"LEAD-1-level={level}")
    assert f"Position, as claimed About the same {position} Position beside 12 single-tier councils in England" in page
    assert "with a score here in the 2026 round." in page


def test_a_try_gives_no_figure_of_its_peers(held_back, round, read):
    """Nothing that a council's own report has not shown, whatever is tried."""
    peers(round, 25)
    sign(held_back)
    for level in range(5):
        page = read(f"LEAD-1-level={level}").lower()
        assert "position, as claimed" in page
        assert not re.search("median|percentile|quartile", page)


def test_a_try_that_is_partial_is_not_compared(held_back, round, read):
    peers(round, 12)
    Answer.objects.filter(question__in=["LEAD-1", "LEAD-2"]).update(state=Answer.State.DONT_KNOW, level=None)
    sign(held_back)
    assert "Not compared: too few answers are known Clearly below" in read("LEAD-1-level=0&LEAD-2-level=0")


def test_among_thin_peers_it_is_withheld_and_says_why(held_back, round, read):
    peers(round, 7)
    sign(held_back)
    page = read("LEAD-1-level=4")
    assert "No position among peers yet. Quartiles need 10 single-tier councils in England with a score here" in page
    assert "three more than there are now" in page
    assert "Position, as claimed" not in page


def test_a_group_that_is_refused_says_so(held_back, round, read):
    peers(round, 2)
    sign(held_back)
    assert "This group is shown once five single-tier councils in England besides your own have signed" in read(
        "LEAD-1-level=4"
    )


def test_until_then_an_earlier_round_stands_in_and_is_named(held_back, council, round, before, read):
    peers(before, 12)
    peers(round, 12, start=12)
    earlier = Assessment.objects.create(council=council, round=before)
    answer_everything(earlier)
    sign(earlier)
    page = read("LEAD-1-level=4")
    assert "Position, as claimed About the same Clearly above Position beside 12 single-tier councils" in page
    assert "in the 2025 round, an earlier one. This round’s shows here once you have signed." in page
    sign(held_back)
    assert "in the 2026 round." in read("LEAD-1-level=4")
    # The earlier round knows nothing of the later one.
    assert "in the 2025 round." in read("LEAD-1-level=4", "/councils/westerby/2025/what-if/leadership/")


def test_an_earlier_round_on_other_questions_does_not_stand_in(held_back, council, before, read):
    peers(before, 12)
    earlier = Assessment.objects.create(council=council, round=before)
    answer_everything(earlier)
    sign(earlier)
    Snapshot.objects.filter(round=before).update(framework_version="2010.9")
    assert ONCE_SIGNED in read("LEAD-1-level=4")


def test_reopened_answers_count_as_they_stand(held_back, round, read):
    peers(round, 12)
    sign(held_back)
    Answer.objects.filter(question="LEAD-1").update(level=0)
    page = read("LEAD-1-level=1")
    assert "Position, as claimed Clearly below About the same" in page


def test_it_costs_no_more_queries_among_more_councils(held_back, round, viewer, as_user):
    sign(held_back)
    client, counts = as_user(viewer), []
    for more in range(2):
        peers(round, 11, start=11 * more)
        client.get(f"{HERE}?LEAD-1-level=2")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{HERE}?LEAD-1-level=2")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# The ways to it


def test_every_page_of_the_dimension_leads_to_it(held_back, viewer, lead, as_user):
    for person, page in ((lead, "leadership"), (viewer, "leadership"), (viewer, "check")):
        assert HERE in as_user(person).get(f"/councils/westerby/2026/{page}/").content.decode()


def test_the_report_leads_to_it_whoever_may_follow(held_back, viewer, analyst, as_user):
    kept.cache_clear()
    sign(held_back)
    report = "/councils/westerby/2026/report/"
    assert HERE in as_user(viewer).get(report).content.decode()
    assert HERE not in as_user(analyst).get(report).content.decode()
