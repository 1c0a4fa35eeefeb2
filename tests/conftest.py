"""The small cast: one person a role at one council, a lead at a second council, Socitm's two, and nobody signed in."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import caches
from django.test import Client

from assessment.models import Answer, Assessment, Evidence, Round
from councils.models import Council, Membership, User
from reports.frame import read_frame

PASSWORD = "stones-mark-the-way"


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def fresh_frames():
    """A test's rows are rolled back and their keys used again, so what was read of a round must go with them."""
    read_frame.cache_clear()
    caches["process"].clear()


def make_council(gss_code: str, short_name: str, **facts: object) -> Council:
    slug = short_name.lower().replace(" ", "-")
    defaults = {
        "name": f"{short_name} Council",
        "slug": slug,
        "authority_type": Council.Type.UNITARY,
        "nation": Council.Nation.ENGLAND,
        "region": "North East",
        "population": 150_000,
        "population_year": 2024,
        "area_km2": 100,
        "rural_share": "0.2",
        "imd_quintile": 3,
    }
    return Council.objects.create(gss_code=gss_code, short_name=short_name, **(defaults | facts))


def make_round(year: int, *, status: Round.Status = Round.Status.OPEN) -> Round:
    return Round.objects.create(
        slug=str(year),
        name=f"{year} round",
        framework_slug="planting-the-flag",
        framework_version="2011.1",
        status=status,
        opens=date(year, 9, 1),
        closes=date(year + 1, 1, 31),
        publishes=date(year + 1, 3, 1),
    )


def make_user(email: str, **fields: object) -> User:
    name = email.split("@")[0].replace(".", " ").title()
    return User.objects.create_user(email, PASSWORD, **({"name": name} | fields))


@pytest.fixture
def council(db) -> Council:
    return make_council("E06999001", "Westerby")


@pytest.fixture
def other_council(db) -> Council:
    return make_council("E06999002", "Easterby")


@pytest.fixture
def round(db) -> Round:
    return make_round(2026)


@pytest.fixture
def assessment(council: Council, round: Round) -> Assessment:
    return Assessment.objects.create(council=council, round=round)


def _member(council: Council, role: Membership.Role) -> User:
    user = make_user(f"{role}@{council.slug}.example")
    Membership.objects.create(user=user, council=council, role=role)
    return user


@pytest.fixture
def viewer(council: Council) -> User:
    return _member(council, Membership.Role.VIEWER)


@pytest.fixture
def contributor(council: Council) -> User:
    return _member(council, Membership.Role.CONTRIBUTOR)


@pytest.fixture
def lead(council: Council) -> User:
    return _member(council, Membership.Role.LEAD)


@pytest.fixture
def signatory(council: Council) -> User:
    return _member(council, Membership.Role.SIGNATORY)


@pytest.fixture
def stranger(other_council: Council) -> User:
    """A lead at the other council."""
    return _member(other_council, Membership.Role.LEAD)


@pytest.fixture
def analyst(db) -> User:
    return make_user("analyst@socitm.example", socitm_role=User.SocitmRole.ANALYST)


@pytest.fixture
def administrator(db) -> User:
    return make_user("administrator@socitm.example", socitm_role=User.SocitmRole.ADMINISTRATOR)


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser with a person signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def answer_everything(assessment: Assessment, *, level: int = 2, evidenced: bool = True) -> None:
    """Answer every question of an assessment at one level."""
    answers = Answer.objects.bulk_create(
        Answer(assessment=assessment, question=code, state=Answer.State.LEVEL, level=level)
        for code in assessment.framework.questions
    )
    if evidenced:
        Evidence.objects.bulk_create(Evidence(answer=answer, title="Board minute") for answer in answers)
