"""Who came before a council, and who comes after it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from councils.models import Council, Succession
from tests.conftest import make_council


@pytest.fixture(autouse=True)
def register(db) -> None:
    call_command("load_councils", stdout=StringIO())


def before(slug: str) -> list[tuple[int, str]]:
    return [(step.on.year, step.predecessor_name) for step in Council.objects.get(slug=slug).predecessors()]


def test_a_chain_is_followed_through_a_council_that_is_gone():
    assert before("somerset") == [
        (2023, "Mendip District Council"),
        (2023, "Sedgemoor District Council"),
        (2023, "Somerset County Council"),
        (2023, "Somerset West and Taunton Council"),
        (2023, "South Somerset District Council"),
        (2019, "Taunton Deane Borough Council"),
        (2019, "West Somerset District Council"),
    ]


def test_a_council_split_in_two_comes_before_both():
    assert (2009, "Cheshire County Council") in before("cheshire-east")
    assert (2009, "Cheshire County Council") in before("cheshire-west-and-chester")


def test_a_name_passed_on_is_not_a_circle():
    durham = before("county-durham")
    assert len(durham) == 8
    assert durham.count((2009, "Durham County Council")) == 1


def test_most_councils_have_neither():
    hartlepool = Council.objects.get(slug="hartlepool")
    assert hartlepool.predecessors() == hartlepool.successors() == []


def test_what_comes_next_is_known_before_it_exists():
    surrey = Council.objects.get(slug="surrey")
    assert [(step.successor_name, step.on) for step in surrey.successors()] == [
        ("East Surrey Council", date(2027, 4, 1)),
        ("West Surrey Council", date(2027, 4, 1)),
    ]
    assert surrey.ended is None


def test_chains_go_on_through_councils_of_the_register():
    first, second, third = (make_council(f"E0699900{n}", name) for n, name in enumerate(["Ash", "Beech", "Cedar"]))
    for predecessor, successor, year in (first, second, 2030), (second, third, 2040):
        Succession.objects.create(
            predecessor_name=predecessor.name,
            predecessor=predecessor,
            successor_name=successor.name,
            successor=successor,
            on=date(year, 4, 1),
        )
    assert [step.successor for step in first.successors()] == [second, third]
    assert [step.predecessor for step in third.predecessors()] == [second, first]


def test_lineage_is_one_query(django_assert_num_queries):
    somerset = Council.objects.get(slug="somerset")
    with django_assert_num_queries(1):
        somerset.predecessors()
