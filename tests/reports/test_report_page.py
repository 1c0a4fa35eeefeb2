import json
import re
from itertools import pairwise

import pytest
from django.test import Client

from assessment.models import Assessment
from reports.views import kept
from tests.conftest import answer_everything, make_council
from tests.reports.edges import EDGES, everything, nothing_answered, sign, sign_peers

REPORT = "/councils/westerby/2026/report/"
NAMES = [f"Peer {place}" for place in range(12)]


@pytest.fixture(autouse=True)
def fresh_reports():
    kept.cache_clear()


@pytest.fixture
def signed(assessment):
    answer_everything(assessment)
    return sign(assessment)


def peers(round, count):
    return sign_peers(round, [make_council(f"E0699{9100 + place}", NAMES[place]) for place in range(count)])


def page_of(client, address=REPORT):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def headings(page):
    return [int(level) for level in re.findall(r"<h([1-6])", page.split("<main", 1)[1])]


def test_members_and_socitm_read_it_and_strangers_do_not(
    signed, viewer, contributor, lead, signatory, analyst, administrator, stranger, as_user
):
    for person in (viewer, contributor, lead, signatory, analyst, administrator):
        assert as_user(person).get(REPORT).status_code == 200
    assert as_user(stranger).get(REPORT).status_code == 404
    assert Client().get(REPORT).status_code == 302


def test_nothing_signed_is_no_report(assessment, viewer, as_user):
    assert as_user(viewer).get(REPORT).status_code == 404


def test_it_shows_every_part_and_the_downloads(signed, viewer, as_user):
    page = page_of(as_user(viewer))
    for anchor in ("brief", "stand", "strengths", "risks", "decision", "act", "questions", "caveats", "compare"):
        assert f'id="{anchor}"' in page
    for anchor in ("elements", "lens-principles", "leadership", "route", "method"):
        assert f'id="{anchor}"' in page
    for file in ("brief.pdf", "report.pdf", "answers.xlsx", "report.json"):
        assert f"/councils/westerby/2026/{file}?peers=type" in page


def test_every_figure_says_how_it_was_made(signed, viewer, as_user):
    page = page_of(as_user(viewer))
    assert "100 × (1/2 + 1/2 + 1/2 + 1/2) ÷ 4 = 50" in page
    assert "The lowest of: People 2, Process 2, Information 2, Technology 2." in page
    assert "/method/#score" in page


def test_charts_are_drawn_into_the_page_with_words_and_tables(signed, viewer, as_user):
    page = page_of(as_user(viewer))
    pictures = re.findall(r'<svg role="img" aria-label="([^"]+)"', page)
    assert len(pictures) == 6
    assert page.count("the figures as a table") == len(pictures)
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert not re.search(r"\sstyle=", page.split("<main", 1)[1])


def test_a_figure_is_there_for_every_chart_that_can_be_explored(signed, viewer, as_user):
    page = page_of(as_user(viewer))
    asked = re.findall(r'data-explore="([^"]+)"', page)
    assert asked == ["profile", "radar-principles", "radar-capabilities", "radar-issues"]
    for key in asked:
        figure = re.search(rf'<script id="figure-{key}" type="application/json">(.*?)</script>', page, re.DOTALL)
        assert json.loads(figure[1])["data"]


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
def test_headings_never_skip_a_level(assessment, viewer, as_user, edge):
    edge(assessment)
    sign(assessment)
    levels = headings(page_of(as_user(viewer)))
    assert levels[0] == 1
    assert all(now <= before + 1 for before, now in pairwise(levels))


def test_the_latest_snapshot_is_shown_and_a_reopened_assessment_says_so(signed, assessment, viewer, as_user):
    client = as_user(viewer)
    Assessment.objects.update(status=Assessment.Status.SIGNED)
    assert "reopened" not in page_of(client)
    Assessment.objects.update(status=Assessment.Status.ANSWERING)
    assert "The answers have been reopened since." in page_of(client)
    everything(assessment, 4)
    sign(assessment)
    assert "at level 4 (shared across the place)" in page_of(client).lower()


def test_made_up_answers_say_so(assessment, round, viewer, as_user):
    round.made_up = True
    round.save()
    answer_everything(assessment)
    sign(assessment)
    assert "Made-up data:" in page_of(as_user(viewer))


def test_peers_are_chosen_by_a_link_and_refused_groups_say_why(signed, round, viewer, as_user):
    peers(round, 12)
    sign_peers(round, [make_council("E07999300", "Distant", authority_type="shire_district", region="South West")])
    page = page_of(as_user(viewer))
    assert "single-tier councils in England" in page
    assert "Groups that are not shown" in page
    assert as_user(viewer).get(f"{REPORT}?peers=all").status_code == 200
    assert as_user(viewer).get(f"{REPORT}?peers=friends").status_code == 404


def test_no_name_and_no_figure_of_a_thin_group_is_anywhere(signed, round, viewer, as_user):
    peers(round, 4)
    client = as_user(viewer)
    page = page_of(client)
    data = client.get("/councils/westerby/2026/report.json").json()
    assert not any(name in page for name in NAMES)
    assert "peers-median" not in page
    assert "among 4 councils" not in page
    for part in data["lenses"] + data["dimensions"]:
        withheld = {key: part["peers"][key] for key in ("median", "lower_quartile", "upper_quartile", "percentile")}
        assert set(withheld.values()) == {None}
        assert part["peers"]["position"] is None
        assert part["peers"]["withheld"]


def test_no_other_council_is_ever_named(signed, round, viewer, as_user):
    peers(round, 12)
    page = page_of(as_user(viewer))
    assert "among 12 councils" in page
    assert not any(name in page for name in NAMES)


@pytest.mark.parametrize("count", [5, 12])
def test_the_cost_does_not_grow_with_the_councils(signed, round, viewer, as_user, django_assert_max_num_queries, count):
    peers(round, count)
    client = as_user(viewer)
    with django_assert_max_num_queries(18):
        client.get(REPORT)
    with django_assert_max_num_queries(8):
        client.get(REPORT)


def test_a_new_signature_of_another_council_is_seen_at_once(signed, round, viewer, as_user):
    client = as_user(viewer)
    peers(round, 4)
    assert "among" not in page_of(client)
    sign_peers(round, [make_council("E06999200", "Fifth")])
    assert "5 councils" in page_of(client)


def test_an_empty_snapshot_still_makes_a_page(assessment, viewer, as_user):
    nothing_answered(assessment)
    sign(assessment)
    assert "Name who will find out the 60 answers that nobody knows, and by when." in page_of(as_user(viewer))
