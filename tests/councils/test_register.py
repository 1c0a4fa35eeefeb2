"""Cairn's own register: what it must add up to."""

from collections import Counter
from datetime import date

import pytest

from councils.models import Council
from councils.register import reading


@pytest.fixture(scope="module")
def register() -> reading.Register:
    return reading.read()


def test_every_principal_council_is_there(register):
    assert len(register.councils) == 382
    assert Counter(line.nation for line in register.councils) == {
        "England": 317,
        "Scotland": 32,
        "Wales": 22,
        "Northern Ireland": 11,
    }
    assert Counter(line.type for line in register.councils) == {
        "county": 21,
        "shire_district": 164,
        "unitary": 62,
        "isles_of_scilly": 1,
        "metropolitan_district": 36,
        "london_borough": 32,
        "city_of_london": 1,
        "welsh_unitary": 22,
        "scottish_council": 32,
        "ni_district": 11,
    }


def test_everybody_lives_in_one_lower_or_single_tier_council(register):
    people = sum(line.population for line in register.councils if line.type != Council.Type.COUNTY)
    assert people == 69_281_437


def test_districts_add_up_to_their_county(register):
    of_districts = Counter()
    for line in register.councils:
        if line.county:
            of_districts[line.county] += line.population
    counties = {line.gss_code: line.population for line in register.councils if line.type == Council.Type.COUNTY}
    assert of_districts == counties


def test_lineage_knows_what_went_and_what_comes(register):
    gone = {(line.predecessor_gss, line.predecessor_name) for line in register.successions if line.on.year < 2024}
    assert len(gone) == 117
    assert sum(not code for code, _ in gone) == 25  # Northern Ireland before 2015
    coming = [line for line in register.successions if line.on == date(2027, 4, 1)]
    assert len({line.predecessor_name for line in coming}) == 12
    assert {line.successor_name for line in coming} == {"East Surrey Council", "West Surrey Council"}
    assert all(line.source for line in coming)


def test_what_began_since_2009_says_when(register):
    first_days = {line.successor_gss: line.on for line in register.successions}
    first_days["N09000003"] = date(2015, 4, 1)  # Belfast began anew with the other ten, after no other council
    for line in register.councils:
        assert line.established == first_days.get(line.gss_code), line.name
