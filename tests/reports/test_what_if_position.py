"""Where a try would stand among peers: in words alone, and never in a round that the council has not signed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.models import Answer, Assessment, Round, Snapshot
from tests.conftest import answer_everything, make_council, make_round
from tests.reports.conftest import HERE
from tests.reports.edges import sign, sign_peers

ONCE_SIGNED = "Your position among councils like yours shows here once you have signed."


def peers(round, count, *, start=0):
    """Scores in Leadership of 37.5, 43.75, 50, 56.25 and 62.5, over and over."""
    return sign_peers(
        round, [make_council(f"E0699{9100 + place}", f"Peer {place}") for place in range(start, start + count)]
    )


@pytest.fixture
def before(round):
    return make_round(2025, status=Round.Status.CLOSED)


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
