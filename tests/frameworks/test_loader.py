"""From YAML to a Framework, and for everything that can be wrong: the file, the question and the fault."""

from collections.abc import Callable
from fractions import Fraction
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from frameworks.checks import check_published
from frameworks.loader import FrameworkError, load, published_checksums, versions
from tests.frameworks.conftest import Library

FRAME, LEADERSHIP, FIRST = (
    "tiny/1.0/framework.yaml: ",
    "tiny/1.0/leadership.yaml: ",
    "tiny/1.0/leadership.yaml: LEAD-1: ",
)


def fault(library: Library) -> str:
    library.write()
    with pytest.raises(FrameworkError) as raised:
        load("tiny", "1.0", library.path)
    return str(raised.value)


def test_a_framework_is_read_into_values(library):
    library.question["weight"] = "1/3"
    library.question["levels"][1]["points"] = 0.1
    library.write()
    found = load("tiny", "1.0", library.path)
    asked = found.questions["LEAD-1"]
    assert (asked.weight, asked.at(1).points, asked.at(2).points) == (Fraction(1, 3), Fraction(1, 10), 2)
    assert asked.points == {0: 0, 1: Fraction(1, 20), 2: 1}
    assert found.by_slug["leadership"] is found.by_code["LEAD"] is found.dimension_of["LEAD-1"]
    assert found.lens_of["LEAD"].slug == "first"
    assert found.scoring.coverage_needed == Fraction(3, 4)


def test_versions_are_listed_in_order(library):
    assert versions(library.path) == [("tiny", "1.0")]


@pytest.mark.parametrize(("slug", "version"), [("tiny", "9"), ("none", "1.0"), ("..", "library"), ("", "")])
def test_an_unknown_version_says_what_there_is(library, slug, version):
    with pytest.raises(FrameworkError, match=r"The library has: tiny/1\.0\."):
        load(slug, version, library.path)


FAULTS: dict[str, tuple[Callable[[Library], object], str]] = {
    "a level without wording": (
        lambda it: it.question["levels"][2].pop("is"),
        f"{FIRST}level 2 has no wording",
    ),
    "a level with blank wording": (
        lambda it: it.question["levels"][2].update({"is": " "}),
        f"{FIRST}level 2 has no wording",
    ),
    "a level left out": (
        lambda it: it.question["levels"].pop(1),
        f"{FIRST}level 1 has no wording",
    ),
    "levels out of order": (
        lambda it: it.question["levels"].reverse(),
        f"{FIRST}levels must run 0, 1, 2 … in order",
    ),
    "a level the framework does not have": (
        lambda it: it.frame["levels"].pop(),
        f"{FIRST}level 2 is not a level of the framework",
    ),
    "a level without evidence": (
        lambda it: it.question["levels"][0].pop("evidence"),
        f"{FIRST}level 0 evidence: Field required",
    ),
    "an unknown key": (
        lambda it: it.question.update({"hint": "?"}),
        f"{FIRST}hint: Extra inputs are not permitted",
    ),
    "a question without a code": (
        lambda it: it.question.pop("code"),
        f"{LEADERSHIP}question 1: code: Field required",
    ),
    "a blank warning sign": (
        lambda it: it.question.update({"warning_signs": ["One.", ""]}),
        f"{FIRST}warning_signs 2: is blank",
    ),
    "three warning signs": (
        lambda it: it.question.update({"warning_signs": ["One.", "Two.", "Three."]}),
        f"{FIRST}warning_signs: Tuple should have at most 2 items after validation, not 3",
    ),
    "a weight that is no number": (
        lambda it: it.question.update({"weight": "heavy"}),
        f"{FIRST}weight: 'heavy' is not a number such as 2, 0.5 or 3/4",
    ),
    "a weight of nothing": (
        lambda it: it.question.update({"weight": 0}),
        f"{FIRST}the weight must be above 0",
    ),
    "points that fall": (
        lambda it: it.question["levels"][0].update({"points": 3}),
        f"{FIRST}points must not fall from one level to the next, start at 0 or more and end above 0",
    ),
    "points of nothing": (
        lambda it: [level.update({"points": 0}) for level in it.question["levels"]],
        f"{FIRST}points must not fall from one level to the next, start at 0 or more and end above 0",
    ),
    "an unknown element": (
        lambda it: it.question.update({"element": "money"}),
        f"{FIRST}there is no element money",
    ),
    "an unknown source": (
        lambda it: it.question["source"].update({"document": "009"}),
        f"{FIRST}there is no source document 009",
    ),
    "an unknown source of the dimension": (
        lambda it: it.leadership["dimension"]["source"].update({"document": "009"}),
        f"{LEADERSHIP}there is no source document 009",
    ),
    "an unknown statement": (
        lambda it: it.question.update({"covers": ["LEAD-z"]}),
        f"{FIRST}there is no source statement LEAD-z",
    ),
    "an unknown role": (
        lambda it: it.question.update({"who_could_answer": ["king"]}),
        f"{FIRST}there is no role king",
    ),
    "a next step by an unknown role": (
        lambda it: it.question["levels"][0].update({"next": {"actor": "king", "step": "Reign."}}),
        f"{FIRST}level 0: there is no role king",
    ),
    "a next step from the highest level": (
        lambda it: it.question["levels"][2].update({"next": {"actor": "cio", "step": "Rest."}}),
        f"{FIRST}level 2 is the highest and has no next step",
    ),
    "a code used twice": (
        lambda it: it.leadership["questions"].append(it.question),
        f"{FIRST}the code is used twice",
    ),
    "a question with its dimension's code": (
        lambda it: it.question.update({"code": "LEAD"}),
        f"{LEADERSHIP}LEAD: the code is used twice",
    ),
    "a dimension no lens lists": (
        lambda it: it.files.update({"stray.yaml": it.leadership}),
        "tiny/1.0/stray.yaml: no lens of framework.yaml lists this dimension",
    ),
    "a dimension listed twice": (
        lambda it: it.frame["lenses"][0]["dimensions"].append("leadership"),
        f"{FRAME}the dimension leadership is listed twice",
    ),
    "an element listed twice": (
        lambda it: it.frame["elements"].append(it.frame["elements"][0]),
        f"{FRAME}the element people is listed twice",
    ),
    "a dimension without its file": (
        lambda it: it.frame["lenses"][0]["dimensions"].append("absent"),
        "tiny/1.0/absent.yaml: the file is missing",
    ),
    "a dimension of another lens": (
        lambda it: it.leadership["dimension"].update({"lens": "second"}),
        f"{LEADERSHIP}says it is leadership of the lens second, not leadership of first",
    ),
    "a framework in the wrong folder": (
        lambda it: it.frame["framework"].update({"version": "2.0"}),
        f"{FRAME}says it is tiny/2.0, which is not the name of its folder",
    ),
    "a version that is a number": (
        lambda it: it.frame["framework"].update({"version": 1.0}),
        f"{FRAME}framework version: Input should be a valid string",
    ),
    "framework levels with a gap": (
        lambda it: it.frame["levels"].pop(1),
        f"{FRAME}levels must run 0, 1, 2 …, not 0, 2",
    ),
    "a cap that is no level": (
        lambda it: it.frame["scoring"].update({"warning_cap": 7}),
        f"{FRAME}scoring: the cap 7 is not a level of the framework",
    ),
    "a coverage above all": (
        lambda it: it.frame["scoring"].update({"coverage_needed": 75}),
        f"{FRAME}scoring: coverage_needed is a share from 0 to 1, not 75",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_file_and_question(library, name):
    spoil, message = FAULTS[name]
    spoil(library)
    assert fault(library) == message


def test_a_dimension_may_not_take_the_address_of_another_page(library):
    library.frame["lenses"][0]["dimensions"] = ["report"]
    library.files["report.yaml"] = library.files.pop("leadership.yaml")
    library.files["report.yaml"]["dimension"]["slug"] = "report"
    (library.version / "leadership.yaml").unlink()
    assert fault(library) == "tiny/1.0/report.yaml: this slug is the address of another page"


def test_a_file_that_is_not_yaml_says_where(library):
    (library.version / "leadership.yaml").write_text("dimension: [unclosed")
    with pytest.raises(FrameworkError, match=r"^tiny/1\.0/leadership\.yaml: not YAML: .*line 1"):
        load("tiny", "1.0", library.path)


def test_a_key_given_twice_is_a_fault_and_not_lost(library):
    path = library.version / "leadership.yaml"
    path.write_text(path.read_text().replace("  why:", "  ask: Who?\n  why:"))
    with pytest.raises(FrameworkError, match=r"^tiny/1\.0/leadership\.yaml: not YAML: ask is given twice"):
        load("tiny", "1.0", library.path)


def test_an_empty_file_is_a_fault(library):
    (library.version / "leadership.yaml").write_text("")
    with pytest.raises(FrameworkError, match=r"^tiny/1\.0/leadership\.yaml: Input should be"):
        load("tiny", "1.0", library.path)


def publish(library: Library, version: str = "1.0") -> str:
    said = StringIO()
    call_command("publish_framework", "tiny", version, library=library.path, stdout=said)
    return said.getvalue()


def test_publishing_writes_the_checksum_once(library):
    checksum = load("tiny", "1.0", library.path).checksum
    assert publish(library) == f"tiny/1.0 is published: {checksum}\n"
    assert published_checksums(library.path) == {("tiny", "1.0"): checksum}
    written = (library.path / "CHECKSUMS").read_text()
    assert publish(library) == "tiny/1.0 is published already, and unchanged.\n"
    assert (library.path / "CHECKSUMS").read_text() == written


def test_publishing_refuses_to_change_what_was_published(library):
    publish(library)
    library.question["ask"] = "Who follows?"
    library.write()
    with pytest.raises(CommandError, match=r"Make the change a new version\."):
        publish(library)


def test_a_faulty_framework_is_not_published(library):
    library.question["levels"].pop(1)
    library.write()
    with pytest.raises(CommandError, match="level 1 has no wording"):
        publish(library)
    assert published_checksums(library.path) == {}


def test_the_check_passes_what_was_published_and_names_what_changed(library):
    assert check_published(None, library=library.path) == []
    publish(library)
    assert check_published(None, library=library.path) == []
    library.leadership["dimension"]["title"] = "Followership"
    library.write()
    assert [found.id for found in check_published(None, library=library.path)] == ["frameworks.E003"]


def test_a_file_added_to_a_published_version_is_a_change(library):
    publish(library)
    (library.version / "extra.yaml").write_text("more: true\n")
    assert [found.id for found in check_published(None, library=library.path)] == ["frameworks.E003"]


def test_the_check_names_a_published_version_that_went(library):
    publish(library)
    (library.version / "framework.yaml").unlink()
    assert [found.id for found in check_published(None, library=library.path)] == ["frameworks.E002"]


@pytest.mark.parametrize("line", ["nonsense", "abc  tiny/1.0", f"{'0' * 64}  tiny"])
def test_a_checksum_line_that_cannot_be_read_is_an_error(library, line):
    (library.path / "CHECKSUMS").write_text(f"# A note.\n\n{line}\n")
    (found,) = check_published(None, library=library.path)
    assert (found.id, line in found.msg) == ("frameworks.E001", True)


def test_a_version_listed_twice_is_an_error(library):
    publish(library)
    path = library.path / "CHECKSUMS"
    path.write_text(path.read_text() * 2)
    with pytest.raises(FrameworkError, match=r"CHECKSUMS: tiny/1\.0 is listed twice"):
        published_checksums(library.path)


def test_the_check_is_one_of_djangos():
    assert not [found for found in run_checks() if found.id and found.id.startswith("frameworks.")]
