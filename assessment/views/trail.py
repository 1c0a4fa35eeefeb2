"""The way up from a page of an assessment, for its breadcrumbs."""

from django.urls import reverse

from assessment.models import Assessment

Crumbs = list[tuple[str, str]]


def to_round(assessment: Assessment) -> Crumbs:
    return [(reverse("assessment:council", args=[assessment.council.slug]), assessment.council.short_name)]


def to_tasks(assessment: Assessment) -> Crumbs:
    return [*to_round(assessment), (assessment.get_absolute_url(), assessment.round.name)]
