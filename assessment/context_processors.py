from functools import partial
from typing import Any

from django.http import HttpRequest

from assessment.access import is_socitm
from assessment.second_factor import lacks_second_factor
from councils.models import User


def person(request: HttpRequest) -> dict[str, Any]:
    """Whether the person at the screen works at Socitm's desk, and whether a second factor still stands before it."""
    user = getattr(request, "user", None)
    # Asked by one page alone, so that no other pays for the query.
    missing = partial(lacks_second_factor, user)
    return {"at_socitm": isinstance(user, User) and is_socitm(user), "lacks_second_factor": missing}
