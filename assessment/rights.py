"""What a person may do, one flag an act. Which role has which rights is in access.py alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rights:
    """What one person may do with one council's assessments."""

    read: bool = False
    opine: bool = False
    answer: bool = False
    invite: bool = False
    manage: bool = False
    submit: bool = False
    sign: bool = False
    reopen: bool = False
    report: bool = False
