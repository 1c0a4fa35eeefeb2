"""A dimension's page: one address, one view and one form class for every dimension. No JavaScript anywhere here."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from assessment.actions import save_answers
from assessment.drafts import Draft, Reference, Said
from assessment.models import Answer, Assessment, Assignment
from frameworks.scores import State
from tests.conftest import answer_everything

URL = "/councils/westerby/2026/leadership/"


def posted(*codes: str, **fields: str) -> dict[str, str]:
    """What a browser posts for questions: LEAD_1_answer="2" is the field LEAD-1-answer."""
    data = {f"{code}-version": "0" for code in codes or ("LEAD-1", "LEAD-2", "LEAD-3", "LEAD-4")}
    return data | {
        re.sub(r"^([A-Z]+)_(\d)_", r"\1-\2-", name).replace("__", "-"): value for name, value in fields.items()
    }


class Controls(HTMLParser):
    """What a browser would post back from a page, by the names of its controls."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._typing_in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        control = dict(attrs)
        if tag == "textarea":
            self._typing_in = control["name"]
            self.values[self._typing_in] = [""]
        elif tag == "input" and (control["type"] not in ("radio", "checkbox") or "checked" in control):
            self.values.setdefault(control["name"], []).append(control.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._typing_in:
            # A browser sends the ends of lines so.
            self.values[self._typing_in][0] += data.replace("\n", "\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._typing_in = ""


def read_back(response) -> dict[str, list[str]]:
    return Controls(response.content.decode()).values


def said(question: str) -> Said:
    return Said.by(Answer.objects.filter(question=question).first())


def saved_by(user, assessment: Assessment, number: int, version: int = 0, **content: object) -> None:
    draft = Draft(question="LEAD-1", state=State.LEVEL, level=number, version=version, **content)
    save_answers(assessment=assessment, by=user, drafts=[draft])


def test_each_question_is_a_fieldset_of_radios_with_the_wording_in_full(assessment, lead, as_user):
    page = as_user(lead).get(URL).content.decode()
    for question in assessment.framework.by_slug["leadership"].questions:
        assert page.count(f'name="{question.code}-answer"') == 7
        for level in question.levels:
            assert level.text in page.replace("&#x27;", "'")


@pytest.mark.parametrize("slug", ["collaborate", "shared-services", "central-government"])
def test_every_dimension_is_the_same_page(assessment, lead, as_user, slug):
    assert as_user(lead).get(f"/councils/westerby/2026/{slug}/").status_code == 200


def test_there_is_no_page_for_what_is_no_dimension(assessment, lead, as_user):
    assert as_user(lead).get("/councils/westerby/2026/astrology/").status_code == 404


def test_answers_are_saved_and_the_next_dimension_follows(assessment, lead, as_user):
    response = as_user(lead).post(
        URL,
        posted(
            LEAD_1_answer="2",
            LEAD_1_warnings="1",
            LEAD_1_note="Since May",
            LEAD_1_evidence__0__title="Board minute",
            LEAD_1_evidence__0__where="https://example.org/minute",
            LEAD_1_evidence__0__page="4",
            LEAD_1_evidence__0__dated="27/3/2026",
            LEAD_2_answer="dont_know",
            LEAD_3_answer="not_applicable",
            LEAD_3_reason="We have no staff",
        ),
    )

    assert response.url == reverse("assessment:dimension", args=["westerby", "2026", "governance"])
    first = said("LEAD-1")
    assert (first.state, first.level, first.warnings, first.note) == (State.LEVEL, 2, (1,), "Since May")
    (reference,) = first.evidence
    assert (reference.title, reference.page, reference.dated.isoformat()) == ("Board minute", "4", "2026-03-27")
    assert said("LEAD-2").state is State.DONT_KNOW
    assert (said("LEAD-3").state, said("LEAD-3").reason) == (State.NOT_APPLICABLE, "We have no staff")
    assert said("LEAD-4") == Said()


def test_the_last_dimension_leads_to_checking(assessment, lead, as_user):
    last = assessment.framework.dimensions[-1]
    response = as_user(lead).post(f"/councils/westerby/2026/{last.slug}/", {})
    assert response.url == "/councils/westerby/2026/check/"


def test_one_can_leave_at_any_time(assessment, lead, as_user):
    response = as_user(lead).post(URL, posted(LEAD_4_answer="0", next="tasks"))
    assert response.url == "/councils/westerby/2026/"
    assert said("LEAD-4").level == 0


@pytest.mark.parametrize(
    "content",
    [
        {"note": "One\nTwo", "warnings": (1, 2), "evidence": (Reference("Minute", "Papers", "4", date(2026, 3, 7)),)},
        {"evidence": (Reference('A "quoted" <b>plan</b>', "https://example.org/?a=1&b=2"), Reference("& more"))},
        {"note": '</textarea> id="id_LEAD-1-answer_0" \ue000LEAD-1-version\ue001'},
        {},
    ],
)
def test_what_is_read_and_posted_back_changes_nothing(assessment, lead, as_user, content):
    saved_by(lead, assessment, 3, **content)
    client = as_user(lead)

    response = client.post(URL, read_back(client.get(URL)))

    assert response.status_code == 302
    assert (said("LEAD-1").level, assessment.answers.get().version) == (3, 1)
    assert assessment.changes.count() == 1


def test_what_one_council_wrote_is_on_no_other_page(assessment, lead, stranger, other_council, as_user):
    other = Assessment.objects.create(council=other_council, round=assessment.round)
    saved_by(lead, assessment, 3, note="Ours alone", evidence=(Reference("Our plan"),))
    saved_by(stranger, other, 1, note="Theirs alone", evidence=(Reference("Their plan"),))

    ours, theirs = as_user(lead).get(URL), as_user(stranger).get(URL.replace("westerby", "easterby"))

    assert (read_back(ours)["LEAD-1-answer"], read_back(theirs)["LEAD-1-answer"]) == (["3"], ["1"])
    assert "Theirs alone" not in ours.content.decode()
    assert "Our plan" not in theirs.content.decode()


def test_an_emptied_reference_is_taken_away(assessment, lead, as_user):
    saved_by(lead, assessment, 3, evidence=(Reference("Board minute"), Reference("Plan")))
    fields = {"LEAD-1-version": "1", "LEAD-1-answer": "3"}
    as_user(lead).post(URL, fields | {"LEAD-1-evidence-0-title": "", "LEAD-1-evidence-1-title": "Plan"})
    assert said("LEAD-1").evidence == (Reference("Plan"),)


def test_one_more_reference_can_be_added_without_leaving(assessment, lead, as_user):
    client = as_user(lead)
    data = posted("LEAD-1", LEAD_1_answer="3", LEAD_1_evidence__0__title="Plan", stay="LEAD-1")
    response = client.post(URL, data)
    assert response.url == URL + "#LEAD-1"
    assert b'name="LEAD-1-evidence-1-title"' in client.get(URL).content


def test_an_answer_can_be_cleared_and_the_others_are_saved(assessment, lead, as_user):
    saved_by(lead, assessment, 3)
    data = posted(LEAD_1_answer="3", LEAD_2_answer="1", clear="LEAD-1") | {"LEAD-1-version": "1"}
    response = as_user(lead).post(URL, data)
    assert response.url == URL + "#LEAD-1"
    assert (said("LEAD-1"), said("LEAD-2").level) == (Said(), 1)


@pytest.mark.parametrize(
    ("fields", "control", "words"),
    [
        ({"LEAD_2_answer": "not_applicable"}, "id_LEAD-2-reason", "Say why LEAD-2 does not apply"),
        ({"LEAD_2_note": "Ask Priya"}, "id_LEAD-2-answer_0", "Choose an answer to LEAD-2"),
        (
            {"LEAD_2_answer": "1", "LEAD_2_evidence__0__title": "Plan", "LEAD_2_evidence__0__dated": "soon"},
            "id_LEAD-2-evidence-0-dated",
            "Enter the date of the evidence",
        ),
        (
            {"LEAD_2_answer": "1", "LEAD_2_evidence__0__page": "page seven"},
            "id_LEAD-2-evidence-0-title",
            "Say what the evidence is",
        ),
    ],
)
def test_one_wrong_question_comes_back_as_typed_and_the_right_ones_are_saved(
    assessment, lead, as_user, fields, control, words
):
    response = as_user(lead).post(URL, posted(LEAD_1_answer="2", **fields))

    assert response.status_code == 200
    assert said("LEAD-1").level == 2
    assert said("LEAD-2") == Said()
    page = response.content.decode()
    assert f'<a href="#{control}">' in page
    assert words in page
    assert f'id="{control}"' in page
    assert (response.context["saved"], response.context["not_saved"]) == (("LEAD-1",), ["LEAD-2"])
    for value in fields.values():
        assert value in page
    controls = read_back(response)
    assert (controls["LEAD-1-version"], controls["LEAD-2-version"]) == (["1"], ["0"])


def conflict(assessment, lead, contributor, client):
    """The lead has read version 1; the contributor saves version 2; the lead saves."""
    saved_by(lead, assessment, 1)
    saved_by(contributor, assessment, 2, version=1, note="Agreed on Monday")
    data = posted(LEAD_1_answer="4", LEAD_1_note="Agreed on Friday", LEAD_2_answer="3") | {"LEAD-1-version": "1"}
    return client.post(URL, data)


def test_a_stale_save_shows_both_versions_and_loses_nothing(assessment, lead, contributor, as_user):
    response = conflict(assessment, lead, contributor, as_user(lead))

    page = response.content.decode()
    assert f"{contributor.name} saved a different answer at" in page
    assert "Agreed on Monday" in page
    assert page.count("Agreed on Friday") == 2  # beside theirs, and still in the form
    assert '<a href="#LEAD-1">' in page
    form = response.context["asked"][0].form
    assert (form["answer"].value(), form["version"].value()) == ("4", "2")
    assert (said("LEAD-1").level, said("LEAD-2").level) == (2, 3)


def test_mine_can_stand_after_a_conflict(assessment, lead, contributor, as_user):
    client = as_user(lead)
    form = conflict(assessment, lead, contributor, client).context["asked"][0].form
    response = client.post(URL, dict(form.data.items()) | {"stay": "LEAD-1"})
    assert response.status_code == 302
    assert (said("LEAD-1").level, said("LEAD-1").note) == (4, "Agreed on Friday")


def test_theirs_can_stand_after_a_conflict(assessment, lead, contributor, as_user):
    client = as_user(lead)
    form = conflict(assessment, lead, contributor, client).context["asked"][0].form
    response = client.post(URL, dict(form.data.items()) | {"theirs": "LEAD-1"})
    assert response.url == URL + "#LEAD-1"
    assert (said("LEAD-1").level, said("LEAD-1").note) == (2, "Agreed on Monday")


def test_clearing_what_a_colleague_changed_asks_first(assessment, lead, contributor, as_user):
    client = as_user(lead)
    saved_by(lead, assessment, 1)
    saved_by(contributor, assessment, 2, version=1)
    response = client.post(URL, {"LEAD-1-version": "1", "LEAD-1-answer": "1", "clear": "LEAD-1"})
    page = response.content.decode()
    assert "Not answered" in page
    assert said("LEAD-1").level == 2

    client.post(URL, {"LEAD-1-version": "2", "LEAD-1-answer": "1", "clear": "LEAD-1"})
    assert said("LEAD-1") == Said()


def test_a_viewer_reads_the_answers(assessment, lead, viewer, as_user):
    saved_by(lead, assessment, 2, note="Since May")
    client = as_user(viewer)
    page = client.get(URL).content.decode()
    assert "Since May" in page
    assert 'type="radio"' not in page
    assert client.post(URL, posted(LEAD_1_answer="4")).status_code == 403
    assert said("LEAD-1").level == 2


def test_a_contributor_with_a_share_answers_that_alone(assessment, contributor, as_user):
    governance = assessment.framework.by_slug["governance"].code
    Assignment.objects.create(assessment=assessment, dimension=governance, user=contributor)
    client = as_user(contributor)
    assert b'type="radio"' not in client.get(URL).content
    assert client.post(URL, posted(LEAD_1_answer="4")).status_code == 403
    assert b'type="radio"' in client.get("/councils/westerby/2026/governance/").content


@pytest.mark.parametrize("status", [Assessment.Status.SUBMITTED, Assessment.Status.SIGNED])
def test_submitted_answers_are_read_only_and_a_late_save_keeps_what_was_typed(assessment, lead, as_user, status):
    client = as_user(lead)
    Assessment.objects.update(status=status)
    assert b'type="radio"' not in client.get(URL).content

    response = client.post(URL, posted(LEAD_1_answer="4", LEAD_1_note="Typed before lunch"))

    assert response.status_code == 409
    assert "can no longer be changed" in response.content.decode()
    assert "Typed before lunch" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_question_that_is_not_asked_of_such_councils_is_named_and_not_asked(assessment, lead, as_user, monkeypatch):
    asked = assessment.framework.by_slug["leadership"].questions[1:]
    monkeypatch.setattr("assessment.views.dimension.asked_of", lambda council, dimension: asked)
    page = as_user(lead).get(URL).content.decode()
    assert "LEAD-1 is not asked of councils like yours" in page
    assert 'name="LEAD-1-answer"' not in page


def test_reading_a_dimension_takes_few_queries(assessment, contributor, as_user, django_assert_max_num_queries):
    answer_everything(assessment)
    client = as_user(contributor)
    client.get(URL)  # what was measured of how long dimensions take is read once an hour
    with django_assert_max_num_queries(10):
        client.get(URL)


def test_saving_a_dimension_takes_few_queries(assessment, contributor, as_user, django_assert_max_num_queries):
    client = as_user(contributor)
    answers = {f"LEAD_{number}_answer": "2" for number in (1, 2, 3, 4)}
    evidence = {f"LEAD_{number}_evidence__0__title": "Minute" for number in (1, 2, 3, 4)}
    with django_assert_max_num_queries(15):
        client.post(URL, posted(**answers, **evidence))
    assert Answer.objects.count() == 4


def test_saving_one_change_takes_few_queries(assessment, contributor, as_user, django_assert_max_num_queries):
    saved_by(contributor, assessment, 2)
    client = as_user(contributor)
    with django_assert_max_num_queries(14):
        client.post(URL, posted(LEAD_1_answer="3") | {"LEAD-1-version": "1"})
    assert said("LEAD-1").level == 3
