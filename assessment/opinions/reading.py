"""What colleagues think, read from a closed ask: the spread by question, who is to be counted, what was written."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from assessment.models import Assessment
from assessment.opinion_models import Ask, Opinion
from assessment.opinions.spread import MIN_GROUP, Spread, View, spread, widest_first
from frameworks.definition import Dimension


def spreads_of(ask: Ask) -> list[Spread]:
    """The spread of each question asked about, in the order of the framework."""
    if ask.is_open:
        raise ValueError("What colleagues think is shown once the ask has closed.")
    views: dict[str, list[View]] = {code: [] for code in ask.questions}
    for question, group, level in ask.opinions.values_list("question", "group", "level"):
        views[question].append(View(group, level))
    return [spread(code, given, list(Ask.Group.values)) for code, given in views.items()]


def gaps_of(ask: Ask) -> list[Spread]:
    """The questions that can be shown, the widest gap first.

    Measured against the answers as they stood when the ask ended, so that the order stays while a workshop works on it.
    """
    return widest_first(spreads_of(ask), _levels_at_the_end(ask))


def comments_on(ask: Ask, questions: Iterable[str]) -> dict[str, list[str]]:
    """What was written, by question: by nobody's name or group, and in an order that says nothing."""
    rows = ask.opinions.filter(question__in=list(questions)).exclude(comment="").values_list("question", "comment")
    found: dict[str, list[str]] = {}
    for question, comment in sorted(rows):
        found.setdefault(question, []).append(comment)
    return found


def people_of(ask: Ask) -> Counter[str]:
    """How many people of each group have given a view."""
    people = set(ask.opinions.order_by().values_list("group", "person", "respondent"))
    return Counter(group for group, _person, _respondent in people)


def where_viewed(assessment: Assessment, dimension: Dimension) -> tuple[int, list[str]] | None:
    """The newest closed ask (its key) with views on a dimension that can be shown, and the codes of the questions."""
    counted = (
        Opinion.objects.filter(
            ask__in=assessment.asks.closed(), question__in=[question.code for question in dimension.questions]
        )
        .values_list("ask", "question")
        .annotate(people=Count("pk"))
        .filter(people__gte=MIN_GROUP)
        .order_by("-ask__asked_at", "-ask", "question")
    )
    found = [(ask, question) for ask, question, _people in counted]
    if not found:
        return None
    newest = found[0][0]
    return newest, [question for ask, question in found if ask == newest]


def _levels_at_the_end(ask: Ask) -> dict[str, int | None]:
    """Agreed levels by question when the ask ended: today's, with what has changed since put back."""
    assessment = ask.assessment
    levels = dict(assessment.answers.filter(question__in=ask.questions).values_list("question", "level"))
    later = assessment.changes.filter(question__in=ask.questions, at__gt=ask.ended_at)
    for question, before in later.order_by("-at", "-pk").values_list("question", "before"):
        levels[question] = before["level"] if before else None
    return levels
