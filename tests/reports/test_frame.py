"""A round read into tables: the latest signature of each council, seen at once, read once."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from assessment.freezing import take
from assessment.models import Answer, Assessment
from councils.models import Council
from reports.frame import round_frame
from tests.conftest import answer_everything, make_council

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sign(council: Council, round, *, level: int = 2, at: datetime = AT):
    assessment, _ = Assessment.objects.get_or_create(council=council, round=round)
    assessment.answers.all().delete()
    answer_everything(assessment, level=level)
    snapshot = take(assessment, signatory=None, at=at)
    snapshot.save()
    return assessment


def test_a_round_nobody_has_signed_is_empty(round):
    frame = round_frame(round)
    assert frame.facts.empty
    assert list(frame.score.columns) == [dimension.code for dimension in round.framework.dimensions]
    assert list(frame.lens.columns) == [lens.slug for lens in round.framework.lenses]


def test_each_signed_council_is_a_row(council, other_council, round):
    sign(council, round, level=2)
    sign(other_council, round, level=3)
    frame = round_frame(round)
    assert frame.score.loc[council.gss_code].eq(50).all()
    assert frame.level.loc[other_council.gss_code].eq(3).all()
    assert frame.evidenced.loc[other_council.gss_code].eq(75).all()
    assert frame.lens.loc[council.gss_code].eq(50).all()
    for table in (frame.score, frame.evidenced, frame.level, frame.lens):
        assert table.index.equals(frame.facts.index)


def test_facts_are_those_of_the_register(council, round):
    sign(council, round)
    facts = round_frame(round).facts
    assert facts.index.name == "gss_code"
    assert facts.loc[council.gss_code].to_dict() == {
        "name": "Westerby Council",
        "short_name": "Westerby",
        "slug": "westerby",
        "authority_type": "unitary",
        "type_group": "single-tier-england",
        "nation": "England",
        "region": "North East",
        "population": 150_000,
        "area_km2": 100,
        "rural_share": 0.2,
        "imd_quintile": 3,
        "signed_at": AT,
    }


def test_a_new_signature_is_seen_at_once_and_the_latest_counts(council, other_council, round):
    sign(council, round, level=1)
    assert round_frame(round).score.loc[council.gss_code].eq(25).all()
    sign(council, round, level=4, at=AT + timedelta(days=1))
    assert round_frame(round).score.loc[council.gss_code].eq(100).all()
    sign(other_council, round)
    assert len(round_frame(round).score) == 2


def test_a_partial_dimension_is_missing_and_its_lens_goes_on_without_it(council, round):
    assessment = sign(council, round, level=2)
    assessment.answers.filter(question__in=["LEAD-1", "LEAD-2"]).update(state=Answer.State.DONT_KNOW, level=None)
    take(assessment, signatory=None, at=AT).save()
    frame = round_frame(round)
    row = frame.score.loc[council.gss_code]
    assert np.isnan(row["LEAD"])
    assert np.isnan(frame.level.loc[council.gss_code, "LEAD"])
    assert np.isnan(frame.evidenced.loc[council.gss_code, "LEAD"])
    assert row.drop("LEAD").eq(50).all()
    assert frame.lens.loc[council.gss_code].eq(50).all()


def test_another_round_and_another_version_stay_out(council, other_council, round):
    sign(council, round)
    assessment = sign(other_council, round)
    stray = take(assessment, signatory=None, at=AT)
    stray.framework_version = "2010.9"
    stray.save()
    assert list(round_frame(round).score.index) == [council.gss_code]


def test_a_warm_frame_costs_two_small_queries_and_never_reads_the_answer_books(
    council, round, django_assert_num_queries
):
    sign(council, round)
    cold = round_frame(round)
    with django_assert_num_queries(2) as queries:
        assert round_frame(round) is cold
    assert not any('"data"' in query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("councils", [1, 7])
def test_a_cold_frame_costs_the_same_queries_however_many_signed(round, councils, django_assert_num_queries):
    for place in range(councils):
        sign(make_council(f"E0600000{place}", f"Place {place}"), round)
    with django_assert_num_queries(4):
        round_frame(round)
