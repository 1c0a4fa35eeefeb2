"""What somebody says to a question, as a plain value: compared, kept in the history, and shown side by side."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from assessment.models import Answer, Evidence
from frameworks.definition import Question
from frameworks.scores import State


@dataclass(frozen=True)
class Reference:
    """One piece of evidence: where to find something that shows the answer is true."""

    title: str
    where: str = ""
    page: str = ""
    dated: date | None = None

    @property
    def is_link(self) -> bool:
        return self.where.startswith(("https://", "http://"))


@dataclass(frozen=True, kw_only=True)
class Said:
    """The content of an answer. `warnings` are the numbers of the ticked warning signs, from 1, in order."""

    state: State = State.UNANSWERED
    level: int | None = None
    warnings: tuple[int, ...] = ()
    reason: str = ""
    note: str = ""
    evidence: tuple[Reference, ...] = ()

    @property
    def said(self) -> "Said":
        """The content alone, so that a draft and an answer can be compared."""
        return Said(**{field.name: getattr(self, field.name) for field in fields(Said)})

    @property
    def lacks_evidence(self) -> bool:
        """A level above 1 with nothing to show counts as 1 in the evidenced figures."""
        return self.level is not None and self.level > 1 and not self.evidence

    def as_data(self, version: int) -> dict[str, Any]:
        """As AnswerChange keeps it. Read back by `from_data`."""
        data = asdict(self.said)
        data["evidence"] = [item | {"dated": item["dated"] and item["dated"].isoformat()} for item in data["evidence"]]
        return data | {"state": self.state.value, "warnings": list(self.warnings), "version": version}

    @classmethod
    def from_data(cls, data: dict[str, Any] | None) -> "Said":
        if data is None:
            return UNANSWERED
        return Said(
            state=State(data["state"]),
            level=data["level"],
            warnings=tuple(data["warnings"]),
            reason=data["reason"],
            note=data["note"],
            evidence=tuple(
                Reference(**item | {"dated": date.fromisoformat(item["dated"]) if item["dated"] else None})
                for item in data["evidence"]
            ),
        )

    @classmethod
    def by(cls, answer: Answer | None) -> "Said":
        """What a stored answer says."""
        if answer is None:
            return UNANSWERED
        return Said(
            state=State(answer.state),
            level=answer.level,
            warnings=tuple(answer.warnings),
            reason=answer.reason,
            note=answer.note,
            evidence=tuple(Reference(row.title, row.where, row.page, row.dated) for row in answer.evidence.all()),
        )


UNANSWERED = Said()


@dataclass(frozen=True, kw_only=True)
class Draft(Said):
    """What somebody wants to save, and the `version` of the answer they had read (0: there was none).

    `why` goes into the history, and is no part of the answer.
    """

    question: str
    version: int = 0
    why: str = ""

    @classmethod
    def of(cls, question: str, said: Said, *, version: int, why: str = "") -> Self:
        content = {field.name: getattr(said, field.name) for field in fields(Said)}
        return cls(question=question, version=version, why=why, **content)

    def check(self, question: Question) -> None:
        """Raises ValueError for what no form lets through: a level or warning sign the question does not have."""
        if self.state is State.UNANSWERED and self.said != UNANSWERED:
            raise ValueError(f"{self.question}: there is no answer to keep a note, a reason or evidence with")
        if (self.state is State.LEVEL) != (self.level is not None):
            raise ValueError(f"{self.question}: a level goes with the state 'level' alone")
        if self.level is not None and self.level not in question.points:
            raise ValueError(f"{self.question} has no level {self.level}")
        if not set(self.warnings) <= set(range(1, len(question.warning_signs) + 1)):
            raise ValueError(f"{self.question} has no warning sign {max(self.warnings)}")
        if self.state is State.NOT_APPLICABLE and not self.reason:
            raise ValueError(f"{self.question}: not applicable needs a reason")

    @property
    def columns(self) -> dict[str, Any]:
        """The content, evidence apart, as columns of Answer. What has changed is no longer checked."""
        return {
            "state": self.state.value,
            "level": self.level,
            "warnings": list(self.warnings),
            "reason": self.reason,
            "note": self.note,
            "checked": False,
        }


def rows_of(answer: Answer, evidence: Iterable[Reference]) -> list[Evidence]:
    """Evidence rows of an answer, not saved."""
    return [Evidence(answer=answer, **asdict(reference)) for reference in evidence]
