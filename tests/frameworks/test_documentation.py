"""docs/scoring.md is the published method: every worked example in it is read here and worked out again."""

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from django.conf import settings

from frameworks.definition import ScoringRules
from frameworks.numbers import rounded
from frameworks.rungs import Kind, Move, climb
from frameworks.scores import DimensionScore, Given, State
from frameworks.scoring import score_dimension, score_lens
from reports import disclosure
from reports.benchmark import benchmark
from reports.peers import BANDS, NEAREST
from reports.ranking import DRAWS, LEFT_OUT, place
from reports.wording import among_places
from tests.frameworks.conftest import ELEMENTS, dimension, question

TEXT = (Path(settings.BASE_DIR) / "docs" / "scoring.md").read_text(encoding="utf-8")
UNKNOWN = {
    "don't know": State.DONT_KNOW,
    "no answer": State.UNANSWERED,
    "not applicable": State.NOT_APPLICABLE,
}
Row = dict[str, str]


def tables() -> dict[str, list[Row]]:
    """Every table of the page by its headings, joined with "|"."""
    found: dict[str, list[Row]] = {}
    for block in re.findall(r"(?:^\|.*\|\n)+", TEXT, re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
        found["|".join(rows[0])] = [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]
    return found


def table(*headings: str) -> list[Row]:
    (rows,) = (rows for names, rows in tables().items() if set(headings) <= set(names.split("|")))
    assert rows
    return rows


def examples(*headings: str) -> list[object]:
    return [pytest.param(row, id=row["example"]) for row in table("example", *headings)]


def given(cell: str) -> Given:
    said, *marks = cell.split(", ")
    if said in UNKNOWN:
        return Given(UNKNOWN[said])
    return Given(State.LEVEL, int(said), warned="warning" in marks, evidenced="evidence" in marks)


def answered(row: Row) -> dict[str, Given]:
    return {f"LEAD-{place}": given(row[element]) for place, element in enumerate(ELEMENTS, start=1)}


def scored(row: Row, *, evidenced_only: bool = False) -> DimensionScore:
    return score_dimension(dimension(), answered(row), rules=ScoringRules(), evidenced_only=evidenced_only)


def number(cell: str) -> Fraction | None:
    return None if cell in {"none", "partial"} else Fraction(cell)


def share(cell: str) -> Fraction | None:
    return None if cell == "none" else Fraction(cell.removesuffix(" %")) / 100


@pytest.mark.parametrize("row", examples("coverage", "held back by"))
def test_a_dimension(row):
    found = scored(row)
    assert found.score == number(row["exact score"])
    assert found.coverage == share(row["coverage"])
    shown = "none" if found.score is None else str(rounded(found.score))
    assert row["shown"] == (f"{shown}, partial" if found.partial else shown)
    assert row["level"] == ("none" if found.level is None else str(found.level))
    held_back = [part.element for part in dimension().questions if part.code in found.held_back_by]
    assert row["held back by"] == (", ".join(held_back) or "nothing")


@pytest.mark.parametrize("row", examples("evidenced score"))
def test_claimed_and_evidenced(row):
    claimed, evidenced = scored(row), scored(row, evidenced_only=True)
    assert (claimed.score, evidenced.score) == (number(row["claimed score"]), number(row["evidenced score"]))
    assert (claimed.level, evidenced.level) == (int(row["claimed level"]), int(row["evidenced level"]))


@pytest.mark.parametrize("row", examples("their levels"))
def test_a_lens(row):
    cells = zip(row["scores of its dimensions"].split(", "), row["their levels"].split(", "), strict=True)
    lens = score_lens(
        "lens",
        [
            DimensionScore(
                code=f"D{place}",
                score=Fraction(50) if score == "partial" else Fraction(score),
                coverage=Fraction(1),
                level=None if level == "none" else int(level),
                partial=score == "partial",
                held_back_by=(),
                questions=(),
            )
            for place, (score, level) in enumerate(cells)
        ],
    )
    assert lens.score == number(row["mean"])
    assert row["shown"] == ("none" if lens.score is None else str(rounded(lens.score)))
    assert row["at level 3 or above"] == f"{lens.at_three} of {lens.of}"


@pytest.mark.parametrize("row", examples("peers' scores"))
def test_a_standing(row):
    peers = [float(score) for score in row["peers' scores"].split(", ")]
    scores = pd.DataFrame({"LEAD": peers}, index=[f"E{place}" for place in range(len(peers))])
    own = pd.Series({"LEAD": np.nan if row["your score"] == "none" else float(row["your score"])})
    found = benchmark(scores, own, scores.index).loc["LEAD"]
    assert found["n"] == int(row["n"]) == len(peers)
    for heading, column in (("lower quartile", "lower"), ("median", "median"), ("upper quartile", "upper")):
        assert row[heading] == ("withheld" if np.isnan(found[column]) else f"{found[column]:g}")
    assert row["position"] == (found["position"] or "withheld")
    percentile = found["percentile"]
    assert row["percentile"] == ("withheld" if np.isnan(percentile) else f"{percentile:.0%}".replace("%", " %"))


MOVES = {Kind.STEP: ["next step"], Kind.WARNING: [], Kind.FIND_OUT: ["find out"]}


def spelled(move: Move) -> str:
    return f"{move.question.element}: " + ", ".join(MOVES[move.kind] + ["end the sign"] * move.ends_signs)


@pytest.mark.parametrize("row", examples("what must move"))
def test_the_cheapest_way_up(row):
    answers, now = answered(row), scored(row)
    warned = {code for code, answer in answers.items() if answer.warned}
    found = climb(dimension(), now, warned=warned, rules=ScoringRules())
    moves, trials = (found.moves, found.trials) if found else ((), {})
    assert row["what must move"] == ("; ".join(map(spelled, moves)) or "nothing")
    changed = answers | {code: trial.made_to(answers[code]) for code, trial in trials.items()}
    then = score_dimension(dimension(), changed, rules=ScoringRules())
    assert (now.score, then.score) == (number(row["score now"]), number(row["score then"]))
    assert row["level now"] == ("none" if now.level is None else str(now.level))
    assert row["level then"] == str(then.level)


@pytest.mark.parametrize("row", examples("place"))
def test_a_place(row):
    ahead, inside, n = (
        int(row[name]) for name in ("peers above the upper end", "above or equal to the lower end", "peers")
    )
    peers = pd.Series([90.0] * ahead + [50.0] * (inside - ahead) + [10.0] * (n - inside))
    found = place(pd.Series(np.linspace(40, 60, DRAWS)), 50, peers)
    assert row["place"] == among_places(found.best, found.worst, found.of)


@pytest.mark.parametrize("row", examples("first question"))
def test_another_framework(row):
    questions, answers = [], {}
    for code, heading in (("Q-1", "first question"), ("Q-2", "second question")):
        said, weight = row[heading].split(", weight ")
        level, _, most = said.partition(" of ")
        questions.append(question(code, points=tuple(range(int(most or 4) + 1)), weight=Fraction(weight)))
        answers[code] = given(level)
    found = score_dimension(dimension(questions=tuple(questions)), answers, rules=ScoringRules())
    assert (found.score, found.coverage) == (number(row["exact score"]), share(row["coverage"]))
    assert row["level"] == str(found.level)


def test_the_thresholds():
    needed = {row["figure"]: row["peers needed"] for row in table("figure", "peers needed")}
    assert needed == {
        "median": str(disclosure.MIN_MEDIAN),
        "quartiles and position": str(disclosure.MIN_QUARTILES),
        "percentile and place": str(disclosure.MIN_PERCENTILE),
        "a second group": f"differs by 0, or by {disclosure.MIN_DIFFERENCE} or more",
    }


@pytest.mark.parametrize("row", table("shown already", "asked for"))
def test_groups_beside_each_other(row):
    shown, asked = (np.isin(list("ABCDEFGHIJKL"), row[heading].split()) for heading in ("shown already", "asked for"))
    assert np.count_nonzero(shown ^ asked) == int(row["councils between them"])
    refused = disclosure.refusal(asked, {"the first": shown}, named="the second")
    assert row["answer"] == ("refused" if refused else "shown")


def test_the_population_bands():
    bands = [(int(row["from"].replace(",", "")), row["to"].replace(",", "")) for row in table("from", "to")]
    assert [lower for lower, _ in bands] == list(BANDS)
    assert [upper for _, upper in bands] == [*(str(lower - 1) for lower in BANDS[1:]), "any"]


def test_the_fixed_numbers_in_the_text():
    rules = ScoringRules()
    assert f"Under {rounded(100 * rules.coverage_needed)} %" in TEXT
    assert f"the {NEAREST} councils of your type group" in TEXT
    assert (rules.warning_cap, rules.unevidenced_cap) == (1, 1)
    assert f"worked out {DRAWS:,} times" in TEXT and f"The {LEFT_OUT} lowest and the {LEFT_OUT} highest" in TEXT
    assert f"up to {['', '', 'two', 'three'][disclosure.MOST_COMBINED]} groups" in TEXT


def test_every_link_on_the_page_leads_to_a_heading():
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", TEXT, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) <= headings
