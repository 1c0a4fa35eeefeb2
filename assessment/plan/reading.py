"""The route plan as its page shows it: what is agreed, what is proposed, and what became of the round before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.models import Assessment
from assessment.plan.carrying import plan_before
from assessment.plan.proposals import Proposal, Rise, Told, rises
from assessment.plan_models import Action
from assessment.progress import asked_of
from assessment.wording import level_label
from councils.models import Council
from frameworks.definition import Dimension, Framework
from frameworks.scores import Given
from frameworks.scoring import score_question

# How many ways up a level the plan's page names.
CHEAPEST = 3


@dataclass(frozen=True)
class Line:
    """One action, with its codes in words. `reached` says whether the answers bear it out; empty: nothing to say.

    `goes_on` is the same action in the plan of a later round, where alone it can still be late.
    """

    action: Action
    about: str
    actor: str
    reached: str = ""
    borne_out: bool = False
    goes_on: Action | None = None

    @property
    def is_late(self) -> bool:
        return self.action.is_late and self.goes_on is None


@dataclass(frozen=True)
class Counts:
    """How a plan stands."""

    planned: int
    under_way: int
    late: int
    done: int
    dropped: int

    @classmethod
    def of(cls, actions: Iterable[Action]) -> "Counts":
        actions = list(actions)
        by_status = [action.status for action in actions]
        return cls(
            planned=len(actions),
            under_way=by_status.count(Action.Status.UNDER_WAY),
            late=sum(action.is_late for action in actions),
            done=by_status.count(Action.Status.DONE),
            dropped=by_status.count(Action.Status.DROPPED),
        )


@dataclass(frozen=True)
class Offer:
    """A proposal, who must act in words, and the action that was made of it where there is one."""

    proposal: Proposal
    actor: str
    action: Action | None

    @property
    def is_open(self) -> bool:
        return self.action is None


@dataclass(frozen=True)
class OfferedRise:
    """One dimension's way up a level, and what else would raise its score."""

    rise: Rise
    steps: tuple[Offer, ...]
    others: tuple[Offer, ...]

    @property
    def open_steps(self) -> list[Offer]:
        return [offer for offer in self.steps if offer.is_open]

    @property
    def open_others(self) -> list[Offer]:
        return [offer for offer in self.others if offer.is_open]

    @property
    def is_open(self) -> bool:
        return any(offer.is_open for offer in (*self.steps, *self.others))


@dataclass(frozen=True)
class Offers:
    """What the answers propose, where not all of it is in the plan. `waiting`: dimensions not answered in full."""

    rises: tuple[OfferedRise, ...]
    waiting: tuple[Dimension, ...]

    @property
    def open_steps(self) -> list[Offer]:
        """What lifts a level and is not in the plan."""
        return [step for rise in self.rises for step in rise.open_steps]

    @property
    def cheapest(self) -> list[OfferedRise]:
        return [rise for rise in self.rises if rise.open_steps][:CHEAPEST]

    def proposal(self, question: str) -> Proposal | None:
        """What the answer to a question proposes, unless it is in the plan."""
        offers = (offer for rise in self.rises for offer in (*rise.steps, *rise.others) if offer.is_open)
        return next((offer.proposal for offer in offers if offer.proposal.question == question), None)


@dataclass(frozen=True)
class Became:
    """An action of the round before, and what it has come to: where it was carried on, how it stands there."""

    line: Line
    now: Action


@dataclass(frozen=True)
class Before:
    """The plan of the round before, as things stand now."""

    assessment: Assessment
    counts: Counts
    became: tuple[Became, ...]


def offers_of(assessment: Assessment, actions: Iterable[Action], given: Mapping[str, Given]) -> Offers:
    """What the answers propose as they stand. While they are being given, a dimension waits until it is complete."""
    framework, council = assessment.framework, assessment.council
    waiting = tuple(
        dimension
        for dimension in framework.dimensions
        if assessment.status == Assessment.Status.ANSWERING
        and any(question.code not in given for question in asked_of(council, dimension))
    )
    told = Told(
        given, dict(assessment.answers.values_list("question", "warnings")), council.authority_type, council.nation
    )
    ready = [dimension for dimension in framework.dimensions if dimension not in waiting]
    taken = {(action.question, action.kind, action.from_level): action for action in actions}

    def offered(proposals: Iterable[Proposal]) -> tuple[Offer, ...]:
        return tuple(
            Offer(proposal, framework.roles[proposal.actor], taken.get(proposal.key)) for proposal in proposals
        )

    found = [
        OfferedRise(rise, offered(rise.steps), offered(rise.others))
        for rise in rises(framework, told, dimensions=ready)
    ]
    found = [rise for rise in found if rise.is_open]
    # What lifts a level comes first: sorting keeps the order in which rises were found.
    return Offers(tuple(sorted(found, key=lambda rise: not rise.open_steps)), waiting)


def counts_at(council: Council) -> dict[int, Counts]:
    """How each plan of a council stands, by the key of its assessment. No plan, no key."""
    found: dict[int, list[Action]] = {}
    for action in Action.objects.filter(assessment__council=council):
        found.setdefault(action.assessment_id, []).append(action)
    return {assessment: Counts.of(actions) for assessment, actions in found.items()}


def lines_of(framework: Framework, actions: Iterable[Action], given: Mapping[str, Given]) -> list[Line]:
    return [_line(framework, action, given) for action in actions]


def before_of(assessment: Assessment, given: Mapping[str, Given]) -> Before | None:
    """What became of the plan of the round before; None where there was none."""
    earlier = plan_before(assessment)
    if earlier is None:
        return None
    actions = list(earlier.actions.select_related("carried_to__assessment__round"))
    if not actions:
        return None
    now = [getattr(action, "carried_to", action) for action in actions]
    lines = lines_of(assessment.framework, actions, given)
    return Before(earlier, Counts.of(now), tuple(Became(line, action) for line, action in zip(lines, now, strict=True)))


def _line(framework: Framework, action: Action, given: Mapping[str, Given]) -> Line:
    dimension = framework.by_code.get(action.dimension)
    borne_out, reached = _reached(framework, action, given)
    return Line(
        action=action,
        about=dimension.title if dimension else _("The council as a whole"),
        actor=framework.roles.get(action.actor, ""),
        reached=reached,
        borne_out=borne_out,
        goes_on=getattr(action, "carried_to", None),
    )


def _reached(framework: Framework, action: Action, given: Mapping[str, Given]) -> tuple[bool, str]:
    """Whether the answers say that an action has led where it was to lead, and that in words."""
    question = framework.questions.get(action.question)
    if question is None or action.to_level is None:
        return False, ""
    words = {"code": question.code, "wanted": level_label(framework, action.to_level)}
    if action.question not in given:
        return False, _("%(code)s is not answered yet in this round") % words
    now = score_question(question, given[action.question], rules=framework.scoring).effective
    if now is None:
        return False, _("The answer to %(code)s is not known") % words
    if action.kind == Action.Kind.FIND_OUT or now >= action.to_level:
        return True, _("The answer to %(code)s bears it out") % words
    words["now"] = level_label(framework, now)
    return False, _("The answer to %(code)s counts as %(now)s; it was to reach %(wanted)s") % words
