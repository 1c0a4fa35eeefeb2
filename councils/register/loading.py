"""Brings the database into line with the register."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from councils.models import Council, Succession
from councils.register.reading import CouncilLine, Register, RegisterError, SuccessionLine


@dataclass
class Loaded:
    """What a load did, by name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    successions_written: int = 0
    successions_removed: int = 0
    successions_left: int = 0


@transaction.atomic
def load(register: Register, *, today: date) -> Loaded:
    """Write what differs and nothing else. A council that left the register is marked as ended, never deleted."""
    loaded = Loaded()
    known = {council.gss_code: council for council in Council.objects.all()}
    _end_departed(register, known, today, loaded)
    # Counties first, for their districts to point at; and what we know first, so that a slug given up is free again.
    order = sorted(register.councils, key=lambda line: (bool(line.county), line.gss_code not in known))
    for line in order:
        known[line.gss_code] = _save_council(line, known, loaded)
    _save_successions(register, known, loaded)
    return loaded


def _end_departed(register: Register, known: dict[str, Council], today: date, loaded: Loaded) -> None:
    slugs = {line.slug: line for line in register.councils}
    names = {line.gss_code for line in register.councils}
    last_days = {line.predecessor_gss: line.on for line in register.successions}
    departed = [council for code, council in known.items() if code not in names]
    # An old council keeps its address: its signed assessments stay there.
    if taken := [council for council in departed if council.slug in slugs]:
        raise RegisterError(
            [f"{slugs[old.slug].name}: slug {old.slug!r} belongs to {old.name}, which has ended" for old in taken]
        )
    for council in departed:
        if not council.ended:
            council.ended = last_days.get(council.gss_code, today)
            council.save(update_fields=["ended"])
            loaded.ended.append(council.name)


def _save_council(line: CouncilLine, known: dict[str, Council], loaded: Loaded) -> Council:
    facts: dict[str, Any] = asdict(line)
    facts["authority_type"] = facts.pop("type")
    county = facts.pop("county")
    facts["county_id"] = known[county].pk if county else None
    facts["ended"] = None
    council = known.get(line.gss_code)
    if council is None:
        loaded.added.append(line.name)
        return Council.objects.create(**facts)
    (loaded.changed if _write(council, facts) else loaded.left).append(line.name)
    return council


def _save_successions(register: Register, known: dict[str, Council], loaded: Loaded) -> None:
    stored: dict[tuple[str, str, date], Succession] = {_key(row): row for row in Succession.objects.all()}
    for line in register.successions:
        predecessor, successor = known.get(line.predecessor_gss), known.get(line.successor_gss)
        facts = {
            "on": line.on,
            "predecessor_name": line.predecessor_name,
            "predecessor_gss": line.predecessor_gss,
            "predecessor_id": predecessor and predecessor.pk,
            "successor_name": line.successor_name,
            "successor_id": successor and successor.pk,
            "source": line.source,
        }
        row = stored.pop(_key(line), None)
        if _write(row or Succession(), facts):
            loaded.successions_written += 1
        else:
            loaded.successions_left += 1
    for row in stored.values():
        row.delete()
        loaded.successions_removed += 1


def _key(row: Succession | SuccessionLine) -> tuple[str, str, date]:
    return row.predecessor_name, row.successor_name, row.on


def _write(row: models.Model, facts: dict[str, Any]) -> bool:
    """Save a row if it differs from the facts; say whether it did."""
    if row.pk and all(getattr(row, name) == value for name, value in facts.items()):
        return False
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return True
