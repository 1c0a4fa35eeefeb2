"""What a person names on the command line, found; or one clear sentence that lists what they may have meant."""

from collections.abc import Iterable
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

from django.core.management.base import CommandError
from django.db.models import Q
from django.utils.text import slugify

from assessment.models import Round, Snapshot
from councils.models import Council

NEAR = 0.6


def find_round(slug: str) -> Round:
    round = Round.objects.filter(slug=slug).first()
    if round is None:
        raise CommandError(f"There is no round “{slug}”. {near(slug, Round.objects.values_list('slug', flat=True))}")
    return round


def find_council(name: str) -> Council:
    """By slug, GSS code or either name."""
    found = Council.objects.filter(
        Q(slug__iexact=name) | Q(gss_code__iexact=name) | Q(short_name__iexact=name) | Q(name__iexact=name)
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"“{name}” names {len(found)} councils: {', '.join(council.slug for council in found)}.")
    raise CommandError(f"There is no council “{name}”. {near(name, Council.objects.values_list('slug', flat=True))}")


def find_snapshot(council: Council, round: Round) -> Snapshot:
    signed = Snapshot.objects.latest(round=round).select_related("council", "round").filter(council=council).first()
    if signed is None:
        raise CommandError(f"{council.name} has not signed the round “{round.slug}”.")
    return signed


def near(name: str, names: Iterable[str]) -> str:
    """What `name` may have stood for: “rhonda” is nearer to a word of rhondda-cynon-taf than to any whole slug."""
    names = sorted(names)
    words = slugify(name)
    nearness = {slug: max(likeness(words, part) for part in (slug, *slug.split("-"))) for slug in names}
    if near := sorted((slug for slug in names if nearness[slug] >= NEAR), key=lambda slug: -nearness[slug])[:5]:
        return f"Did you mean {' or '.join(near)}?"
    if len(names) <= 10:
        return f"There is {', '.join(names) or 'none yet'}."
    return f"There are {len(names)}, from {names[0]} to {names[-1]}."


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises CommandError."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as problem:
        with suppress(OSError):
            unfinished.unlink()
        raise CommandError(f"{path} could not be written: {problem.strerror}.") from problem
