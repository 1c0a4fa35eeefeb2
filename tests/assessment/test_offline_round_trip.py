"""Any answers at all, written into a workbook and read back out of it, are the same answers."""

from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.drafts import Draft, Said, rows_of
from assessment.models import Answer, Evidence
from assessment.offline import columns, reading
from assessment.offline.workbook import workbook
from assessment.progress import asked_of
from tests.assessment.test_written import FRAMEWORK, answers


def fitting(said: Said, signs: int) -> Said:
    """What is said, to a question with so many warning signs."""
    return Said.from_data(said.as_data(0) | {"warnings": [number for number in said.warnings if number <= signs]})


@given(many=st.lists(answers, min_size=12, max_size=12))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_answers_come_back_from_a_workbook_as_they_went(assessment, many):
    share = ("COLL", "REDS", "INNO")
    questions = [one for code in share for one in asked_of(assessment.council, FRAMEWORK.by_code[code])]
    said = {one.code: fitting(what, len(one.warning_signs)) for one, what in zip(questions, many, strict=True)}
    assessment.answers.all().delete()
    for code, what in said.items():
        if what != Said():
            answer = Answer.objects.create(
                assessment=assessment, question=code, **Draft.of(code, what, version=1).columns
            )
            Evidence.objects.bulk_create(rows_of(answer, what.evidence))

    filled = reading.read(BytesIO(workbook(assessment, share)), "ours.xlsx")

    read = {
        line.cells["code"]: columns.read(line.cells, FRAMEWORK.questions[line.cells["code"]], FRAMEWORK, stored=None)
        for line in filled.lines
    }
    assert read == {code: (what, []) for code, what in said.items()}
