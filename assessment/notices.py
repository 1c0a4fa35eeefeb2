"""Letters about the work: what somebody has just been put on, what holds them up, and what is due."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMessage
from django.urls import reverse

from assessment.access import LEADING_ROLES
from assessment.models import Assessment, Assignment
from councils.mail import letter, post
from councils.models import User
from frameworks.definition import Dimension


@dataclass(frozen=True)
class Line:
    """One dimension in a letter, with the link that lands on it."""

    assessment: Assessment
    dimension: Dimension
    link: str
    due: date | None
    answered: int = 0
    of: int = 0
    overdue: bool = False


def link_to(assessment: Assessment, dimension: Dimension, site: str) -> str:
    place = [assessment.council.slug, assessment.round.slug, dimension.slug]
    return site + reverse("assessment:dimension", args=place)


def tell(assessment: Assessment, assignments: Sequence[Assignment], *, by: User, site: str) -> list[User]:
    """Tell people what they have been put on, a letter each, and return them. Nobody is told what they did themselves.

    Raises NotSent.
    """
    lines: dict[User, list[Line]] = defaultdict(list)
    order = list(assessment.framework.by_code)
    for row in sorted(assignments, key=lambda row: order.index(row.dimension)):
        dimension = assessment.framework.by_code[row.dimension]
        if row.user != by:
            lines[row.user].append(Line(assessment, dimension, link_to(assessment, dimension, site), row.due))
    post([_letter(person, own, assessment, by, site) for person, own in lines.items()])
    return list(lines)


def tell_leads(assignment: Assignment, *, site: str) -> list[User]:
    """Tell the leads what holds somebody up, at once, and return them. Raises NotSent."""
    assessment = assignment.assessment
    dimension = assessment.framework.by_code[assignment.dimension]
    leads = User.objects.filter(
        memberships__council=assessment.council, memberships__role__in=LEADING_ROLES, is_active=True
    )
    told = list(leads.exclude(pk=assignment.user_id).order_by("name"))
    context = {
        "assignment": assignment,
        "assessment": assessment,
        "dimension": dimension,
        "link": link_to(assessment, dimension, site),
        "share_out": site + reverse("assessment:assign", args=[assessment.council.slug, assessment.round.slug]),
    }
    post([letter("assessment/email/blocked", to=lead.email, site=site, person=lead, **context) for lead in told])
    return told


def _letter(person: User, lines: list[Line], assessment: Assessment, by: User, site: str) -> EmailMessage:
    return letter(
        "assessment/email/assigned",
        to=person.email,
        site=site,
        person=person,
        lines=lines,
        assessment=assessment,
        by=by,
    )
