"""What is agreed of an action, as a value: what a form gives, what a change keeps, what two people may disagree on."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from assessment.plan_models import Action
from frameworks.definition import Framework


@dataclass(frozen=True)
class Terms:
    """What, who, when and why. `dimension` and `actor` are codes of the framework; empty: nothing said."""

    step: str
    dimension: str = ""
    actor: str = ""
    owner: str = ""
    due: date | None = None
    effort: str = Action.Effort.MEDIUM
    impact: str = Action.Impact.MEDIUM
    benefit: str = ""
    partners: str = ""
    status: str = Action.Status.ACCEPTED
    reason: str = ""

    @classmethod
    def of(cls, action: Action) -> Self:
        return cls(**{field.name: getattr(action, field.name) for field in fields(cls)})

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        return cls(**{**known, "due": date.fromisoformat(data["due"]) if data["due"] else None})

    @property
    def columns(self) -> dict[str, Any]:
        return asdict(self)

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**{name: str(value) for name, value in self.columns.items()}, "due": _iso(self.due)}

    def check(self, framework: Framework) -> None:
        """Raises ValueError for what no form would send."""
        if not self.step:
            raise ValueError("an action says what is to be done")
        if self.dimension and self.dimension not in framework.by_code:
            raise ValueError(f"{framework.slug} has no dimension {self.dimension}")
        if self.actor and self.actor not in framework.roles:
            raise ValueError(f"{framework.slug} has no role {self.actor}")
        if self.status == Action.Status.DROPPED and not self.reason:
            raise ValueError("what is dropped says why")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
