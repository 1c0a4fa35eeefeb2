"""What an answer workbook is for: its council, round and questions, kept on a hidden sheet of it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from assessment.models import Assessment

SHEET = "Cairn"


def marks_of(assessment: Assessment) -> dict[str, str]:
    framework = assessment.framework
    return {
        "council": assessment.council.name,
        "gss_code": assessment.council.gss_code,
        "round": assessment.round.slug,
        "round_name": assessment.round.name,
        "framework": f"{framework.slug}/{framework.version}",
        "checksum": framework.checksum,
    }


def refusals(found: Mapping[str, str], assessment: Assessment) -> Iterator[str]:
    """Why a workbook with these marks is not for this assessment: at most one sentence."""
    own = marks_of(assessment)
    if not found.keys() >= own.keys():
        yield _(
            "This is not a workbook that was downloaded from this page. Download one, and copy your answers into it."
        )
    elif found["gss_code"] != own["gss_code"]:
        yield _("This workbook is for %(found)s. Choose one that was downloaded for %(own)s.") % {
            "found": found["council"],
            "own": own["council"],
        }
    elif found["round"] != own["round"]:
        yield _("This workbook is for another round, %(found)s. Choose one that was downloaded for %(own)s.") % {
            "found": found["round_name"],
            "own": own["round_name"],
        }
    elif (found["framework"], found["checksum"]) != (own["framework"], own["checksum"]):
        yield _(
            "The questions have changed since this workbook was downloaded. "
            "Download a new one, and copy your answers into it."
        )
