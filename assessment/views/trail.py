"""The way up from a page of an assessment, for its breadcrumbs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.models import Assessment

Crumbs = list[tuple[str, str]]


def to_round(assessment: Assessment) -> Crumbs:
    return [(reverse("assessment:council", args=[assessment.council.slug]), assessment.council.short_name)]


def to_tasks(assessment: Assessment) -> Crumbs:
    return [*to_round(assessment), (assessment.get_absolute_url(), assessment.round.name)]


def to_opinions(assessment: Assessment) -> Crumbs:
    address = reverse("assessment:opinions", args=[assessment.council.slug, assessment.round.slug])
    return [*to_tasks(assessment), (address, _("Colleagues’ views"))]


def to_plan(assessment: Assessment) -> Crumbs:
    address = reverse("assessment:plan", args=[assessment.council.slug, assessment.round.slug])
    return [*to_tasks(assessment), (address, _("Route plan"))]
