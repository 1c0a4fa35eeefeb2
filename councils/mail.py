"""Cairn's own letters: plain text, from a subject and a message template of the same name."""

import smtplib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string


class NotSent(Exception):
    """The mail server did not take a letter."""


def letter(template: str, *, to: str, site: str, **context: Any) -> EmailMessage:
    """A letter from `<template>_subject.txt` and `<template>_message.txt`; `site` is Cairn's address."""
    context |= {"site": site, "email": to}
    # A name typed with a line break must not become a header.
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    body = render_to_string(f"{template}_message.txt", context).strip() + "\n"
    return EmailMessage(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body, to=[to])


def post(letters: Sequence[EmailMessage]) -> None:
    """Hand the letters to the mail server, over one connection. Call it after the transaction. Raises NotSent."""
    if not letters:
        return
    try:
        get_connection().send_messages(letters)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent from error
