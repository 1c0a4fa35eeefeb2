"""The pages on the way to signature: check, submit, sign, return, reopen; and the command that signs."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessment.actions import save_answers, submit
from assessment.drafts import Draft
from assessment.models import Answer, Assessment, SignOff, Snapshot
from frameworks.scores import State
from tests.conftest import answer_everything

URL = "/councils/westerby/2026/"


@pytest.fixture
def submitted(assessment, lead) -> Assessment:
    answer_everything(assessment, level=2)
    submit(assessment=assessment, by=lead, remark="Please look at leadership")
    return assessment


def test_checking_shows_what_is_missing_unknown_and_unevidenced(assessment, lead, as_user):
    drafts = [
        Draft(question="LEAD-1", state=State.LEVEL, level=3),
        Draft(question="LEAD-2", state=State.DONT_KNOW),
    ]
    save_answers(assessment=assessment, by=lead, drafts=drafts)
    page = as_user(lead).get(URL + "check/").content.decode()
    assert "58 of 60 questions are not answered." in page
    assert "1 answer is “don’t know”." in page
    assert "1 answer above level 1 has no evidence." in page
    assert f'href="{URL}leadership/#LEAD-1"' in page
    assert 'href="/method/#score"' in page


def test_score_and_level_are_shown_together_claimed_and_evidenced(assessment, lead, as_user):
    answer_everything(assessment, level=3, evidenced=False)
    (first, *_rest) = as_user(lead).get(URL + "check/").context["summary"].dimensions
    assert (first.claimed.score, first.claimed.level) == ("75", "3: Normal here")
    assert (first.evidenced.score, first.evidenced.level) == ("25", "1: Planned")


def test_too_few_answers_claim_no_level(assessment, lead, as_user):
    save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-1", state=State.LEVEL, level=3)])
    summary = as_user(lead).get(URL + "check/").context["summary"]
    by_code = {section.dimension.code: section.claimed for section in summary.dimensions}
    assert (by_code["LEAD"].score, by_code["LEAD"].level) == ("75, partial", "No level: too few answers")
    assert (by_code["COLL"].score, by_code["COLL"].level) == ("Not scored", "No level")


def test_the_lead_submits_with_a_remark(assessment, lead, as_user):
    answer_everything(assessment)
    response = as_user(lead).post(URL + "submit/", {"remark": "Ready"})
    assert response.url == URL
    step = SignOff.objects.get()
    assert (step.step, step.by, step.remark) == (SignOff.Step.SUBMITTED, lead, "Ready")


def test_nothing_answered_is_refused_in_words(assessment, lead, as_user):
    response = as_user(lead).post(URL + "submit/", follow=True)
    assert "there is nothing to submit" in response.content.decode()


def test_the_signatory_reads_before_they_sign(submitted, lead, signatory, as_user):
    page = as_user(signatory).get(URL + "sign/").content.decode()
    for words in (
        f"{lead.name} submitted these answers",
        "Please look at leadership",
        "What others will see",
        "2: In some",
    ):
        assert words in page


def test_signing_needs_the_declaration(submitted, signatory, as_user):
    response = as_user(signatory).post(URL + "sign/", {})
    assert '<a href="#id_declaration">Tick the box' in response.content.decode()
    assert not Snapshot.objects.exists()


def test_signing_writes_the_snapshot(submitted, signatory, as_user):
    response = as_user(signatory).post(URL + "sign/", {"declaration": "on"})
    assert response.url == URL
    assert Snapshot.objects.get().signed_by == signatory


def messages_of(page: str) -> list[str]:
    return re.findall(r'notification-banner__heading">([^<]*)<', page)


def test_two_clicks_sign_once_and_say_so_once(submitted, signatory, as_user):
    client = as_user(signatory)
    client.post(URL + "sign/", {"declaration": "on"})
    page = client.post(URL + "sign/", {"declaration": "on"}, follow=True).content.decode()
    assert messages_of(page) == ["Signed. The report is ready."]
    assert Snapshot.objects.count() == 1


def test_what_somebody_else_has_signed_is_refused_in_words(submitted, signatory, administrator, as_user):
    as_user(administrator).post(URL + "sign/", {"declaration": "on"})
    page = as_user(signatory).post(URL + "sign/", {"declaration": "on"}, follow=True).content.decode()
    assert messages_of(page) == ["Nothing is waiting for a signature."]
    assert Snapshot.objects.get().signed_by == administrator


@pytest.mark.parametrize(("address", "leads_to"), [("submit/", "check/"), ("return/", "sign/"), ("start/", "..")])
def test_an_address_that_only_takes_posts_leads_to_its_page(assessment, signatory, as_user, address, leads_to):
    """Signing in again leads back to where a form was sent."""
    response = as_user(signatory).get(URL + address)
    assert response.url == ("/councils/westerby/" if leads_to == ".." else URL + leads_to)


def test_reopening_too_late_gives_back_what_was_typed(submitted, signatory, as_user):
    response = as_user(signatory).post(URL + "reopen/", {"remark": "One answer was wrong"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Only signed answers can be reopened." in page
    assert "One answer was wrong" in page


def test_reopening_needs_a_remark_and_keeps_what_was_signed(submitted, signatory, as_user):
    client = as_user(signatory)
    client.post(URL + "sign/", {"declaration": "on"})
    assert "Say why the answers are reopened" in client.post(URL + "reopen/", {}).content.decode()

    client.post(URL + "reopen/", {"remark": "One answer was wrong"})

    submitted.refresh_from_db()
    assert submitted.is_open
    assert Snapshot.objects.count() == 1


def test_checking_takes_few_queries(assessment, lead, as_user, django_assert_max_num_queries):
    answer_everything(assessment)
    client = as_user(lead)
    with django_assert_max_num_queries(8):
        client.get(URL + "check/")


def test_the_command_submits_if_need_be_and_signs(assessment, signatory):
    answer_everything(assessment)
    out = StringIO()
    call_command("sign", "westerby", "2026", f"--by={signatory.email}", stdout=out)
    snapshot = Snapshot.objects.get()
    assert snapshot.sha256 in out.getvalue()
    assert list(SignOff.objects.values_list("step", flat=True)) == ["submitted", "signed"]


def test_the_command_knows_a_council_by_its_code(submitted, signatory):
    call_command("sign", "E06999001", "2026", f"--by={signatory.email}", stdout=StringIO())
    assert Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("slug", "person", "refusal"),
    [
        ("westerby", "lead", "may not sign for Westerby"),
        ("westerby", "nobody@example.org", "may not sign for Westerby"),
        ("easterby", "signatory", "easterby has not started 2026"),
        ("westerby", "signatory", "nothing to submit"),
    ],
)
def test_the_command_refuses_in_words(assessment, slug, person, refusal, request):
    email = person if "@" in person else request.getfixturevalue(person).email
    with pytest.raises(CommandError, match=refusal):
        call_command("sign", slug, "2026", f"--by={email}")
    assert not Snapshot.objects.exists()
    assert not Answer.objects.exists()
