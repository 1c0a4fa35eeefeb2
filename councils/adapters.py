from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: a person comes by an administrator, a lead's invitation or the demo."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
