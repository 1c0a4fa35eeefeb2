from typing import Any

from django.http import HttpRequest

from assessment.access import is_socitm
from councils.models import User


def person(request: HttpRequest) -> dict[str, Any]:
    """Whether the person at the screen works at Socitm's desk, for the service navigation."""
    user = getattr(request, "user", None)
    return {"at_socitm": isinstance(user, User) and is_socitm(user)}
