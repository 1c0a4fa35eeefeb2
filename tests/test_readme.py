"""The README is true: what it names exists, and every setting is in it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
DEPLOY = (ROOT / "docs/deploy.md").read_text()
SETTINGS = (ROOT / "config/settings.py").read_text()
VARIABLE = r"\b(?:CAIRN_[A-Z0-9_]+|DATABASE_URL)\b"


def settings_read() -> set[str]:
    return set(re.findall(rf'"({VARIABLE})"', SETTINGS))


def test_every_setting_is_in_the_table_and_no_other():
    in_table = re.findall(rf"^\| `({VARIABLE})` \|", README, flags=re.MULTILINE)
    assert len(in_table) == len(set(in_table))
    assert set(in_table) == settings_read()


@pytest.mark.parametrize("text", [README, DEPLOY], ids=["README.md", "docs/deploy.md"])
def test_every_setting_named_exists(text):
    assert set(re.findall(VARIABLE, text)) <= settings_read()


@pytest.mark.parametrize("text", [README, DEPLOY], ids=["README.md", "docs/deploy.md"])
def test_every_command_named_exists(text):
    named = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert named
    assert named <= set(get_commands())


def test_every_command_of_ours_is_in_the_table():
    in_table = set(re.findall(r"^\| `manage\.py ([a-z_]+)` \|", README, flags=re.MULTILINE))
    ours = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")}
    assert in_table == ours


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)\b", README + DEPLOY))
    assert {"run", "test", "check", "bench", "help"} <= named
    assert named <= targets


def test_every_folder_of_the_map_exists_and_every_app_is_on_it():
    on_map = set(re.findall(r"^\| `([a-z]+)/` \|", README, flags=re.MULTILINE))
    assert all((ROOT / folder).is_dir() for folder in on_map)
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT and app.name == app.label}
    assert ours <= on_map


def test_every_link_within_the_repository_leads_somewhere():
    for link in re.findall(r"(?<!!)\[[^]]+\]\(([^)#]+)", README):
        if not link.startswith("http"):
            assert (ROOT / link).exists(), link


def test_the_lead_is_three_sentences_and_the_attribution_is_there():
    lead = README.split("\n\n")[1]
    assert len(re.findall(r"[.](?:\s|$)", lead)) == 3
    assert "Contains public sector information licensed under the Open Government Licence v3.0" in README
