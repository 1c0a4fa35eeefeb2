"""What others will see of us: what the page says, and that it is so."""

import pandas as pd
import pytest
from django.test import Client

from assessment.actions import reopen, return_to_lead, sign, submit
from assessment.models import Answer, Assessment, Evidence
from reports.outlook import counted_in
from reports.views import kept
from tests.conftest import answer_everything, make_council
from tests.reports.edges import sign_peers

URL = "/councils/westerby/2026/"
PAGE = URL + "what-others-see/"
NOTE, TITLE = "Ask the health board", "Board minute"


@pytest.fixture(autouse=True)
def fresh_reports():
    kept.cache_clear()


@pytest.fixture
def answered(assessment) -> Assessment:
    answer_everything(assessment)
    assessment.answers.filter(question="LEAD-1").update(note=NOTE)
    return assessment


@pytest.fixture
def signed(answered, lead, signatory) -> Assessment:
    signatory.job_title = "Chief executive"
    signatory.save()
    submit(assessment=answered, by=lead)
    sign(assessment=answered, by=signatory)
    return answered


def sign_others(round, count: int, **facts: object) -> list:
    councils = [make_council(f"E0699{9100 + place}", f"Peer {place}", **facts) for place in range(count)]
    sign_peers(round, councils)
    return councils


def read(client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_what_of_this_very_assessment_socitm_would_see(answered, viewer, as_user):
    page = read(as_user(viewer))
    assert "Nothing is signed yet" in page
    assert "60 answers of 60" in page
    assert "what is written with 1 answer" in page
    assert "60 references to evidence, on 60 of the answers" in page
    assert NOTE in page
    assert "all 15 of your dimensions would count" in page
    assert "1 March 2027" in page


def test_a_dimension_with_too_few_levels_is_named_and_does_not_count(answered, viewer, as_user):
    answered.answers.filter(question__in=["LEAD-1", "LEAD-2"]).delete()
    page = read(as_user(viewer))
    assert "14 of your 15 dimensions would count. Too few questions have a level in: Leadership." in page


def test_nothing_answered_is_shown_as_nothing(assessment, viewer, as_user):
    page = read(as_user(viewer))
    assert "0 answers of 60" in page
    assert "none of your dimensions would count" in page


def test_it_says_whose_signature_others_see(signed, signatory, viewer, as_user):
    assert "Others see now what is said here." in read(as_user(viewer))
    reopen(assessment=signed, by=signatory, remark="One more thing")
    assert "Others go on seeing what was signed on" in read(as_user(viewer))


@pytest.mark.parametrize(
    ("others", "shown"),
    [
        (0, "Nothing: no other council"),
        (1, "Nothing yet: a median needs five councils besides the reader’s own, four more"),
        (4, "Nothing yet: a median needs five councils besides the reader’s own, one more"),
        (5, "A median."),
        (9, "A median."),
        (10, "A median and quartiles."),
        (19, "A median and quartiles."),
        (20, "A median, quartiles, and the reader’s own place"),
    ],
)
def test_what_is_shown_of_a_group_depends_on_how_many_have_signed(council, others, shown):
    facts = pd.DataFrame(
        {
            "type_group": council.type_group.value,
            "region": council.region,
            "population": council.population,
        },
        # Its own signature, where there is one, is not an other's.
        index=[council.gss_code, *(f"E0699{9100 + place}" for place in range(others))],
    )
    groups = counted_in(facts, council)
    assert [group.name for group in groups] == [
        "single-tier councils in England",
        "North East councils",
        "councils of 150,000 to 249,999 people",
        "councils of every kind",
    ]
    assert {group.signed for group in groups} == {others}
    assert all(group.shown.startswith(shown) for group in groups)


def test_a_region_that_is_a_nation_is_named_once(db):
    welsh = make_council("W06000099", "Aber", authority_type="unitary", nation="Wales", region="Wales")
    facts = pd.DataFrame({"type_group": [], "region": [], "population": []})
    assert len(counted_in(facts, welsh)) == 3


@pytest.mark.parametrize(("others", "has_median"), [(4, False), (5, True)])
def test_a_peer_is_shown_what_the_page_says_and_never_who_we_are(
    signed, round, viewer, as_user, stranger, others, has_median
):
    peers = sign_others(round, others)
    stranger.memberships.update(council=peers[0])
    said = read(as_user(viewer))
    assert ("A median." in said) is has_median

    client = as_user(stranger)
    report = "/councils/peer-0/2026/report"
    data = client.get(report + ".json").json()
    # Its peers are as many as have signed: the others, and us.
    assert data["peers"]["signed"] == others
    assert (data["dimensions"][0]["peers"]["median"] is not None) is has_median
    for words in ("Westerby", NOTE):
        assert words not in read(client, report + "/")
        assert words not in read(client, report + ".json")
    for address in ("", "report/", "report.json", "answers.xlsx", "check/", "sign-offs/", "what-others-see/"):
        assert client.get(URL + address).status_code == 404


def test_an_analyst_sees_how_far_we_are_and_no_answer_before_signing(answered, analyst, as_user):
    client = as_user(analyst)
    page = read(client, "/socitm/rounds/2026/")
    assert "Westerby" in page
    assert "Being answered" in page
    for address in ("", "leadership/", "check/", "report/", "report.json", "answers.xlsx", "history/LEAD-1/"):
        assert client.get(URL + address).status_code == 404


def test_an_analyst_reads_the_signed_answers_with_notes_and_evidence(signed, analyst, lead, signatory, as_user):
    lead.name = "Norah Named"
    lead.save()
    client = as_user(analyst)
    data = client.get(URL + "report.json").json()
    (question,) = [row for part in data["dimensions"] for row in part["questions"] if row["code"] == "LEAD-1"]
    assert (question["level"], question["note"], question["evidence"]) == (2, NOTE, [TITLE])
    assert data["signed"]["by"] == signatory.name
    assert data["signed"]["job_title"] == "Chief executive"
    page = read(client, URL + "report/")
    assert TITLE in page
    assert signatory.name in page
    # Of everybody else, how many took part in each role.
    assert data["took_part"] == {"signatory": 1}
    assert lead.name not in page


def test_history_remarks_and_views_are_never_an_analysts(signed, analyst, administrator, as_user):
    met = {
        address: (
            as_user(analyst).get(URL + address).status_code,
            as_user(administrator).get(URL + address).status_code,
        )
        for address in ("history/LEAD-1/", "sign-offs/", "opinions/", "what-others-see/")
    }
    assert met == {
        "history/LEAD-1/": (404, 200),
        "sign-offs/": (404, 200),
        "opinions/": (404, 403),
        "what-others-see/": (404, 200),
    }


def test_remarks_are_in_nothing_that_leaves_the_council(answered, lead, signatory, analyst, as_user):
    submit(assessment=answered, by=lead, remark="A word to sign with")
    return_to_lead(assessment=answered, by=signatory, remarks={"LEAD": "A word to return with"})
    Assessment.objects.update(status=Assessment.Status.SUBMITTED)
    answered.refresh_from_db()
    sign(assessment=answered, by=signatory)
    client = as_user(analyst)
    for address in ("report/", "report.json"):
        assert "A word to" not in read(client, URL + address)


def test_what_was_signed_is_seen_until_it_is_signed_again(signed, lead, signatory, analyst, as_user):
    reopen(assessment=signed, by=signatory, remark="One more thing")
    Answer.objects.filter(question="LEAD-1").update(note="Written since")
    client = as_user(analyst)
    assert "Written since" not in read(client, URL + "report.json")
    submit(assessment=signed, by=lead)
    sign(assessment=signed, by=signatory)
    kept.cache_clear()
    assert "Written since" in read(client, URL + "report.json")


def test_the_public_has_no_page_with_a_council_in_it(signed):
    nobody = Client()
    for address in ("/", "/method/", "/privacy/", "/frameworks/", "/frameworks/planting-the-flag/2011.1/"):
        assert "Westerby" not in read(nobody, address)
    for address in (URL + "report/", URL + "report.json", "/councils/westerby/", "/socitm/compare/2026/"):
        assert nobody.get(address).url.startswith("/accounts/login/")


def test_the_way_here_is_on_the_pages_before_signing(answered, lead, signatory, as_user):
    client = as_user(lead)
    for address in (URL, URL + "check/", "/councils/westerby/"):
        assert f'href="{PAGE}"' in read(client, address)
    submit(assessment=answered, by=lead)
    assert f'href="{PAGE}"' in read(as_user(signatory), URL + "sign/")


@pytest.mark.parametrize("count", [0, 12])
def test_the_cost_does_not_grow_with_the_councils(
    answered, round, viewer, as_user, django_assert_max_num_queries, count
):
    sign_others(round, count)
    client = as_user(viewer)
    client.get(PAGE)
    with django_assert_max_num_queries(10):
        client.get(PAGE)


def test_evidence_is_listed_as_it_is_named(assessment, viewer, as_user):
    answer = Answer.objects.create(assessment=assessment, question="LEAD-1", state="level", level=2)
    Evidence.objects.create(answer=answer, title="Minutes", where="minutes.pdf", page="3")
    page = read(as_user(viewer))
    assert "LEAD-1: Minutes, minutes.pdf, page 3" in page
    assert "1 reference to evidence, on 1 of the answers" in page
