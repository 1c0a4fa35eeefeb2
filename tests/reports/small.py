"""A framework of four dimensions and what a council signed of it, without a database: for the rules of the text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from assessment.snapshot import CouncilFacts, Signed, SignedAnswer, SignedEvidence
from frameworks.definition import (
    Dimension,
    Document,
    Element,
    Framework,
    Lens,
    Level,
    LevelName,
    NextStep,
    Question,
    ScoringRules,
    Source,
)
from frameworks.scores import Given, State
from frameworks.scoring import score
from reports.dimension import dimension_part
from reports.findings import Findings, find
from reports.parts import Change, DimensionPart, EvidenceShare, Peers, Standing

SOURCE = Source("1", "Heading", "Passage")
ELEMENTS = ("people", "process", "information", "technology")
ACTORS = ("chief-executive", "finance", "cio", "members")
TITLES = {"AAAA": "Apples", "BBBB": "Bridges", "CCCC": "Canals", "DDDD": "Docks"}
NOBODY = Standing(n=0, median=None, lower=None, upper=None, percentile=None, position=None, withheld="None yet.")
PEERS = Peers("type", "county councils", "The same job.", 12, "", "", (), ())
NO_PEERS = replace(PEERS, signed=2, refused="Shown once five have signed.")


def above(median: float = 40) -> Standing:
    return Standing(12, median, median - 5, median + 5, None, "above", "A percentile needs twenty.")


def below(median: float = 90) -> Standing:
    return replace(above(median), position="below")


def _question(dimension: str, place: int) -> Question:
    code = f"{dimension}-{place + 1}"
    levels = tuple(
        Level(
            level,
            f"{code} says {level}.",
            "",
            NextStep(ACTORS[place], f"Lift {code} to {level + 1}.") if level < 4 else None,
            Fraction(level),
        )
        for level in range(5)
    )
    return Question(
        code,
        ELEMENTS[place],
        f"How is {code}?",
        "",
        ("cio",),
        SOURCE,
        (),
        "",
        levels,
        ("Nobody reads it.",),
        place == 0,
    )


DIMENSIONS = tuple(
    Dimension(code, title.lower(), "lens", title, "", SOURCE, tuple(_question(code, place) for place in range(4)))
    for code, title in TITLES.items()
)
FRAMEWORK = Framework(
    slug="small",
    version="1",
    title="Small",
    about="",
    published=date(2026, 1, 1),
    language="en-GB",
    checksum="c" * 64,
    levels=tuple(
        LevelName(level, name, "")
        for level, name in enumerate(("Not started", "Planned", "In some services", "Normal here", "Shared"))
    ),
    elements=tuple(Element(slug, slug.title(), "") for slug in ELEMENTS),
    roles={
        "chief-executive": "Chief executive",
        "finance": "Finance director",
        "cio": "CIO",
        "members": "Councillors",
    },
    documents=(Document("1", "Title", "Socitm", 2011),),
    lenses=(Lens("lens", "Lens", "", DIMENSIONS),),
    statements={},
    scoring=ScoringRules(),
)
COUNCIL = CouncilFacts(
    "E10000001", "Westshire County Council", "Westshire", "westshire", "county", "county", "England", "South West",
    800_000, 2024, 3000, 0.4, 3,
)  # fmt: skip

Answers = Mapping[str, list[int | str | None]]


def everywhere(row: list[int | str | None]) -> Answers:
    """The same four answers in every dimension."""
    return {code: list(row) for code in TITLES}


def signed(
    answers: Answers, *, shown: bool = True, warned: str = "", took_part: dict[str, int] | None = None
) -> Signed:
    """`answers`: four a dimension code: a level, None (don't know), "" (not answered) or "n/a". The rest stands at 2.

    `shown`: whether every answer names evidence. `warned`: the question with a ticked warning sign.
    """
    given: dict[str, SignedAnswer] = {}
    for code in TITLES:
        for place, value in enumerate(answers.get(code, [2, 2, 2, 2])):
            if value == "":
                continue
            question = f"{code}-{place + 1}"
            state = State.LEVEL if isinstance(value, int) else State.DONT_KNOW
            given[question] = SignedAnswer(
                question=question,
                state=State.NOT_APPLICABLE if value == "n/a" else state,
                level=value if isinstance(value, int) else None,
                warnings=(1,) if question == warned else (),
                reason="",
                note="",
                checked=False,
                evidence=(SignedEvidence("Minute", "", "", date(2025, 3, 1)),) if shown and value else (),
            )
    scored = {
        code: Given(row.state, row.level, warned=bool(row.warnings), evidenced=bool(row.evidence))
        for code, row in given.items()
    }
    kind = {"authority_type": "county", "nation": "England"}
    return Signed(
        sha256="5" * 64,
        made_up=False,
        council=COUNCIL,
        round_slug="2026",
        round_name="2026 round",
        framework=FRAMEWORK,
        signed_by="",
        signed_job_title="",
        signed_at=datetime(2026, 11, 2, tzinfo=UTC),
        took_part={} if took_part is None else took_part,
        answers=given,
        claimed=score(FRAMEWORK, scored, **kind),
        evidenced=score(FRAMEWORK, scored, **kind, evidenced_only=True),
    )


def parts(
    council: Signed,
    *,
    standings: Mapping[str, Standing] | None = None,
    changes: Mapping[str, Change] | None = None,
    peers: Peers = PEERS,
) -> list[DimensionPart]:
    return [
        dimension_part(
            council,
            dimension,
            (standings or {}).get(dimension.code, NOBODY),
            peers,
            (changes or {}).get(dimension.code),
            NOBODY,
        )
        for dimension in DIMENSIONS
    ]


def found(council: Signed, **beside: object) -> Findings:
    peers = beside.get("peers", PEERS)
    return find(council, parts(council, **beside), peers, EvidenceShare(named=3, needed=4, checked=0))
