"""Who may do what (DESIGN §7). Roles are compared here and nowhere else.

A stranger meets 404, so that nothing tells them the council takes part; a member without the right meets 403.
"""

from dataclasses import fields, replace

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessment.models import Assessment, Round, Snapshot
from assessment.rights import Rights
from councils.models import Council, Membership, User

NO_RIGHTS = Rights()
VIEWER = Rights(read=True, opine=True, report=True)
CONTRIBUTOR = replace(VIEWER, answer=True)
LEAD = replace(CONTRIBUTOR, invite=True, manage=True, submit=True)
SIGNATORY = replace(LEAD, sign=True, reopen=True)

MEMBER_RIGHTS = {
    Membership.Role.VIEWER: VIEWER,
    Membership.Role.CONTRIBUTOR: CONTRIBUTOR,
    Membership.Role.LEAD: LEAD,
    Membership.Role.SIGNATORY: SIGNATORY,
}
# An analyst reads what is signed and nothing else of a council.
SOCITM_RIGHTS = {
    User.SocitmRole.ANALYST: Rights(report=True),
    User.SocitmRole.ADMINISTRATOR: Rights(read=True, report=True, invite=True, sign=True, reopen=True),
}
# The roles whose holders may be asked to sign, to organise, to answer.
SIGNING_ROLES = (Membership.Role.SIGNATORY,)
LEADING_ROLES = (Membership.Role.LEAD,)
ANSWERING_ROLES = (Membership.Role.CONTRIBUTOR, Membership.Role.LEAD, Membership.Role.SIGNATORY)
# Whose work it is that others can get on with theirs.
LEADING_ROLES = (Membership.Role.LEAD,)
# What must not be left to nobody: somebody to organise, and somebody to sign.
NEEDED_ROLES = (Membership.Role.LEAD, Membership.Role.SIGNATORY)
ACTS = frozenset(field.name for field in fields(Rights))


def rights_at(user: User, council: Council) -> Rights:
    """What a person may do at a council: the sum of their membership's and their Socitm role's rights."""
    membership = Membership.objects.filter(user=user, council=council).first()
    own = MEMBER_RIGHTS[Membership.Role(membership.role)] if membership else NO_RIGHTS
    socitm = SOCITM_RIGHTS.get(User.SocitmRole(user.socitm_role), NO_RIGHTS)
    return Rights(**{act: getattr(own, act) or getattr(socitm, act) for act in ACTS})


def roles_to_give(rights: Rights) -> tuple[Membership.Role, ...]:
    """The roles a person may invite into, give to a member and take away. Only who may sign makes a signatory."""
    if not rights.invite:
        return ()
    return tuple(role for role in Membership.Role if rights.sign or role not in SIGNING_ROLES)


def get_council(user: User, slug: str, *, to: str = "read") -> tuple[Council, Rights]:
    """The council and the person's rights there. Raises Http404 for strangers, PermissionDenied for members without."""
    council = get_object_or_404(Council, slug=slug)
    rights = rights_at(user, council)
    _require(rights, to)
    return council, rights


def get_assessment(user: User, slug: str, round_slug: str, *, to: str = "read") -> Assessment:
    """The assessment with `.rights` set, in one call with the right. Raises Http404 or PermissionDenied."""
    assessment = get_object_or_404(
        Assessment.objects.select_related("council", "round"), council__slug=slug, round__slug=round_slug
    )
    assessment.rights = rights_at(user, assessment.council)
    _require(assessment.rights, to)
    return assessment


def get_snapshot(user: User, slug: str, round_slug: str) -> Snapshot:
    """The latest snapshot of a council in a round, for a person who may read its report."""
    snapshot = (
        Snapshot.objects.select_related("council", "round")
        .filter(council__slug=slug, round__slug=round_slug)
        .order_by("-pk")
        .first()
    )
    if snapshot is None:
        raise Http404("Nothing has been signed.")
    _require(rights_at(user, snapshot.council), "report")
    return snapshot


def _require(rights: Rights, act: str) -> None:
    if act not in ACTS:
        raise ValueError(f"{act!r} is not an act; the acts are {', '.join(sorted(ACTS))}")
    if getattr(rights, act):
        return
    if rights.read:
        raise PermissionDenied
    raise Http404


def dimensions_to_answer(user: User, assessment: Assessment) -> frozenset[str]:
    """Codes of the dimensions a person may answer: all, or the assigned ones for a contributor who has any."""
    everything = frozenset(assessment.framework.by_code)
    if not assessment.rights.answer:
        return frozenset()
    if assessment.rights.manage:
        return everything
    assigned = frozenset(assessment.assignments.filter(user=user).values_list("dimension", flat=True))
    return assigned or everything


def is_socitm(user: User) -> bool:
    """Whether a person works at Socitm's desk: rounds, comparing, moderation, publishing."""
    return user.socitm_role in SOCITM_RIGHTS


def require_socitm(user: User) -> None:
    """Socitm's desk does not exist for anyone else."""
    if not is_socitm(user):
        raise Http404


def rounds_for(council: Council) -> list[tuple[Round, Assessment | None]]:
    """The rounds a council can see, newest first, with its assessment where it has started one."""
    assessments = {found.round_id: found for found in council.assessments.select_related("round", "council")}
    rounds = Round.objects.exclude(status=Round.Status.DRAFT)
    return [(round, assessments.get(round.pk)) for round in rounds]
