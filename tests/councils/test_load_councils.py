"""`load_councils`: what the database holds after the register changed."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from councils.models import Council, Membership, Succession
from councils.register.reading import COUNCILS, SUCCESSIONS
from tests.conftest import make_council, make_user

pytestmark = pytest.mark.django_db


def load(**options: object) -> str:
    said = StringIO()
    call_command("load_councils", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def edited(tmp_path):
    """The register with its lines changed by a function, as a file."""

    def edit(source, change):
        with source.open() as file:
            rows = list(csv.DictReader(file))
        rows = change(rows)
        path = tmp_path / source.name
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return path

    return edit


def test_it_loads_everything_and_then_changes_nothing(django_assert_num_queries):
    assert load() == (
        "Councils: 382 added, 0 changed, 0 ended, 0 left as they were.\n"
        "Successions: 134 written, 0 removed, 0 left as they were.\n"
    )
    with django_assert_num_queries(4):  # two reads inside one savepoint, and no write
        assert load() == (
            "Councils: 0 added, 0 changed, 0 ended, 382 left as they were.\n"
            "Successions: 0 written, 0 removed, 134 left as they were.\n"
        )


def test_a_district_is_in_its_county():
    load()
    guildford = Council.objects.get(slug="guildford")
    assert guildford.county.name == "Surrey County Council"
    assert Council.objects.exclude(county=None).count() == 164


def test_a_changed_fact_is_said_and_written(edited):
    load()

    def grow(rows):
        return [row | {"population": "100000"} if row["slug"] == "hartlepool" else row for row in rows]

    said = load(file=edited(COUNCILS, grow))
    assert "Changed: Hartlepool Borough Council\nCouncils: 0 added, 1 changed, 0 ended, 381 left" in said
    assert Council.objects.get(slug="hartlepool").population == 100_000


def test_a_council_that_left_is_ended_and_kept():
    old = make_council("E07000246", "Somerset West and Taunton", slug="somerset-west-and-taunton")
    gone = make_council("E06999001", "Westerby")
    Membership.objects.create(user=make_user("lead@westerby.example"), council=gone, role=Membership.Role.LEAD)
    said = load()
    assert "Ended: Westerby Council\n" in said
    old.refresh_from_db()
    assert old.ended == date(2023, 4, 1)  # its successor's first day, from the successions
    gone.refresh_from_db()
    assert gone.ended is not None
    assert gone.memberships.count() == 1
    assert "0 ended" in load()


def test_a_council_that_came_back_is_no_longer_ended():
    load()
    Council.objects.filter(slug="hartlepool").update(ended=date(2026, 4, 1))
    assert "Changed: Hartlepool Borough Council" in load()
    assert Council.objects.get(slug="hartlepool").ended is None


def test_an_ended_council_keeps_its_address():
    make_council("E06999001", "Old Hartlepool", slug="hartlepool")
    with pytest.raises(CommandError, match="slug 'hartlepool' belongs to Old Hartlepool Council, which has ended"):
        load()
    assert Council.objects.count() == 1


def test_a_faulty_file_changes_nothing_and_names_its_lines(edited):
    faulty = edited(COUNCILS, lambda rows: [row | {"imd_quintile": "9"} for row in rows[:2]] + rows[2:])
    with pytest.raises(CommandError) as error:
        load(file=faulty)
    assert str(error.value).startswith("Nothing was changed.")
    assert "councils.csv line 2: imd_quintile '9'" in str(error.value)
    assert "councils.csv line 3: imd_quintile '9'" in str(error.value)
    assert not Council.objects.exists()
    assert not Succession.objects.exists()


def test_a_withdrawn_succession_is_removed(edited):
    load()
    without = edited(SUCCESSIONS, lambda rows: [row for row in rows if row["on"] != "2027-04-01"])
    assert "Successions: 0 written, 13 removed, 121 left" in load(successions=without)


def test_surrey_becomes_two(edited):
    load()

    def reorganise(rows):
        surrey = {row["gss_code"] for row in rows if row["county"] == "E10000030"} | {"E10000030"}
        two = [
            next(row for row in rows if row["slug"] == "hartlepool")
            | {
                "gss_code": f"E0600007{n}",
                "slug": f"{side}-surrey",
                "region": "South East",
                "established": "2027-04-01",
            }
            | {"name": f"{side.title()} Surrey Council", "short_name": f"{side.title()} Surrey"}
            for n, side in enumerate(("east", "west"))
        ]
        return [row for row in rows if row["gss_code"] not in surrey] + two

    codes = {"East Surrey Council": "E06000070", "West Surrey Council": "E06000071"}
    successions = edited(
        SUCCESSIONS,
        lambda rows: [
            row | {"successor_gss": codes.get(row["successor_name"], row["successor_gss"]), "source": ""}
            for row in rows
        ],
    )
    said = load(file=edited(COUNCILS, reorganise), successions=successions)
    assert "Councils: 2 added, 0 changed, 12 ended, 370 left" in said
    assert Council.objects.get(slug="guildford").ended == date(2027, 4, 1)
    east = Council.objects.get(slug="east-surrey")
    assert [step.predecessor.short_name for step in east.predecessors()] == [
        "Elmbridge",
        "Epsom and Ewell",
        "Mole Valley",
        "Reigate and Banstead",
        "Surrey",
        "Tandridge",
    ]
    assert [step.successor for step in Council.objects.get(slug="tandridge").successors()] == [east]
    assert Council.objects.current(date(2027, 3, 31)).filter(slug="guildford").exists()
    assert not Council.objects.current(date(2027, 4, 1)).filter(slug="guildford").exists()
