"""From the checked shapes of YAML files to the frozen definition."""

from collections.abc import Mapping
from fractions import Fraction

from frameworks import definition, schema


def build(frame: schema.FrameFile, files: Mapping[str, schema.DimensionFile], checksum: str) -> definition.Framework:
    """`files` by dimension slug. Nothing is checked here: frameworks.faults has been asked before."""
    head = frame.framework
    return definition.Framework(
        slug=head.slug,
        version=head.version,
        title=head.title,
        about=head.about,
        published=head.published,
        language=head.language,
        checksum=checksum,
        levels=tuple(definition.LevelName(level.level, level.name, level.kind) for level in frame.levels),
        elements=tuple(definition.Element(element.slug, element.name, element.about) for element in frame.elements),
        roles=frame.roles,
        documents=tuple(
            definition.Document(key, document.title, document.publisher, document.year)
            for key, document in head.sources.items()
        ),
        lenses=tuple(
            definition.Lens(
                lens.slug, lens.name, lens.about, tuple(_dimension(files[slug]) for slug in lens.dimensions)
            )
            for lens in frame.lenses
        ),
        statements=frame.statements,
        scoring=definition.ScoringRules(
            frame.scoring.coverage_needed, frame.scoring.warning_cap, frame.scoring.unevidenced_cap
        ),
    )


def points(level: schema.Level) -> Fraction:
    """What a level counts: its number, unless the file says otherwise."""
    return Fraction(level.level) if level.points is None else level.points


def _dimension(file: schema.DimensionFile) -> definition.Dimension:
    head = file.dimension
    return definition.Dimension(
        code=head.code,
        slug=head.slug,
        lens=head.lens,
        title=head.title,
        about=head.about,
        source=_source(head.source),
        questions=tuple(_question(question) for question in file.questions),
    )


def _question(question: schema.Question) -> definition.Question:
    return definition.Question(
        code=question.code,
        element=question.element,
        ask=question.ask,
        why=question.why,
        who_could_answer=question.who_could_answer,
        source=_source(question.source),
        covers=question.covers,
        today=question.today,
        levels=tuple(_level(level) for level in question.levels),
        warning_signs=question.warning_signs,
        pulse=question.pulse,
        weight=question.weight,
        applies_to=definition.AppliesTo(question.applies_to.types, question.applies_to.nations),
    )


def _level(level: schema.Level) -> definition.Level:
    return definition.Level(
        level=level.level,
        text=level.text,
        evidence=level.evidence,
        next=definition.NextStep(level.next.actor, level.next.step) if level.next else None,
        points=points(level),
    )


def _source(source: schema.Source) -> definition.Source:
    return definition.Source(source.document, source.heading, source.passage)
