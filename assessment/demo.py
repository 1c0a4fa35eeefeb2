"""Made-up answers for the demonstration: plausible, repeatable, and marked as made up wherever they show.

No figure here describes a real council. A council has one overall standing, shifted by its type, from which its
dimensions and then its answers vary, so that dimensions move together as they do in real assessments.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils.translation import gettext as _

from assessment.drafts import Draft, Reference
from councils.models import Council, TypeGroup
from frameworks.definition import Framework, Question
from frameworks.scores import State

# Invented differences between types, in levels, so that comparing like with like has something to show.
STANDING = {
    TypeGroup.COUNTY: 2.1,
    TypeGroup.DISTRICT: 1.5,
    TypeGroup.SINGLE_TIER_ENGLAND: 2.0,
    TypeGroup.WALES: 1.8,
    TypeGroup.SCOTLAND: 2.0,
    TypeGroup.NORTHERN_IRELAND: 1.6,
}
COUNCILS_APART = 0.55
DIMENSIONS_APART = 0.45
ANSWERS_APART = 0.6
# What a year changes, in levels.
A_YEAR = 0.25

DONT_KNOW = 0.04
NOT_APPLICABLE = 0.012
WARNED = 0.07
# How likely an answer is to name evidence, by its level.
EVIDENCED = (0.0, 0.35, 0.6, 0.72, 0.8)


def made_up_drafts(framework: Framework, council: Council, *, year: int, share: float = 1.0) -> Iterator[Draft]:
    """Answers of one council in one year; `share` of the dimensions are answered, from the first on."""
    lasting = Random(f"{council.gss_code} {framework.slug}")  # noqa: S311 (made-up data wants repeatable numbers)
    yearly = Random(f"{council.gss_code} {framework.slug} {year}")  # noqa: S311
    standing = STANDING[council.type_group] + lasting.gauss(0, COUNCILS_APART) + A_YEAR * (year - 2026)
    answered = round(len(framework.dimensions) * share)
    for dimension in framework.dimensions[:answered]:
        # How hard a dimension is in general, and how this council differs in it.
        hardness = Random(dimension.code).gauss(0, 0.3)  # noqa: S311
        here = standing + hardness + lasting.gauss(0, DIMENSIONS_APART)
        for question in dimension.questions:
            yield _draft(question, here, yearly, year)


def _draft(question: Question, here: float, chance: Random, year: int) -> Draft:
    wanted = round(here + chance.gauss(0, ANSWERS_APART))
    level = min(max(wanted, 0), question.levels[-1].level)
    if chance.random() < DONT_KNOW:
        return Draft(question=question.code, state=State.DONT_KNOW, note=_("Made up: nobody asked could say."))
    if chance.random() < NOT_APPLICABLE:
        reason = _("Made up: the council does not run a service that this question could be about.")
        return Draft(question=question.code, state=State.NOT_APPLICABLE, reason=reason)
    warned = bool(question.warning_signs) and level > 1 and chance.random() < WARNED
    evidenced = chance.random() < EVIDENCED[min(level, len(EVIDENCED) - 1)]
    return Draft(
        question=question.code,
        state=State.LEVEL,
        level=level,
        warnings=(1,) if warned else (),
        evidence=(_evidence(question, chance, year),) if evidenced else (),
    )


def _evidence(question: Question, chance: Random, year: int) -> Reference:
    dated = date(year, 6, 1) - timedelta(days=chance.randrange(700))
    return Reference(
        title=_("Made-up paper for %(code)s") % {"code": question.code},
        where=_("made-up-paper-%(number)d.pdf") % {"number": chance.randrange(100, 999)},
        page=str(chance.randrange(1, 30)),
        dated=dated,
    )
