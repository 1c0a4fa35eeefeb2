from django.http import HttpRequest

from councils.models import User


class SignedInRequest(HttpRequest):
    """A request that LoginRequiredMiddleware has let through: it has a person."""

    user: User


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which reads JSON, and not a browser that shows a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def site_of(request: HttpRequest) -> str:
    """Cairn's address as this visitor knows it, without a slash: for links in the letters a page sends."""
    return f"{request.scheme}://{request.get_host()}"
