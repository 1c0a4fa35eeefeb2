"""docs/replay.py works a report out again from its JSON and the framework's files, and names what does not fit."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from assessment.models import Answer
from councils.models import Council
from frameworks.loader import LIBRARY
from reports.data import as_data
from reports.report import build
from tests.conftest import answer_everything, make_council
from tests.reports.edges import EDGES, answer, everything, long_names_and_mixed_levels, sign, sign_peers

SCRIPT = Path(settings.BASE_DIR) / "docs" / "replay.py"
FRAMEWORK = LIBRARY / "planting-the-flag" / "2011.1"


def replay(data, tmp_path, framework=FRAMEWORK):
    """As anyone would run it: in a process of its own, from a folder where nothing of Cairn can be found."""
    (tmp_path / "report.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "replay.py").write_bytes(SCRIPT.read_bytes())
    return subprocess.run(
        [sys.executable, "replay.py", "report.json", framework],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def mixed(assessment, round):
    """A report with every kind of answer, beside peers enough for a place."""
    long_names_and_mixed_levels(assessment)
    answer(assessment, "LEAD-2", 3, warnings=[1], note="Tŷ’s “own” note", evidence="Minute")
    snapshot = sign(assessment)
    sign_peers(round, [make_council(f"E0699{9100 + place}", f"Peer {place}") for place in range(22)])
    return as_data(build(snapshot))


def test_it_imports_nothing_of_cairn():
    imported = re.findall(r"^(?:import|from) (\w+)", SCRIPT.read_text(encoding="utf-8"), re.M)
    assert set(imported) - set(sys.stdlib_module_names) == {"yaml"}


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
def test_every_figure_is_the_same_at_every_edge(assessment, edge, tmp_path):
    edge(assessment)
    done = replay(as_data(build(sign(assessment))), tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (
        "Every figure that can be worked out again is the same.\n",
        "",
        0,
    )


def test_beside_peers_too(mixed, tmp_path):
    assert any(row["peers"]["place"] for row in mixed["dimensions"])
    assert {row["peers"]["position"] for row in mixed["dimensions"]} > {"above", "below"}
    done = replay(mixed, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_northern_irish_council_whose_questions_do_not_all_apply(assessment, round, tmp_path):
    Council.objects.filter(pk=assessment.council_id).update(
        authority_type=Council.Type.NI_DISTRICT, nation=Council.Nation.NORTHERN_IRELAND
    )
    assessment.council.refresh_from_db()
    answer_everything(assessment, level=3, evidenced=False)
    done = replay(as_data(build(sign(assessment))), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_partial_dimension_and_one_that_does_not_apply(assessment, tmp_path):
    everything(assessment, 2)
    Answer.objects.filter(assessment=assessment, question__in=["LEAD-1", "LEAD-2"]).update(
        state="dont_know", level=None
    )
    data = as_data(build(sign(assessment)))
    assert any(row["claimed"]["partial"] for row in data["dimensions"])
    assert replay(data, tmp_path).returncode == 0


def _dimension(data, code="LEAD"):
    return next(row for row in data["dimensions"] if row["code"] == code)


TAMPERED = {
    "dimensions.LEAD.claimed.score.exact": lambda data: _dimension(data)["claimed"]["score"].update(exact="99"),
    "dimensions.LEAD.claimed.score.shown": lambda data: _dimension(data)["claimed"]["score"].update(shown="99"),
    "dimensions.LEAD.evidenced.level": lambda data: _dimension(data)["evidenced"].update(level=4),
    "dimensions.LEAD.claimed.coverage": lambda data: _dimension(data)["claimed"].update(coverage="1/3"),
    "dimensions.LEAD.held_back_by": lambda data: _dimension(data).update(held_back_by=["LEAD-4"]),
    "dimensions.LEAD.questions.LEAD-2.effective": lambda data: _dimension(data)["questions"][1].update(effective=3),
    "dimensions.LEAD.questions.LEAD-2.note": lambda data: _dimension(data)["questions"][1].update(note="Another."),
    "dimensions.LEAD.range.upper": lambda data: _dimension(data)["range"].update(upper="100"),
    "dimensions.LEAD.peers.place.of": lambda data: _dimension(data)["peers"]["place"].update(of=99),
    "dimensions.LEAD.peers_evidenced.position": lambda data: _dimension(data)["peers_evidenced"].update(position="far"),
    "lenses.principles.claimed.exact": lambda data: data["lenses"][0]["claimed"].update(exact="99"),
    "lenses.principles.at_level_3": lambda data: data["lenses"][0].update(at_level_3=3),
    "lenses.issues.evidenced_range.lower": lambda data: data["lenses"][2]["evidenced_range"].update(lower="1"),
    "evidence.named": lambda data: data["evidence"].update(named=59),
    "signed.at": lambda data: data["signed"].update(at="2020-01-01T00:00:00+00:00"),
    "snapshot.sha256": lambda data: data["snapshot"]["data"]["answers"][0].update(note="Slipped in afterwards."),
    "framework.sha256": lambda data: data["framework"].update(sha256="0" * 64),
}


def test_whatever_was_changed_afterwards_is_named_and_nothing_else(mixed, tmp_path):
    note = mixed["snapshot"]["data"]["answers"][0]["question"]
    for tamper in TAMPERED.values():
        tamper(mixed)
    done = replay(mixed, tmp_path)
    assert done.returncode == 1, done.stderr
    named = {line.split(": ")[0] for line in done.stdout.splitlines()}
    # The answer that was slipped into the snapshot is not the one that its dimension prints, either.
    (printed,) = {place for place in named if place.endswith(f".questions.{note}.note")}
    assert named == {*TAMPERED, printed}


def test_another_framework_is_noticed(mixed, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for path in FRAMEWORK.glob("*.yaml"):
        (other / path.name).write_bytes(path.read_bytes())
    with (other / "leadership.yaml").open("a") as file:
        file.write("# One comment more.\n")
    done = replay(mixed, tmp_path, other)
    assert done.returncode == 1
    assert done.stdout.startswith("framework.sha256: the file says")
