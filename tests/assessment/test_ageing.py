"""Evidence is old after 18 calendar months, and pages say so in words."""

from datetime import date

import pytest

from assessment.actions import save_answers
from assessment.ageing import is_old
from assessment.drafts import Draft, Reference
from frameworks.scores import State

OLD = "More than 18 months old"


@pytest.mark.parametrize(
    ("dated", "on", "old"),
    [
        (date(2025, 5, 25), date(2026, 11, 25), False),  # 18 months to the day
        (date(2025, 5, 24), date(2026, 11, 25), True),
        (date(2025, 2, 28), date(2026, 8, 31), False),  # there is no 31 February
        (date(2025, 2, 27), date(2026, 8, 31), True),
        (date(2024, 12, 31), date(2026, 6, 30), False),
        (date(2024, 12, 29), date(2026, 6, 30), True),
        (date(2022, 8, 29), date(2024, 2, 29), False),
        (date(2030, 1, 1), date(2026, 1, 1), False),  # a meeting still to come
        (None, date(2026, 11, 25), False),
    ],
)
def test_more_than_eighteen_months(dated, on, old):
    assert is_old(dated, on=on) is old


@pytest.fixture
def answered(assessment, lead, monkeypatch):
    monkeypatch.setattr("assessment.wording.timezone.localdate", lambda: date(2026, 11, 25))
    evidence = (
        Reference("Long ago", "Cabinet papers", dated=date(2024, 5, 4)),
        Reference("Lately", dated=date(2026, 5, 4)),
        Reference("Undated"),
    )
    draft = Draft(question="LEAD-1", state=State.LEVEL, level=3, evidence=evidence)
    save_answers(assessment=assessment, by=lead, drafts=[draft])
    return assessment


def test_who_answers_sees_which_reference_is_old(answered, lead, as_user):
    page = as_user(lead).get("/councils/westerby/2026/leadership/").content.decode()
    assert f'<span class="cairn-age" data-age>{OLD}</span>' in page
    assert page.count(OLD) == 1
    assert "1 more than 18 months old" in page  # on the fold that it is in


def test_who_reads_or_checks_sees_it_too(answered, viewer, as_user):
    for path in ("leadership/", "check/", "history/LEAD-1/"):
        page = as_user(viewer).get(f"/councils/westerby/2026/{path}").content.decode()
        assert page.count(OLD) == 1
        assert page.index("Long ago") < page.index(OLD) < page.index("Lately")


def test_a_date_typed_wrong_elsewhere_comes_back_with_its_age(answered, lead, as_user):
    data = {"LEAD-1-version": "1", "LEAD-1-answer": "3", "LEAD-1-evidence-0-page": "4"}
    data |= {"LEAD-1-evidence-1-title": "Plan", "LEAD-1-evidence-1-dated": "1/2/2020"}
    page = as_user(lead).post("/councils/westerby/2026/leadership/", data).content.decode()
    assert "Say what the evidence is" in page
    assert page.count(f"data-age>{OLD}</span>") == 1
