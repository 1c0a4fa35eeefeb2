"""Rounds at Socitm's desk: who is how far, what unlocks next, opening and closing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessment.models import Assessment, Round
from councils.models import Council, TypeGroup
from reports.socitm.progress import Stage, by_group, next_threshold, progress_of, rounds_with_progress
from tests.conftest import make_council
from tests.reports.standing import signed

PAGES = ["round", "change_dates", "open_round", "close_round", "compare", "compare_csv", "side_by_side", "compare_svg"]


@pytest.fixture
def desk(as_user, analyst):
    return as_user(analyst)


@pytest.mark.parametrize("person", ["lead", "signatory", "stranger"])
def test_the_desk_does_not_exist_for_councils(request, as_user, round, person):
    client = as_user(request.getfixturevalue(person))
    for page in PAGES:
        assert client.get(reverse(f"socitm:{page}", args=[round.slug])).status_code == 404, page
    for page in ("desk", "new_round"):
        assert client.get(reverse(f"socitm:{page}")).status_code == 404, page
    assert client.post(reverse("socitm:close_round", args=[round.slug])).status_code == 404
    assert Round.objects.get().is_open


def test_nobody_signed_in_is_asked_to_sign_in(client, round):
    response = client.get(reverse("socitm:round", args=[round.slug]))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_an_unknown_round_is_not_found(desk, db):
    for page in PAGES:
        assert desk.get(reverse(f"socitm:{page}", args=["1066"])).status_code == 404, page


@pytest.mark.parametrize("person", ["analyst", "administrator"])
def test_both_of_socitms_people_see_the_desk(request, as_user, round, person):
    client = as_user(request.getfixturevalue(person))
    for page in ("desk", "new_round"):
        assert client.get(reverse(f"socitm:{page}")).status_code == 200
    for page in ("round", "change_dates", "open_round", "close_round"):
        assert client.get(reverse(f"socitm:{page}", args=[round.slug])).status_code == 200


@pytest.fixture
def cast(round) -> dict[str, Council]:
    """One council at each stage."""
    names = ["Unstarted", "Answering", "Submitted", "Signed", "Reopened", "Gone"]
    councils = {name: make_council(f"W0699900{place}", name) for place, name in enumerate(names)}
    Council.objects.update(authority_type=Council.Type.WELSH_UNITARY, nation="Wales", region="Wales")
    Council.objects.filter(short_name="Gone").update(ended=round.opens)
    for name in ("Signed", "Reopened"):
        signed(councils[name], round)
    signed(councils["Reopened"], round)  # twice, and counted once
    for name, status in (("Answering", "answering"), ("Submitted", "submitted"), ("Reopened", "answering")):
        Assessment.objects.update_or_create(council=councils[name], round=round, defaults={"status": status})
    return councils


def test_every_council_is_at_one_stage(cast, round):
    assert {one.council.short_name: one.stage for one in progress_of(round)} == {
        "Unstarted": Stage.NOT_STARTED,
        "Answering": Stage.ANSWERING,
        "Submitted": Stage.SUBMITTED,
        "Signed": Stage.SIGNED,
        "Reopened": Stage.REOPENED,
    }


def test_a_council_that_is_gone_counts_where_it_took_part(cast, round):
    Assessment.objects.create(council=cast["Gone"], round=round)
    assert len(progress_of(round)) == 6


def test_a_group_counts_its_stages_and_a_reopened_council_still_counts_as_signed(cast, round):
    (wales,) = by_group(progress_of(round))
    assert wales.group == TypeGroup.WALES
    assert wales.counts == dict.fromkeys(Stage, 1)
    assert (wales.signed, wales.total) == (2, 5)


def test_the_list_of_rounds_counts_the_same(cast, round):
    (line,) = rounds_with_progress()
    assert (line.started, line.waiting, line.signed, line.total) == (4, 1, 2, 5)


@pytest.mark.parametrize(
    ("group", "signatures", "total", "words"),
    [
        (TypeGroup.WALES, 0, 22, "6 more Welsh councils unlock medians."),
        (TypeGroup.WALES, 5, 22, "1 more of the Welsh councils unlocks medians."),
        (TypeGroup.WALES, 9, 22, "2 more Welsh councils unlock quartiles."),
        (TypeGroup.WALES, 11, 22, "10 more Welsh councils unlock percentiles."),
        (TypeGroup.COUNTY, 20, 21, "1 more of the county councils unlocks percentiles."),
        (TypeGroup.COUNTY, 21, 21, "Medians, quartiles and percentiles are all unlocked."),
        (TypeGroup.NORTHERN_IRELAND, 10, 11, "1 more of the Northern Irish councils unlocks quartiles."),
        (TypeGroup.NORTHERN_IRELAND, 11, 11, "There are only 11 Northern Irish councils: too few for percentiles."),
    ],
)
def test_what_a_group_lacks_is_said_in_words(group, signatures, total, words):
    assert next_threshold(group, signed=signatures, total=total) == words


def test_the_round_page_tells_the_stages_apart_and_finds_councils(cast, round, desk):
    url = reverse("socitm:round", args=[round.slug])
    page = desk.get(url).content.decode()
    assert "There are only 5 Welsh councils: too few for medians." in page
    found = desk.get(url, {"stage": "reopened"})
    assert [one.council.short_name for one in found.context["page"]] == ["Reopened"]
    found = desk.get(url, {"q": "sign", "group": "wales"})
    assert [one.council.short_name for one in found.context["page"]] == ["Signed"]
    assert desk.get(url, {"group": "county"}).context["matching"] == 0


@pytest.mark.parametrize("query", [{"group": "x"}, {"stage": "x"}, {"page": "x"}, {"page": "-1"}, {"q": "x" * 101}])
def test_an_address_that_makes_no_sense_is_an_error_on_the_page(round, desk, query):
    response = desk.get(reverse("socitm:round", args=[round.slug]), query)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_page_too_far_is_the_last(cast, round, desk):
    response = desk.get(reverse("socitm:round", args=[round.slug]), {"page": "99"})
    assert response.context["page"].number == 1


@pytest.mark.parametrize("page", ["desk", "round"])
def test_pages_cost_the_same_queries_however_many_councils(round, desk, page, django_assert_num_queries):
    address = reverse("socitm:desk") if page == "desk" else reverse("socitm:round", args=[round.slug])
    for place in range(12):
        signed(make_council(f"E06999{place:03}", f"Place {place}"), round)
    # Session, person; then rounds, counts, ends or round, assessments, councils.
    with django_assert_num_queries(5):
        desk.get(address)


def test_opening_and_closing_ask_first(round, desk, cast):
    close = reverse("socitm:close_round", args=[round.slug])
    page = desk.get(close).content.decode()
    assert "1 council is still answering." in page
    assert "1 council waits for a signature" in page
    assert Round.objects.get().is_open
    response = desk.post(close, follow=True)
    assert "2026 round is closed." in response.content.decode()
    assert Round.objects.get().status == Round.Status.CLOSED
    response = desk.post(close, follow=True)
    assert "2026 round is not open." in response.content.decode()


def test_a_closed_round_is_opened_again(round, desk):
    today = timezone.localdate()
    Round.objects.update(status="closed", opens=today, closes=today, publishes=today)
    response = desk.post(reverse("socitm:open_round", args=[round.slug]), follow=True)
    assert "Councils can answer." in response.content.decode()
    assert Round.objects.get().is_open


NEW = {
    "name": "2031 round",
    "slug": "2031",
    "framework": "planting-the-flag/2011.1",
    "opens": "1/9/2031",
    "closes": "31/1/2032",
    "publishes": "1 March 2032",
}


def test_a_round_is_made_as_a_draft(desk, db):
    response = desk.post(reverse("socitm:new_round"), NEW, follow=True)
    assert response.redirect_chain == [(reverse("socitm:round", args=["2031"]), 302)]
    found = Round.objects.get()
    assert (found.status, found.framework_version, found.publishes) == ("draft", "2011.1", date(2032, 3, 1))
    assert not found.made_up


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slug": "2026"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"slug": "a b"}, "slug"),
        ({"name": ""}, "name"),
        ({"framework": "other/1"}, "framework"),
        ({"opens": "soon"}, "opens"),
        ({"closes": "1/8/2031"}, "closes"),
        ({"publishes": "1/1/2032"}, "publishes"),
    ],
)
def test_a_round_that_cannot_be_is_explained(desk, round, change, field):
    response = desk.post(reverse("socitm:new_round"), NEW | change)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert Round.objects.count() == 1


def test_dates_are_changed(desk, round):
    url = reverse("socitm:change_dates", args=[round.slug])
    later = round.closes + timedelta(days=14)
    dates = {"opens": "1/9/2026", "closes": f"{later:%d/%m/%Y}", "publishes": "1/3/2027"}
    assert desk.post(url, dates).status_code == 302
    assert Round.objects.get().closes == later
    response = desk.post(url, dates | {"closes": "1/1/2020"})
    assert list(response.context["form"].errors) == ["closes"]


def test_a_made_up_round_says_so(desk, round):
    Round.objects.update(made_up=True)
    for page in ("round", "close_round", "compare", "side_by_side"):
        assert "Made-up data:" in desk.get(reverse(f"socitm:{page}", args=[round.slug])).content.decode()
