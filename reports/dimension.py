"""One dimension of the report: what is claimed, what is evidenced, what holds it back, and what comes next."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.snapshot import Signed
from frameworks.cases import Case, case_for
from frameworks.definition import Dimension, Framework
from frameworks.scores import DimensionScore
from reports import charts
from reports.answer_book import question_parts
from reports.chart import Chart
from reports.explanation import how_levelled, how_scored
from reports.parts import Change, DimensionPart, Peers, Standing
from reports.route import route_for
from reports.wording import councils, in_words, level_in_words, listed, percent, points


def dimension_part(
    signed: Signed,
    dimension: Dimension,
    beside: Standing,
    peers: Peers,
    change: Change | None,
    shown_beside: Standing,
) -> DimensionPart:
    claimed = signed.claimed.dimensions[dimension.code]
    evidenced = signed.evidenced.dimensions[dimension.code]
    framework = signed.framework
    case = case_for(framework.slug, dimension.code, claimed.level or 0)
    return DimensionPart(
        dimension=dimension,
        lens=framework.lens_of[dimension.code],
        claimed=claimed,
        evidenced=evidenced,
        level=_level(signed, claimed),
        evidenced_level=_level(signed, evidenced),
        standing=beside,
        sentence=_sentence(signed, claimed, evidenced, beside, shown_beside, peers),
        held_back=_held_back(signed, claimed),
        how_score=how_scored(claimed),
        how_level=how_levelled(claimed, framework),
        questions=question_parts(signed, dimension, claimed),
        route=route_for(signed, dimension),
        change=change,
        case=case,
        case_source=_case_source(framework, case),
        strip=_strip(dimension, claimed, beside),
        evidenced_standing=shown_beside,
    )


def _case_source(framework: Framework, case: Case | None) -> str:
    """ "Socitm, title of the document (2010), passage"."""
    if case is None:
        return ""
    document = next(document for document in framework.documents if document.key == case.document)
    return f"{document.publisher}, “{document.title}” ({document.year}), {case.passage}"


def _level(signed: Signed, score: DimensionScore) -> str:
    return level_in_words(score.level, "" if score.level is None else signed.framework.level_name(score.level))


def _strip(dimension: Dimension, claimed: DimensionScore, beside: Standing) -> Chart | None:
    if not claimed.benchmarked or claimed.score is None or beside.median is None:
        return None
    return charts.strip(
        None,
        own=float(claimed.score),
        median=beside.median,
        lower=beside.lower,
        upper=beside.upper,
        key=f"strip-{dimension.slug}",
        title=dimension.title,
    )


def _sentence(
    signed: Signed,
    claimed: DimensionScore,
    evidenced: DimensionScore,
    beside: Standing,
    shown_beside: Standing,
    peers: Peers,
) -> str:
    """What is claimed, what is shown, and where that stands, in two or three sentences."""
    if claimed.score is None:
        if claimed.coverage is None:
            return _("None of these questions applies to the council, so there is no score.")
        return _("No question here has a level yet, so there is no score.")
    if claimed.partial:
        return _(
            "A partial score of %(score)s of 100: only %(coverage)s of the questions have a level, so no level is "
            "claimed and nothing is compared."
        ) % {"score": points(claimed.score), "coverage": percent(claimed.coverage or 0)}
    said = [_claim(signed, claimed), _shown(signed, claimed, evidenced)]
    if beside.median is not None:
        said += _beside(beside, shown_beside, peers)
    return " ".join(said)


def _beside(beside: Standing, shown_beside: Standing, peers: Peers) -> list[str]:
    """The position and the place as claimed, and the position of what each council shows."""
    if not beside.words:
        return [
            _("The median of %(peers)s is %(median)s (%(councils)s).")
            % {"peers": peers.name, "median": points(beside.median), "councils": councils(beside.n)}
        ]
    position = beside.among(peers)
    if beside.place:
        position = _("%(position)s, %(place)s") % {"position": position, "place": beside.place_words}
    said = [_("As claimed, it is %s.") % position]
    if shown_beside.words and shown_beside.position != beside.position:
        said.append(_("Counting only what each council shows, it is %s them.") % shown_beside.words)
    return said


def _claim(signed: Signed, claimed: DimensionScore) -> str:
    held = [question for question in claimed.questions if question.code in claimed.held_back_by]
    if held and all(question.effective is None for question in held):
        # Nobody claims to have nothing in place here: it is only that nobody knows.
        return ngettext(
            "The score over the answers that are known is %(score)s of 100, but the level is %(level)s, because "
            "%(count)s answer is not known.",
            "The score over the answers that are known is %(score)s of 100, but the level is %(level)s, because "
            "%(count)s answers are not known.",
            len(held),
        ) % {
            "score": points(claimed.score),
            "level": f"{claimed.level} ({signed.framework.level_name(claimed.level or 0).lower()})",
            "count": in_words(len(held)),
        }
    return _("The council claims %(level)s, with a score of %(score)s of 100.") % {
        "level": _level(signed, claimed),
        "score": points(claimed.score),
    }


def _shown(signed: Signed, claimed: DimensionScore, evidenced: DimensionScore) -> str:
    """How much of the claim stands on evidence."""
    cap = signed.framework.scoring.unevidenced_cap
    if all(question.effective is None or question.effective <= cap for question in claimed.questions):
        return _("No answer here is high enough to need evidence.")
    if evidenced.score == claimed.score:
        return _("Every answer that needs evidence names some.")
    if evidenced.level == claimed.level:
        return _("Counting only what is evidenced, the score is %(score)s and the level the same.") % {
            "score": points(evidenced.score)
        }
    return _("Counting only what is evidenced, the score is %(score)s and it stands at %(level)s.") % {
        "score": points(evidenced.score),
        "level": _level(signed, evidenced),
    }


def _held_back(signed: Signed, claimed: DimensionScore) -> str:
    """Which answers set the level; "" where none is known."""
    if claimed.score is None:
        return ""
    if not claimed.held_back_by:
        return _("Nothing holds this back: every element is at the highest level.") if claimed.level is not None else ""
    names = [
        signed.framework.element_name(question.element).lower()
        for question in claimed.questions
        if question.code in claimed.held_back_by
    ]
    if len(names) == len(claimed.questions):
        return _("All the elements stand at the same level, so each must rise for the level to rise.")
    return _("What holds it back: %(names)s.") % {"names": listed(names)}
