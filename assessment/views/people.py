"""A council's people: who they are, inviting more, changing what they may do, and their leaving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import people as verbs
from assessment.access import get_council, roles_to_give
from assessment.actions import NotAllowed
from assessment.people_forms import InviteForm, RoleForm
from assessment.rights import Rights
from councils import inviting
from councils.mail import NotSent
from councils.models import Council, Invitation, Membership
from councils.requests import SignedInRequest, site_of


@require_safe
def people(request: SignedInRequest, slug: str) -> HttpResponse:
    council, rights = get_council(request.user, slug)
    return _people(request, council, rights, InviteForm(roles_to_give(rights)))


@require_POST
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    council, rights = get_council(request.user, slug, to="invite")
    form = InviteForm(roles_to_give(rights), request.POST)
    if form.is_valid():
        try:
            inviting.invite(council=council, **form.cleaned_data, by=request.user, site=site_of(request))
        except inviting.NotInvited as refusal:
            form.add_error("email", str(refusal))
        except NotSent:
            _say_not_sent(request)
            return redirect("assessment:people", slug)
        else:
            messages.success(request, _("The invitation to %(email)s is sent.") % form.cleaned_data)
            return redirect("assessment:people", slug)
    return _people(request, council, rights, form)


@require_POST
def resend(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, slug, pk)
    try:
        inviting.resend(invitation=invitation, by=request.user, site=site_of(request))
    except inviting.NotInvited as refusal:
        messages.error(request, str(refusal))
    except NotSent:
        _say_not_sent(request)
    else:
        words = _("The invitation to %(email)s is sent again. The link sent before no longer works.")
        messages.success(request, words % {"email": invitation.email})
    return redirect("assessment:people", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, slug, pk)
    if request.method != "POST":
        context = {"invitation": invitation, "crumbs": _to_people(invitation.council)}
        return render(request, "assessment/withdraw.html", context)
    try:
        inviting.withdraw(invitation=invitation)
    except inviting.NotInvited as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("assessment:people", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    membership, roles = _membership(request, slug, pk)
    data = request.POST if request.method == "POST" else None
    form = RoleForm(roles, data, initial={"role": membership.role})
    if form.is_valid():
        try:
            verbs.change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
        except NotAllowed as refusal:
            form.add_error("role", str(refusal))
        else:
            words = _("%(name)s is now %(role)s.")
            names = {"name": membership.user, "role": membership.get_role_display().lower()}
            messages.success(request, words % names)
            return redirect("assessment:people", slug)
    context = {"membership": membership, "form": form, "crumbs": _to_people(membership.council)}
    return render(request, "assessment/change_role.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    membership, _roles = _membership(request, slug, pk)
    if request.method != "POST":
        sent = Invitation.objects.filter(council=membership.council, invited_by=membership.user).pending()
        context = {"membership": membership, "sent": sent, "crumbs": _to_people(membership.council)}
        return render(request, "assessment/remove.html", context)
    try:
        verbs.remove(membership=membership, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is no longer a member.") % {"name": membership.user})
    return redirect("assessment:people", slug)


def _people(request: SignedInRequest, council: Council, rights: Rights, form: InviteForm) -> HttpResponse:
    roles = roles_to_give(rights)
    members = council.memberships.select_related("user").order_by("user__name", "pk")
    invitations = council.invitations.pending().select_related("invited_by") if rights.invite else []
    context = {
        "council": council,
        "rights": rights,
        "members": [(member, member.role in roles and member.user != request.user) for member in members],
        "invitations": [(invitation, invitation.role in roles) for invitation in invitations],
        "roles": list(Membership.Role),
        "form": form,
        "crumbs": [(reverse("assessment:council", args=[council.slug]), council.short_name)],
    }
    return render(request, "assessment/people.html", context)


def _membership(request: SignedInRequest, slug: str, pk: int) -> tuple[Membership, tuple[Membership.Role, ...]]:
    """A member whose role the person may change, and the roles they may give."""
    council, rights = get_council(request.user, slug, to="invite")
    roles = roles_to_give(rights)
    members = council.memberships.select_related("user", "council")
    membership = get_object_or_404(members, pk=pk)
    if membership.role not in roles:
        raise PermissionDenied
    return membership, roles


def _invitation(request: SignedInRequest, slug: str, pk: int) -> Invitation:
    council, rights = get_council(request.user, slug, to="invite")
    invitations = council.invitations.select_related("council", "invited_by")
    invitation = get_object_or_404(invitations, pk=pk)
    if invitation.role not in roles_to_give(rights):
        raise PermissionDenied
    return invitation


def _to_people(council: Council) -> list[tuple[str, str]]:
    return [
        (reverse("assessment:council", args=[council.slug]), council.short_name),
        (reverse("assessment:people", args=[council.slug]), _("People")),
    ]


def _say_not_sent(request: HttpRequest) -> None:
    messages.error(request, _("The invitation is kept, but the e-mail could not be sent. Send it again in a while."))
