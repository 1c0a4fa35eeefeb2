import json
from fractions import Fraction

from frameworks.numbers import rounded
from reports.data import as_data
from reports.report import build
from tests.conftest import answer_everything, make_council
from tests.reports.edges import answer, long_names_and_mixed_levels, sign, sign_peers


def test_every_score_can_be_worked_out_again_from_its_questions(assessment):
    long_names_and_mixed_levels(assessment)
    data = as_data(build(sign(assessment)))
    assert len(data["dimensions"]) == 15
    for dimension in data["dimensions"]:
        parts = [
            (Fraction(row["weight"]), Fraction(row["share"]))
            for row in dimension["questions"]
            if row["share"] is not None
        ]
        score = 100 * sum(weight * share for weight, share in parts) / sum(weight for weight, _share in parts)
        shown = dimension["claimed"]["score"]
        assert (Fraction(shown["exact"]), shown["shown"]) == (score, str(rounded(score)))


def test_it_says_what_it_was_made_from(assessment):
    answer_everything(assessment)
    snapshot = sign(assessment)
    data = as_data(build(snapshot))
    assert data["snapshot"] == {"sha256": snapshot.sha256, "data": snapshot.data}
    assert data["framework"]["sha256"] == assessment.framework.checksum
    assert data["council"]["gss_code"] == assessment.council.gss_code
    assert json.loads(json.dumps(data)) == data


def test_figures_equal_the_reports(assessment, round):
    answer_everything(assessment)
    answer(assessment, "LEAD-1", 4)
    snapshot = sign(assessment)
    sign_peers(round, [make_council(f"E0699910{place}", f"Peer {place}") for place in range(10)])
    report = build(snapshot)
    data = as_data(report)
    for part, row in zip(report.dimensions, data["dimensions"], strict=True):
        assert row["claimed"]["score"]["shown"] == part.score
        assert row["evidenced"]["score"]["shown"] == part.evidenced_score
        assert row["peers"]["median"] == part.standing.median
        assert row["peers"]["lower_quartile"] == part.standing.lower
    assert data["findings"]["questions"] == list(report.findings.questions)


def test_what_has_no_level_keeps_its_state(assessment):
    answer(assessment, "LEAD-1")
    data = as_data(build(sign(assessment)))
    states = {row["code"]: row["state"] for part in data["dimensions"] for row in part["questions"]}
    assert (states["LEAD-1"], states["LEAD-2"]) == ("dont_know", "unanswered")
