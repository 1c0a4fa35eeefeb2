"""The plan as a table for a spreadsheet."""

from collections.abc import Iterable, Iterator

from assessment.plan.reading import Line
from assessment.sheets import guarded

COLUMNS = (
    *("status", "late", "action", "dimension", "question", "from_level", "to_level", "who_must_act", "owner", "due"),
    *("effort", "impact", "benefit", "partners", "dropped_because", "carried_on", "changed"),
)


def csv_rows(lines: Iterable[Line], *, round_slug: str, made_up: bool) -> Iterator[list[str]]:
    """A heading, then a row an action. Texts are guarded: what people typed is never run as a formula."""
    yield ["round", *(["made_up"] if made_up else []), *COLUMNS]
    for line in lines:
        yield [guarded(text) for text in (round_slug, *(["yes"] if made_up else []), *_row(line))]


def _row(line: Line) -> Iterator[str]:
    action = line.action
    yield from (action.get_status_display(), "yes" if line.is_late else "", action.step, line.about, action.question)
    yield from ("" if level is None else str(level) for level in (action.from_level, action.to_level))
    yield from (line.actor, action.owner, action.due.isoformat() if action.due else "")
    yield from (action.get_effort_display(), action.get_impact_display(), action.benefit, action.partners)
    yield from (action.reason, "yes" if action.carried_from_id else "", f"{action.updated_at:%Y-%m-%d}")
