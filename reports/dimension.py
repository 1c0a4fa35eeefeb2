"""One dimension of the report: what is claimed, what is evidenced, what holds it back, and what comes next."""

from django.utils.translation import gettext as _

from assessment.snapshot import Signed
from frameworks.cases import Case, case_for
from frameworks.definition import Dimension, Framework
from frameworks.explanation import how_levelled, how_scored
from frameworks.scores import DimensionScore
from reports import charts
from reports.answer_book import question_parts
from reports.chart import Chart
from reports.parts import Change, DimensionPart, Peers, Standing
from reports.route import route_for
from reports.wording import councils, level_in_words, listed, percent, points


def dimension_part(
    signed: Signed, dimension: Dimension, beside: Standing, peers: Peers, change: Change | None
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
        sentence=_sentence(signed, claimed, evidenced, beside, peers),
        held_back=_held_back(signed, claimed),
        how_score=how_scored(claimed),
        how_level=how_levelled(claimed, framework),
        questions=question_parts(signed, dimension, claimed),
        route=route_for(signed, dimension),
        change=change,
        case=case,
        case_source=_case_source(framework, case),
        strip=_strip(dimension, claimed, beside),
    )


def _case_source(framework: Framework, case: Case | None) -> str:
    """"Socitm, title of the document (2010), passage"."""
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
    signed: Signed, claimed: DimensionScore, evidenced: DimensionScore, beside: Standing, peers: Peers
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
    said = [
        _("The council claims %(level)s, with a score of %(score)s of 100.")
        % {"level": _level(signed, claimed), "score": points(claimed.score)}
    ]
    if evidenced.score == claimed.score:
        said.append(_("Every answer that needs evidence names some."))
    else:
        said.append(
            _("Counting only what is evidenced, it is %(level)s and %(score)s.")
            % {"level": _level(signed, evidenced), "score": points(evidenced.score)}
        )
    if beside.median is not None and beside.words:
        said.append(
            _("That is %(position)s %(peers)s (median %(median)s, %(councils)s).")
            % {
                "position": beside.words,
                "peers": peers.name,
                "median": points(beside.median),
                "councils": councils(beside.n),
            }
        )
    elif beside.median is not None:
        said.append(
            _("The median of %(peers)s is %(median)s (%(councils)s).")
            % {"peers": peers.name, "median": points(beside.median), "councils": councils(beside.n)}
        )
    return " ".join(said)


def _held_back(signed: Signed, claimed: DimensionScore) -> str:
    """Which answers set the level."""
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
