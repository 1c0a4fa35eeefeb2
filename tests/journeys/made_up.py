"""A small round of made-up answers: enough councils of one kind for medians and quartiles."""

from assessment import actions
from assessment.demo import made_up_drafts
from assessment.models import Assessment, Round, Snapshot
from councils.models import Council
from tests.conftest import make_council

# Ten peers for quartiles, and some to spare.
PEERS = 13


def answer_as_made_up(assessment: Assessment) -> None:
    """Answers to whatever is not answered yet."""
    answered = set(assessment.answers.values_list("question", flat=True))
    drafts = made_up_drafts(assessment.framework, assessment.council, year=2026)
    actions.save_answers(
        assessment=assessment, by=None, drafts=[draft for draft in drafts if draft.question not in answered]
    )


def sign_as_made_up(council: Council, round: Round) -> Snapshot:
    assessment = actions.start(council=council, round=round, by=None)
    answer_as_made_up(assessment)
    actions.submit(assessment=assessment, by=None)
    return actions.sign(assessment=assessment, by=None)


def sign_peers(round: Round) -> list[Council]:
    """Councils of one type group, all signed."""
    peers = [
        make_council(f"E069980{number:02}", f"Peerby {number:02}", population=100_000 + 10_000 * number)
        for number in range(1, PEERS + 1)
    ]
    for council in peers:
        sign_as_made_up(council, round)
    return peers
