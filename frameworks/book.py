"""A framework as its question book shows it: every slug replaced by its name, so that a page only prints."""

from dataclasses import dataclass

from frameworks.definition import Dimension, Framework, Level, Question, Source
from frameworks.effort import estimated_minutes, who_could_answer


@dataclass(frozen=True)
class LevelEntry:
    """One level of a question; `actor` and `step` are empty at the highest level."""

    level: int
    name: str
    text: str
    evidence: str
    actor: str
    step: str


@dataclass(frozen=True)
class QuestionEntry:
    """`applies_to` lists kinds of councils and nations; empty means every council."""

    question: Question
    element: str
    who_could_answer: tuple[str, ...]
    source: str
    applies_to: tuple[str, ...]
    levels: tuple[LevelEntry, ...]


@dataclass(frozen=True)
class DimensionEntry:
    dimension: Dimension
    source: str
    who_could_answer: tuple[str, ...]
    minutes: int
    questions: tuple[QuestionEntry, ...]


@dataclass(frozen=True)
class StatementEntry:
    """A statement of the source and the questions that ask about it."""

    code: str
    text: str
    questions: tuple[str, ...]


def dimension_entry(dimension: Dimension, framework: Framework) -> DimensionEntry:
    return DimensionEntry(
        dimension=dimension,
        source=cited(dimension.source, framework),
        who_could_answer=who_could_answer(dimension, framework),
        minutes=estimated_minutes(len(dimension.questions)),
        questions=tuple(_question_entry(question, framework) for question in dimension.questions),
    )


def statements_of(dimension: Dimension, framework: Framework) -> tuple[StatementEntry, ...]:
    """The source's statements that a dimension answers for, by the dimension's code at the front of theirs."""
    return tuple(
        StatementEntry(code, text, tuple(asked.code for asked in framework.questions.values() if code in asked.covers))
        for code, text in framework.statements.items()
        if code.split("-")[0] == dimension.code
    )


def cited(source: Source, framework: Framework) -> str:
    """A source as a reader can find it: title, publisher and year, then heading and passage."""
    document = next(found for found in framework.documents if found.key == source.document)
    return f"{document.title} ({document.publisher}, {document.year}), {source.heading}: {source.passage}"


def _question_entry(question: Question, framework: Framework) -> QuestionEntry:
    return QuestionEntry(
        question=question,
        element=framework.element_name(question.element),
        who_could_answer=tuple(framework.roles[role] for role in question.who_could_answer),
        source=cited(question.source, framework),
        applies_to=tuple(kind.replace("_", " ") for kind in question.applies_to.types) + question.applies_to.nations,
        levels=tuple(_level_entry(level, framework) for level in question.levels),
    )


def _level_entry(level: Level, framework: Framework) -> LevelEntry:
    return LevelEntry(
        level=level.level,
        name=framework.level_name(level.level),
        text=level.text,
        evidence=level.evidence,
        actor=framework.roles[level.next.actor] if level.next else "",
        step=level.next.step if level.next else "",
    )
