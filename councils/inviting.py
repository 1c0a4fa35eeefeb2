"""Inviting people to a council. Each verb is one transaction, and its letter goes out after it.

Who may invite whom is asked before, in assessment/access.py.
"""

from datetime import timedelta
from secrets import token_urlsafe

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils.mail import letter, post
from councils.models import Council, Invitation, Membership, User

A_DAY_FOR_A_COUNCIL = 50


class NotInvited(Exception):
    """The invitation cannot be made, sent or accepted. The message is for the person who tried."""


def invite(*, council: Council, email: str, role: str, by: User, site: str) -> Invitation:
    """Invite an address, and send the link. Raises NotInvited, or NotSent with the invitation kept."""
    email = email.strip().lower()
    with transaction.atomic():
        _lock(council)
        if Membership.objects.filter(council=council, user__email=email).exists():
            raise NotInvited(_("%(email)s is a member for the council already.") % {"email": email})
        pending = council.invitations.pending().filter(email=email).first()
        if pending and pending.is_open:
            raise NotInvited(
                _("%(email)s has been invited already. Send the invitation again, or withdraw it first.")
                % {"email": email}
            )
        if pending:
            _withdraw(pending)
        invitation, mail = _write(council, email, role, by=by, site=site)
    post([mail])
    return invitation


def resend(*, invitation: Invitation, by: User, site: str) -> Invitation:
    """A new link in place of the old one, which stops working. Raises NotInvited, or NotSent with the new one kept."""
    with transaction.atomic():
        council = _lock(invitation.council)
        _must_be_pending(invitation)
        _withdraw(invitation)
        again, mail = _write(council, invitation.email, invitation.role, by=by, site=site)
    post([mail])
    return again


def withdraw(*, invitation: Invitation) -> None:
    """Make the link worthless. Raises NotInvited where it has been accepted or withdrawn already."""
    with transaction.atomic():
        _lock(invitation.council)
        _must_be_pending(invitation)
        _withdraw(invitation)


def accept(*, invitation: Invitation, user: User) -> Membership:
    """Join the council by an invitation to one's own address. Raises NotInvited."""
    with transaction.atomic():
        _lock(invitation.council)
        _must_be_open(invitation)
        return _join(invitation, user)


def sign_up(*, invitation: Invitation, name: str, job_title: str, password: str) -> User:
    """A new person, who proves by the link that the address is theirs, joins the council. Raises NotInvited."""
    with transaction.atomic():
        _lock(invitation.council)
        _must_be_open(invitation)
        if User.objects.filter(email=invitation.email).exists():
            raise NotInvited(_("There is an account with this address already: sign in first."))
        user = User.objects.create_user(invitation.email, password, name=name, job_title=job_title)
        _join(invitation, user)
    return user


def _lock(council: Council) -> Council:
    """Wait for others who change who belongs to the council."""
    return Council.objects.select_for_update().get(pk=council.pk)


def _must_be_pending(invitation: Invitation) -> None:
    invitation.refresh_from_db(fields=["accepted_at", "withdrawn_at", "expires_at"])
    if invitation.accepted_at:
        raise NotInvited(_("%(email)s has accepted the invitation already.") % {"email": invitation.email})
    if invitation.withdrawn_at:
        raise NotInvited(_("The invitation to %(email)s was withdrawn already.") % {"email": invitation.email})


def _must_be_open(invitation: Invitation) -> None:
    _must_be_pending(invitation)
    if not invitation.is_open:
        raise NotInvited(_("The invitation has expired."))


def _withdraw(invitation: Invitation) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])


def _write(council: Council, email: str, role: str, *, by: User, site: str) -> tuple[Invitation, EmailMessage]:
    # An invitation is a letter to an address that somebody typed: without a limit Cairn could be used to pester people.
    a_day_ago = timezone.now() - timedelta(days=1)
    if council.invitations.filter(created_at__gt=a_day_ago).count() >= A_DAY_FOR_A_COUNCIL:
        raise NotInvited(
            _("%(council)s has sent %(number)s invitations in the last 24 hours, the most it may. Try again tomorrow.")
            % {"council": council.short_name, "number": A_DAY_FOR_A_COUNCIL}
        )
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        council=council, email=email, role=role, invited_by=by, token_digest=Invitation.digest(token)
    )
    mail = letter(
        "councils/email/invitation", to=email, site=site, invitation=invitation, link=site + Invitation.path(token)
    )
    return invitation, mail


def _join(invitation: Invitation, user: User) -> Membership:
    if not invitation.is_for(user):
        raise NotInvited(_("The invitation is for somebody else."))
    # Somebody who has become a member in the meantime keeps the role they were given.
    membership, _created = Membership.objects.get_or_create(
        user=user, council=invitation.council, defaults={"role": invitation.role}
    )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return membership
