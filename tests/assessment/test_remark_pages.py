"""Remarks and replies as people meet them: on the sign page, the task list, a dimension, the check page, the record."""

import re
from unittest import mock

import pytest

from assessment.actions import Share, assign, reply, return_to_lead, save_answers, sign, submit
from assessment.drafts import Draft
from assessment.models import Assessment, SignOff
from assessment.remark_models import Remark, Reply
from councils.mail import NotSent
from councils.models import Membership
from frameworks.scores import State
from tests.assessment.test_sign_pages import messages_of
from tests.conftest import answer_everything, make_user

URL = "/councils/westerby/2026/"


@pytest.fixture
def submitted(assessment, lead) -> Assessment:
    answer_everything(assessment, level=2)
    submit(assessment=assessment, by=lead)
    return assessment


@pytest.fixture
def returned(submitted, signatory) -> Assessment:
    return_to_lead(assessment=submitted, by=signatory, remark="Too rosy?", remarks={"LEAD": "Who leads?"})
    return submitted


def address(dimension: str) -> str:
    return f"{URL}remarks/{Remark.objects.get(dimension=dimension).pk}/reply/"


def test_every_dimension_can_be_read_and_remarked_on_folded_up(submitted, signatory, as_user):
    page = as_user(signatory).get(URL + "sign/").content.decode()
    for code in submitted.framework.by_code:
        assert re.search(rf'<details class="govuk-details cairn-to-sign" id="{code}" >', page)
        assert f'name="{code}"' in page
    assert 'name="whole"' in page
    assert "Board minute" in page


def test_returning_needs_one_remark(submitted, signatory, as_user):
    page = as_user(signatory).post(URL + "return/", {"LEAD": "  "}).content.decode()
    assert '<a href="#id_whole">Say what should be looked at again' in page
    assert not Remark.objects.exists()


def test_returning_keeps_the_remarks_and_opens_the_answers(submitted, signatory, as_user):
    as_user(signatory).post(URL + "return/", {"whole": "Too rosy?", "LEAD": "Who leads?", "COLL": ""})
    submitted.refresh_from_db()
    assert submitted.is_open
    assert set(Remark.objects.values_list("dimension", "text")) == {("", "Too rosy?"), ("LEAD", "Who leads?")}


def test_two_clicks_return_once_and_say_so_once(submitted, lead, signatory, as_user, mailoutbox):
    client, data = as_user(signatory), {"LEAD": "Who leads?"}
    client.post(URL + "return/", data)
    page = client.post(URL + "return/", data, follow=True).content.decode()
    assert messages_of(page) == [
        f"Returned. The answers can be changed again. {lead.name} will hear of it by e-mail.",
    ]
    assert Remark.objects.count() == len(mailoutbox) == 1


def test_remarks_that_come_too_late_are_given_back(submitted, signatory, administrator, as_user):
    sign(assessment=submitted, by=administrator)
    response = as_user(signatory).post(URL + "return/", {"LEAD": "Who leads?"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Nothing is waiting for a signature." in page
    assert "What you wrote was not kept:" in page
    assert "<p>Who leads?</p>" in page


def test_signing_with_remarks_written_asks_which_of_the_two_is_meant(submitted, signatory, as_user):
    data = {"declaration": "on", "LEAD": "Who leads?"}
    page = as_user(signatory).post(URL + "sign/", data).content.decode()
    assert "You have written remarks. Return the answers with them, or empty the remarks and sign" in page
    assert "Who leads?</textarea>" in page
    assert '<details class="govuk-details cairn-to-sign" id="LEAD" open>' in page
    submitted.refresh_from_db()
    assert submitted.status == Assessment.Status.SUBMITTED


def test_the_task_list_says_what_waits_for_a_reply(returned, lead, as_user):
    client = as_user(lead)
    page = client.get(URL).content.decode()
    assert "2 of 2 remarks still need a reply" in page
    assert "Too rosy?" in page
    assert page.count("Remark to answer") == 1
    client.post(address("LEAD"), {"text": "The director."})
    page = client.get(URL).content.decode()
    assert "1 of 2 remarks still needs a reply" in page
    assert "Remark to answer" not in page


def test_a_remark_is_replied_to_on_its_dimension(returned, contributor, as_user):
    client = as_user(contributor)
    page = client.get(URL + "leadership/").content.decode()
    assert "Who leads?" in page
    assert f'action="{address("LEAD")}"' in page
    response = client.post(address("LEAD"), {"text": "The director."})
    assert response.url == URL + "leadership/"
    page = client.get(response.url).content.decode()
    assert "The director." in page
    assert "Your reply on Leadership is kept." in page
    assert "Who leads?" not in client.get(URL + "collaborate/").content.decode()


def test_who_may_only_read_sees_the_remark_and_no_box(returned, viewer, as_user):
    page = as_user(viewer).get(URL + "leadership/").content.decode()
    assert "Who leads?" in page
    assert "Send the reply" not in page


def test_whoever_is_on_other_dimensions_does_not_reply(returned, contributor, as_user):
    assign(assessment=returned, shares=[Share("COLL", (contributor,))])
    client = as_user(contributor)
    for dimension in ("LEAD", ""):
        assert client.post(address(dimension), {"text": "The director."}).status_code == 403
    assert not Reply.objects.exists()


def test_a_reply_says_something_and_another_councils_remark_does_not_exist(returned, lead, stranger, as_user):
    page = as_user(lead).post(address("LEAD"), {"text": " "}).content.decode()
    assert "Write a reply: one sentence is enough" in page
    assert "Who leads?" in page
    assert as_user(stranger).post(address("LEAD"), {"text": "Hello"}).status_code == 404


def test_a_reply_that_comes_too_late_is_given_back(submitted, lead, signatory, as_user):
    return_to_lead(assessment=submitted, by=signatory, remarks={"LEAD": "Who leads?"})
    reply(assessment=submitted, remark=Remark.objects.get(), by=lead, text="The director.")
    submit(assessment=submitted, by=signatory)
    response = as_user(lead).post(address("LEAD"), {"text": "And the board."})
    assert response.status_code == 409
    page = response.content.decode()
    assert "can no longer be replied to" in page
    assert "<p>And the board.</p>" in page


def test_the_check_page_lets_nobody_submit_before_each_remark_has_a_reply(returned, lead, as_user):
    client = as_user(lead)
    page = client.get(URL + "check/").content.decode()
    assert "2 remarks still need a reply" in page
    assert f'action="{URL}submit/"' not in page
    response = client.post(URL + "submit/", {"remark": "Ready now"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Still without a reply: the whole assessment, Leadership." in page
    assert "<p>Ready now</p>" in page
    for dimension in ("", "LEAD"):
        client.post(address(dimension), {"text": "Looked at."})
    assert f'action="{URL}submit/"' in client.get(URL + "check/").content.decode()
    client.post(URL + "submit/", {"remark": "Ready now"})
    returned.refresh_from_db()
    assert returned.status == Assessment.Status.SUBMITTED


def test_the_signatory_then_sees_each_reply_and_what_changed(returned, lead, signatory, as_user):
    drafts = [Draft(question="LEAD-1", version=1, state=State.LEVEL, level=1)]
    save_answers(assessment=returned, by=lead, drafts=drafts)
    for remark in Remark.objects.all():
        reply(assessment=returned, remark=remark, by=lead, text="Lowered it.")
    submit(assessment=returned, by=lead)
    page = as_user(signatory).get(URL + "sign/").content.decode()
    told = page[page.index('id="remarks"') : page.index('id="scores"')]
    assert told.count("Lowered it.") == 2
    assert "from “2: In some services” to “1: Planned”; also changed: evidence" in told
    assert "1 changed" in page


def test_the_record_shows_every_step_the_newest_last(returned, lead, signatory, viewer, administrator, as_user):
    for remark in Remark.objects.all():
        reply(assessment=returned, remark=remark, by=lead, text=f"Reply {remark.dimension}.")
    submit(assessment=returned, by=lead, remark="Ready now")
    sign(assessment=returned, by=signatory)
    for person in (viewer, administrator):
        page = as_user(person).get(URL + "sign-offs/").content.decode()
        words = ["Submitted for", "Returned to", "Too rosy?", "Reply .", "Who leads?", "Reply LEAD.", "Ready now"]
        places = [page.index(some) for some in words]
        assert places == sorted(places)
        steps = re.findall(r'summary-card__title">([^<]*)<', page)
        assert steps == [str(SignOff.Step(step).label) for step in ("submitted", "returned", "submitted", "signed")]


def test_the_record_takes_few_queries(returned, viewer, as_user, django_assert_max_num_queries):
    client = as_user(viewer)
    with django_assert_max_num_queries(7):
        client.get(URL + "sign-offs/")


def test_reading_before_signing_takes_few_queries(returned, lead, signatory, as_user, django_assert_max_num_queries):
    for remark in Remark.objects.all():
        reply(assessment=returned, remark=remark, by=lead, text="Looked at.")
    submit(assessment=returned, by=lead)
    client = as_user(signatory)
    with django_assert_max_num_queries(12):
        client.get(URL + "sign/")


def test_submitting_asks_whoever_may_sign_by_e_mail(assessment, lead, signatory, as_user, mailoutbox):
    answer_everything(assessment)
    left = make_user("left@westerby.example", is_active=False, reminders=False)
    Membership.objects.create(user=left, council=assessment.council, role=Membership.Role.SIGNATORY)
    signatory.reminders = False
    signatory.save()
    client, data = as_user(lead), {"remark": "Mind the <gap>"}
    client.post(URL + "submit/", data)
    page = client.post(URL + "submit/", data, follow=True).content.decode()
    words = "The answers are submitted and wait for a signature."
    assert messages_of(page) == [f"{words} {signatory.name} will hear of it by e-mail."]
    (mail,) = mailoutbox
    assert mail.to == [signatory.email]
    assert mail.subject == "Cairn: Westerby is ready for your signature, 2026 round"
    assert f"http://testserver{URL}sign/" in mail.body
    # What a remark says stays in Cairn.
    assert "gap" not in mail.body


def test_returning_tells_the_leads_and_names_the_dimensions(submitted, lead, signatory, as_user, mailoutbox):
    as_user(signatory).post(URL + "return/", {"LEAD": "Who leads?", "whole": "Too rosy?"})
    (mail,) = mailoutbox
    assert mail.to == [lead.email]
    assert mail.subject == "Cairn: Westerby was returned with 2 remarks, 2026 round"
    assert f"Leadership\nhttp://testserver{URL}leadership/" in mail.body
    assert "Who leads?" not in mail.body


def test_nobody_is_written_to_about_what_they_did_themselves(assessment, signatory, as_user, mailoutbox):
    answer_everything(assessment)
    client = as_user(signatory)
    client.post(URL + "submit/")
    client.post(URL + "return/", {"LEAD": "Who leads?"})
    assert mailoutbox == []


def test_a_letter_that_is_not_taken_undoes_nothing(assessment, lead, signatory, as_user):
    answer_everything(assessment)
    with mock.patch("assessment.sign_off_letters.post", side_effect=NotSent):
        page = as_user(lead).post(URL + "submit/", follow=True).content.decode()
    (said,) = messages_of(page)
    assert said.startswith("The answers are submitted and wait for a signature. The e-mail")
    assessment.refresh_from_db()
    assert assessment.status == Assessment.Status.SUBMITTED


def test_the_lead_is_told_who_can_sign(assessment, lead, as_user, request):
    answer_everything(assessment)
    client = as_user(lead)
    assert "Nobody at the council may sign yet." in client.get(URL + "check/").content.decode()
    signatory = request.getfixturevalue("signatory")
    assert f"Who can sign: {signatory.name}." in client.get(URL + "check/").content.decode()
