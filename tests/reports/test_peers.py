"""Who a council is compared with, and in what order the groups are released."""

import math
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councils.models import TypeGroup
from reports.peers import BANDS, NEAREST, band, nearest_neighbours, peer_groups

REGIONS = {
    "county": ["East Midlands", "South East"],
    "district": ["East Midlands", "South East"],
    "single-tier-england": ["North East", "London"],
    "wales": ["Wales"],
    "scotland": ["Scotland"],
    "northern-ireland": ["Northern Ireland"],
}
NATIONS = {"wales": "Wales", "scotland": "Scotland", "northern-ireland": "Northern Ireland"}


def signed(kinds: list[str], **columns: list[object]) -> pd.DataFrame:
    """Facts of a round in which councils of these type groups signed, E001 first."""
    count = len(kinds)
    facts = {
        "type_group": kinds,
        "nation": [NATIONS.get(kind, "England") for kind in kinds],
        "region": [REGIONS[kind][place % len(REGIONS[kind])] for place, kind in enumerate(kinds)],
        "population": [60_000 + 20_000 * place for place in range(count)],
        "area_km2": [100.0 + place for place in range(count)],
        "rural_share": [(place % 10) / 10 for place in range(count)],
        "imd_quintile": [1 + place % 5 for place in range(count)],
    }
    return pd.DataFrame(facts | columns, index=[f"E{place:03d}" for place in range(1, count + 1)])


def test_groups_come_in_one_order_like_for_like_first():
    assert list(peer_groups(signed(["wales"] * 30), "E001")) == ["type", "nearest", "region", "population", "all"]


def test_the_type_group_is_named_and_leaves_oneself_out():
    group = peer_groups(signed(["wales"] * 8 + ["county"] * 8), "E001")["type"]
    assert group.name == "Welsh councils"
    assert list(group.members) == [f"E{place:03d}" for place in range(2, 9)]
    assert not group.warning
    assert not group.refused


def test_a_wider_group_carries_a_warning():
    groups = peer_groups(signed(["county"] * 20 + ["district"] * 40, population=[120_000] * 60), "E001")
    assert groups["all"].warning == "A wider group: not like for like."
    assert groups["region"].warning
    assert groups["population"].warning
    assert not groups["type"].warning
    assert not groups["nearest"].warning


def test_a_small_type_group_is_refused_and_says_what_would_unlock_it():
    groups = peer_groups(signed(["wales"] * 4 + ["county"] * 20), "E001")
    assert groups["type"].refused == (
        "This group is shown once five Welsh councils besides your own have signed, two more than now."
    )
    assert not groups["all"].refused


def test_a_group_too_close_to_an_earlier_one_is_refused_and_not_counted_as_shown():
    """17 Welsh peers beside 15 nearest: the two left out would be singled out."""
    groups = peer_groups(signed(["wales"] * 18 + ["county"] * 20), "E001")
    assert "beside Welsh councils" in groups["nearest"].refused
    assert [len(members) for members in groups["all"].before] == [17, 17]  # type, and region, which is the same


def test_the_region_of_a_nation_is_its_type_group_by_another_name():
    groups = peer_groups(signed(["scotland"] * 30), "E001")
    assert groups["region"].name == groups["type"].name == "Scottish councils"
    assert not groups["region"].refused


def test_an_english_region_holds_every_kind_of_council_in_it():
    groups = peer_groups(signed(["county"] * 10 + ["district"] * 20), "E001")
    assert groups["region"].name == "East Midlands councils"
    assert set(groups["region"].members) == {f"E{place:03d}" for place in range(3, 31, 2)}


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (2_000, (0, 100_000)),
        (99_999, (0, 100_000)),
        (100_000, (100_000, 150_000)),
        (249_999, (150_000, 250_000)),
        (499_999, (250_000, 500_000)),
        (500_000, (500_000, math.inf)),
        (1_600_000, (500_000, math.inf)),
    ],
)
def test_population_bands_start_at_their_lower_figure(population, expected):
    assert band(population) == expected


@pytest.mark.parametrize(
    ("population", "name"),
    [
        (60_000, "councils of fewer than 100,000 people"),
        (120_000, "councils of 100,000 to 149,999 people"),
        (900_000, "councils of 500,000 people or more"),
    ],
)
def test_population_bands_are_named_by_their_figures(population, name):
    facts = signed(["county"] * 6, population=[population] * 6)
    assert peer_groups(facts, "E001")["population"].name == name


def reference_neighbours(facts: pd.DataFrame, own: str) -> list[str]:
    """The published rule again, council by council, in plain Python."""
    columns = []
    for council in facts.itertuples():
        density = council.population / council.area_km2
        columns.append([math.log(council.population), math.log(density), council.rural_share, council.imd_quintile])
    scaled = []
    for values in zip(*columns, strict=True):
        mean = sum(values) / len(values)
        spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
        scaled.append([(value - mean) / spread if spread else 0 for value in values])
    rows = dict(zip(facts.index, zip(*scaled, strict=True), strict=True))
    far = {code: round(math.dist(rows[own], row), 6) for code, row in rows.items() if code != own}
    return sorted(far, key=lambda code: (far[code], code))


def test_nearest_neighbours_are_those_of_the_published_distance():
    facts = signed(["district"] * 60, population=[60_000 + (place * 7919) % 90_000 for place in range(60)])
    for own in ("E001", "E030", "E060"):
        found = nearest_neighbours(facts.drop(index=own), facts.loc[own])
        assert list(found) == reference_neighbours(facts, own)[:NEAREST]


def test_neighbours_equally_far_come_in_order_of_code():
    facts = signed(
        ["district"] * 30,
        population=[100_000] * 30,
        area_km2=[50.0] * 30,
        rural_share=[0.5] * 30,
        imd_quintile=[3] * 30,
    )
    shuffled = facts.sample(frac=1, random_state=3)
    assert sorted(peer_groups(shuffled, "E030")["nearest"].members) == [f"E{place:03d}" for place in range(1, 16)]


def test_neighbours_are_of_the_same_kind_and_fifteen_at_most():
    groups = peer_groups(signed(["district"] * 60 + ["county"] * 20), "E001")
    assert len(groups["nearest"].members) == NEAREST
    assert set(groups["nearest"].members) < set(groups["type"].members)
    assert groups["nearest"].description.startswith("The 15 district councils most like yours")


def test_a_council_that_has_not_signed_has_no_groups():
    with pytest.raises(KeyError):
        peer_groups(signed(["wales"] * 6), "E999")


def test_a_council_alone_is_refused_every_group():
    assert all(group.refused for group in peer_groups(signed(["wales"]), "E001").values())


ROUNDS = st.lists(st.sampled_from([kind.value for kind in TypeGroup]), min_size=1, max_size=60)


@settings(deadline=None)
@given(ROUNDS, st.data())
def test_no_two_groups_released_to_a_council_differ_by_one_to_four(kinds, data):
    facts = signed(
        kinds, population=data.draw(st.lists(st.integers(2_000, 900_000), min_size=len(kinds), max_size=len(kinds)))
    )
    own = data.draw(st.sampled_from(list(facts.index)))
    groups = peer_groups(facts, own)
    for group in groups.values():
        assert own not in group.members
        assert group.refused or len(group.members) >= 5
    released = [set(group.members) for group in groups.values() if not group.refused]
    for one, other in combinations(released, 2):
        assert len(one ^ other) not in {1, 2, 3, 4}


def test_bands_are_in_order():
    assert list(BANDS) == sorted(BANDS)
    assert BANDS[0] == 0
