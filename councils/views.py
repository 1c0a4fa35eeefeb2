"""A person's own: accepting an invitation, and choosing whether to be reminded."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from councils.forms import RemindersForm, SignUpForm
from councils.inviting import NotInvited, accept, sign_up
from councils.models import Invitation, User
from councils.requests import SignedInRequest


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation's link leads. It is open to whoever has the link: they are known by it, or sign in."""
    invitation = Invitation.objects.by_token(token).select_related("council", "invited_by").first()
    if invitation is None:
        return render(request, "councils/no_invitation.html", status=404)
    if not invitation.is_open:
        return _show(request, invitation, status=410)
    if isinstance(request.user, User):
        return _accept(request, invitation, request.user)
    if User.objects.filter(email=invitation.email).exists():
        return _show(request, invitation, has_account=True)
    return _sign_up(request, invitation)


def _accept(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if not invitation.is_for(user):
        return _show(request, invitation, status=403 if request.method == "POST" else 200, somebody_else=True)
    if request.method != "POST":
        return _show(request, invitation)
    try:
        membership = accept(invitation=invitation, user=user)
    except NotInvited:
        # Somebody was quicker, or withdrew it just now: the page says which.
        return _show(request, invitation, status=410)
    return _welcome(request, invitation, membership.get_role_display())


def _sign_up(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = SignUpForm(invitation.email, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, invitation, form=form)
    try:
        user = sign_up(invitation=invitation, **form.cleaned_data)
    except NotInvited:
        return redirect(request.path)
    get_adapter(request).login(request, user)
    return _welcome(request, invitation, invitation.get_role_display())


def _welcome(request: HttpRequest, invitation: Invitation, role: str) -> HttpResponse:
    words = _("You have joined %(council)s. Your role is %(role)s.")
    messages.success(request, words % {"council": invitation.council.name, "role": role.lower()})
    return redirect("assessment:council", invitation.council.slug)


def _show(request: HttpRequest, invitation: Invitation, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "councils/invitation.html", {"invitation": invitation, **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: SignedInRequest) -> HttpResponse:
    """The off switch: where a reminder's last line leads."""
    form = RemindersForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        said = _("You will be reminded by e-mail.") if request.user.reminders else _("You will not be reminded again.")
        messages.success(request, said)
        return redirect("account")
    return render(request, "councils/reminders.html", {"form": form})
