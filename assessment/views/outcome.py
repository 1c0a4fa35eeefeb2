"""What is said after a step on the way to signature, before the task list."""

from typing import Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessment.models import Assessment
from councils.mail import NotSent
from councils.models import User
from councils.requests import SignedInRequest, site_of


class Tell(Protocol):
    def __call__(self, assessment: Assessment, *, by: User, site: str) -> list[User]: ...


def done(request: SignedInRequest, assessment: Assessment, words: str) -> HttpResponse:
    """Say it once, however often a button was pressed: the first click's message may not have been read yet."""
    said = False
    # Reading the messages takes them away, so they are put back.
    for message in list(messages.get_messages(request)):
        messages.add_message(request, message.level or messages.INFO, message.message)
        said |= str(message.message).startswith(words)
    if not said:
        messages.success(request, words)
    return redirect(assessment)


def done_and_told(request: SignedInRequest, assessment: Assessment, words: str, tell: Tell) -> HttpResponse:
    """The step stands, whatever becomes of the letters about it."""
    try:
        told = tell(assessment, by=request.user, site=site_of(request))
    except NotSent:
        messages.error(
            request, _("%(done)s The e-mail that says so could not be sent: tell your colleagues.") % {"done": words}
        )
        return redirect(assessment)
    if told:
        names = ", ".join(person.name for person in told)
        words = _("%(done)s %(names)s will hear of it by e-mail.") % {"done": words, "names": names}
    return done(request, assessment, words)
