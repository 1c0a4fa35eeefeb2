"""Letters on the way to signature. They go whatever somebody chose about reminders: a step waits for its reader.

What a remark says stays in Cairn; a letter names the dimensions alone.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from assessment.access import LEADING_ROLES, SIGNING_ROLES
from assessment.conversation import talks_of
from assessment.models import Assessment, SignOff
from assessment.notices import link_to
from councils.mail import letter, post
from councils.models import Membership, User


def signatories_of(assessment: Assessment) -> list[User]:
    return _members(assessment, SIGNING_ROLES)


def tell_submitted(assessment: Assessment, *, by: User, site: str) -> list[User]:
    """Ask whoever may sign to do so, and return them. Nobody is told what they did themselves. Raises NotSent."""
    step = assessment.sign_offs.filter(step=SignOff.Step.SUBMITTED).last()
    readers = [person for person in signatories_of(assessment) if person != by]
    return _post("submitted", readers, assessment, by, site, page="assessment:sign", remark=step.remark if step else "")


def tell_returned(assessment: Assessment, *, by: User, site: str) -> list[User]:
    """Tell the leads, and whoever submitted, what to look at again, and return them. Raises NotSent."""
    step = assessment.sign_offs.filter(step=SignOff.Step.SUBMITTED).select_related("by").last()
    readers = _members(assessment, LEADING_ROLES)
    if step and step.by and step.by not in readers and step.by in _members(assessment, SIGNING_ROLES):
        readers.append(step.by)
    lines = [
        (talk.about, link_to(assessment, talk.dimension, site) if talk.dimension else "")
        for talk in talks_of(assessment)
    ]
    others = [person for person in readers if person != by]
    return _post("returned", others, assessment, by, site, page="assessment:tasks", lines=lines)


def _members(assessment: Assessment, roles: Iterable[Membership.Role]) -> list[User]:
    members = User.objects.filter(memberships__council=assessment.council, memberships__role__in=roles, is_active=True)
    return list(members.order_by("name", "pk"))


def _post(
    name: str, readers: list[User], assessment: Assessment, by: User, site: str, *, page: str, **context: Any
) -> list[User]:
    link = site + reverse(page, args=[assessment.council.slug, assessment.round.slug])
    context |= {"assessment": assessment, "by": by, "link": link}
    post(
        [letter(f"assessment/email/{name}", to=person.email, site=site, person=person, **context) for person in readers]
    )
    return readers
