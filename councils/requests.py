from django.http import HttpRequest

from councils.models import User


class SignedInRequest(HttpRequest):
    """A request that LoginRequiredMiddleware has let through: it has a person."""

    user: User
