"""The plan as files, read back as a calendar and a spreadsheet would."""

import csv
import io
from datetime import date

from icalendar import Calendar

from assessment.sheets import guarded
from tests.assessment.plan import URL, accepted, change, own, weak

LONG = "Agree, with the health board; and the district councils – a plan\nfor “one front door”, " * 3


def events(client) -> dict[str, object]:
    response = client.get(URL + "actions.ics")
    assert response["Content-Type"].startswith("text/calendar")
    return {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def rows(client) -> list[dict[str, str]]:
    text = client.get(URL + "actions.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_has_a_day_is_an_all_day_event(assessment, lead, as_user):
    weak(assessment, LEAD_1=1)
    action = accepted(assessment, lead, "LEAD-1", due=date(2027, 3, 28), owner="Olive", step=LONG)
    own(assessment, lead, "Some day")
    (event,) = events(as_user(lead)).values()
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 3, 28), date(2027, 3, 29))
    assert str(event["summary"]) == LONG
    assert "Owner: Olive" in str(event["description"])
    assert str(event["url"]) == f"http://testserver{URL}{action.pk}/"
    assert [str(name) for name in event["categories"].cats] == ["Leadership"]


def test_lines_are_folded_as_the_standard_wants(assessment, lead, as_user):
    own(assessment, lead, LONG, due=date(2027, 3, 28))
    lines = as_user(lead).get(URL + "actions.ics").content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_a_calendar_knows_an_action_again_whatever_changed(assessment, lead, as_user):
    action = own(assessment, lead, due=date(2027, 3, 28))
    (before,) = events(as_user(lead)).items()
    change(action, lead, due=date(2027, 4, 30), status="dropped", reason="No money")
    (after,) = events(as_user(lead)).items()
    assert before[0] == after[0]
    assert int(after[1]["sequence"]) > int(before[1]["sequence"])
    assert (str(before[1]["status"]), str(after[1]["status"])) == ("TENTATIVE", "CANCELLED")
    change(action, lead, status="done", reason="")
    (done,) = events(as_user(lead)).values()
    assert str(done["summary"]).startswith("Done: ")


def test_the_spreadsheet_has_every_action_in_full(assessment, lead, as_user):
    weak(assessment, LEAD_1=1)
    accepted(assessment, lead, "LEAD-1", due=date(2026, 1, 5), owner="Olive", partners="NHS")
    own(assessment, lead, LONG, status="dropped", reason="No money")
    first, second = rows(as_user(lead))
    assert (first["question"], first["from_level"], first["to_level"]) == ("LEAD-1", "1", "2")
    assert (first["due"], first["late"], first["owner"], first["partners"]) == ("2026-01-05", "yes", "Olive", "NHS")
    assert (second["action"], second["status"], second["dropped_because"]) == (LONG, "Dropped", "No money")
    assert "made_up" not in first


def test_no_cell_is_a_formula(assessment, lead, as_user):
    own(assessment, lead, '=HYPERLINK("https://example.org")', owner="+44", partners="@SUM(A1)", benefit="-1")
    (row,) = rows(as_user(lead))
    assert [row[name][0] for name in ("action", "owner", "partners", "benefit")] == ["'"] * 4
    assert all(guarded(cell) == cell for cell in row.values())


def test_a_made_up_round_says_so(assessment, lead, as_user, round):
    round.made_up = True
    round.save()
    own(assessment, lead)
    assert rows(as_user(lead))[0]["made_up"] == "yes"
