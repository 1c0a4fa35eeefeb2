"""A statement that the council may publish: what it claims, what it shows, what that does not prove, how to check it.

Made from the council's own signature alone: what is known of its peers is confidential, and cannot get in here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.snapshot import Signed
from frameworks.scores import LensScore
from reports.wording import in_words, people, points


@dataclass(frozen=True)
class Section:
    """A heading, "" for none, and what stands under it: paragraphs, or the items of a list."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    title: str
    sections: tuple[Section, ...]

    def as_text(self) -> str:
        """Plain text, a paragraph a line, for a council's own page or a press notice."""
        blocks = [self.title]
        for section in self.sections:
            blocks += [section.heading] if section.heading else []
            blocks += ["\n".join(f"- {item}" for item in section.items)] if section.items else []
            blocks += section.paragraphs
        return "\n\n".join(blocks) + "\n"


def statement(signed: Signed) -> Statement:
    return Statement(
        title=_("%(council)s: our digital maturity, %(round)s")
        % {"council": signed.council.name, "round": signed.round_name},
        sections=(
            Section("", paragraphs=tuple(_opening(signed))),
            Section(_("What we found"), items=tuple(_lenses(signed)), paragraphs=(_scale(signed),)),
            Section(_("What this does not prove"), items=tuple(_limits(signed))),
            Section(_("How to check it"), paragraphs=tuple(_checking(signed))),
        ),
    )


def _opening(signed: Signed) -> Iterator[str]:
    if signed.made_up:
        yield _("Made-up data: every answer in this demonstration round is invented.")
    yield _(
        "%(council)s assessed itself against %(framework)s, version %(version)s: a questionnaire about how a council "
        "works with people, processes, information and technology."
    ) % {
        "council": signed.council.name,
        "framework": signed.framework.title,
        "version": signed.framework.version,
    }
    by = ", ".join(part for part in (signed.signed_by, signed.signed_job_title) if part)
    date = date_format(signed.signed_at, "j F Y")
    said = _("%(by)s signed the answers on %(date)s.") if by else _("The answers were signed on %(date)s.")
    total = sum(signed.took_part.values())
    took_part = " " + _("%(people)s took part.") % {"people": people(total)} if total else ""
    yield said % {"by": by, "date": date} + took_part


def _lenses(signed: Signed) -> Iterator[str]:
    for lens in signed.framework.lenses:
        claimed, evidenced = signed.claimed.lenses[lens.slug], signed.evidenced.lenses[lens.slug]
        if claimed.score is None:
            yield _("%(lens)s: too few answers for a score.") % {"lens": lens.name}
            continue
        yield _(
            "%(lens)s: %(claimed)s of 100 as claimed; %(evidenced)s counting only what names evidence. %(high)s"
        ) % {
            "lens": lens.name,
            "claimed": points(claimed.score),
            "evidenced": points(evidenced.score),
            "high": _high(claimed, evidenced),
        }


def _high(claimed: LensScore, evidenced: LensScore) -> str:
    return _("At level 3 or above: %(claimed)s of %(of)s dimensions as claimed, %(evidenced)s with evidence.") % {
        "claimed": in_words(claimed.at_three) if claimed.at_three else _("none"),
        "evidenced": in_words(evidenced.at_three) if evidenced.at_three else _("none"),
        "of": in_words(claimed.of),
    }


def _scale(signed: Signed) -> str:
    levels = ", ".join(f"{level.level} {level.name.lower()}" for level in signed.framework.levels)
    return _("Levels are: %(levels)s. The lenses look at the same council from three sides, and are not added up.") % {
        "levels": levels
    }


def _limits(signed: Signed) -> Iterator[str]:
    yield _("The council answered about itself. It is not an inspection, an audit or a certificate.")
    checked = sum(answer.checked for answer in signed.answers.values())
    if checked:
        yield ngettext(
            "Evidence was named and not handed in. Socitm looked at the evidence of %(count)s answer.",
            "Evidence was named and not handed in. Socitm looked at the evidence of %(count)s answers.",
            checked,
        ) % {"count": in_words(checked)}
    else:
        yield _("Evidence was named and not handed in: nobody outside the council has looked at it.")
    yield _("It says how the council works, and not whether residents are better off for it.")
    yield _("It says nothing of any other council, and is no place in a league table.")


def _checking(signed: Signed) -> Iterator[str]:
    yield _(
        "The signed answers are one file, snapshot.json, which the council can give you. Its SHA-256 checksum must be:"
    )
    yield signed.sha256
    yield _("The questionnaire’s files must have this one:")
    yield signed.framework.checksum
    # No full stop behind an address: it would be taken for a part of it.
    yield _("The questions and their levels: %(address)s") % {
        "address": _address("frameworks:question_book", signed.framework.slug, signed.framework.version)
    }
    yield _("How every figure is made, and how to work it out again: %(address)s") % {"address": _address("method")}


def _address(name: str, *arguments: str) -> str:
    return settings.SITE_ADDRESS + reverse(name, args=arguments)
