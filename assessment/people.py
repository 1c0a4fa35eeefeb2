"""Who belongs to a council, changed: a member's role, and their leaving. Who may do it is asked before (access.py)."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessment.access import ANSWERING_ROLES, NEEDED_ROLES
from assessment.actions import NotAllowed
from assessment.models import Assignment
from councils.models import Council, Membership, User


def change_role(*, membership: Membership, role: str, by: User) -> None:
    """Give a member another role. Work they may no longer do is taken off them."""
    with transaction.atomic():
        _lock(membership)
        if membership.role == role:
            return
        _may_change(membership, by)
        membership.role = role
        membership.save(update_fields=["role"])
        if role not in ANSWERING_ROLES:
            _take_off_work(membership)


def remove(*, membership: Membership, by: User) -> None:
    """End a membership. The person keeps their account, and their answers keep their name."""
    with transaction.atomic():
        _lock(membership)
        _may_change(membership, by)
        _take_off_work(membership)
        membership.delete()


def _lock(membership: Membership) -> None:
    """Wait for others who change who belongs to the council, so that two leads cannot remove each other."""
    Council.objects.select_for_update().get(pk=membership.council_id)
    role = Membership.objects.filter(pk=membership.pk).values_list("role", flat=True).first()
    if role is None:
        raise NotAllowed(_("%(name)s is no longer a member.") % {"name": membership.user})
    membership.role = role


def _may_change(membership: Membership, by: User) -> None:
    if membership.user == by:
        raise NotAllowed(_("You cannot change your own membership. Ask somebody else who may."))
    if membership.role not in NEEDED_ROLES:
        return
    others = Membership.objects.filter(council=membership.council_id, role=membership.role).exclude(pk=membership.pk)
    if not others.exists():
        raise NotAllowed(
            _("%(name)s is the only %(role)s. Make somebody else a %(role)s first.")
            % {"name": membership.user, "role": membership.get_role_display().lower()}
        )


def _take_off_work(membership: Membership) -> None:
    Assignment.objects.filter(user=membership.user_id, assessment__council=membership.council_id).delete()
