"""The forms of Socitm's desk. Those that choose are sent with GET, so that a choice can be bookmarked and passed on."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessment.rounds import framework_versions
from assessment.written import DATE_FORMATS
from councils.models import TypeGroup
from frameworks.definition import Framework
from reports.compare import BY_NAME, BY_POPULATION, LOWEST_FIRST, RURAL_BANDS, Show, Wanted, named
from reports.socitm.progress import Stage
from reports.socitm.side_by_side import FEWEST, MOST

RURAL_LABELS = {
    "urban": _("Mostly urban: under 26% of people live in rural areas"),
    "mixed": _("Mixed: 26% to 49%"),
    "rural": _("Mostly rural: 50% or more"),
}
# More than any place on earth holds.
MOST_PEOPLE = 100_000_000


class Day(forms.DateField):
    """A day as people write it."""

    def __init__(self, *, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10"}),
            error_messages={
                "required": _("Enter a day, month and year, for example 27/3/2027"),
                "invalid": _("Enter a day, month and year, for example 27/3/2027"),
            },
        )


class DatesForm(forms.Form):
    """When a round opens, closes and publishes."""

    opens = Day(label=_("Opens on"), help_text=_("For example, 27/3/2027"))
    closes = Day(label=_("Closes on"))
    publishes = Day(label=_("Findings published on"))
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes, publishes = data.get("opens"), data.get("closes"), data.get("publishes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("A round closes on the day it opens, or later"))
        if closes and publishes and publishes < closes:
            self.add_error("publishes", _("Findings are published on the day the round closes, or later"))
        return data


class RoundForm(DatesForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Councils see it, for example “2027 round”"),
        error_messages={"required": _("Enter a name")},
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=50,
        help_text=_("The part of its pages’ addresses that names the round, for example “2027”"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={
            "required": _("Enter an address"),
            "invalid": _("Use letters, numbers, hyphens and underscores alone in the address"),
        },
    )
    framework = forms.ChoiceField(
        label=_("Questionnaire"),
        help_text=_("A round keeps its version of the questionnaire for good"),
        choices=framework_versions,
    )
    made_up = forms.BooleanField(
        label=_("A demonstration: every answer in it is made up"),
        help_text=_("Every page, file and picture of the round says so"),
        required=False,
    )
    field_order = ["name", "slug", "framework", "opens", "closes", "publishes", "made_up"]


class Choice(forms.ChoiceField):
    """One of a list, or nothing. What is not in the list comes from an address someone has changed."""

    def __init__(self, *, label: Any, choices: Any = ()) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=choices,
            error_messages={"invalid_choice": _("“%(value)s” is not in the list: choose again")},
        )


class ProgressForm(forms.Form):
    """Which councils of a round to list."""

    q = forms.CharField(label=_("Name, or part of it"), required=False, max_length=100)
    group = Choice(label=_("Kind of council"), choices=[("", _("Every kind")), *TypeGroup.choices])
    stage = Choice(label=_("How far"), choices=[("", _("Any")), *Stage.choices])
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class People(forms.IntegerField):
    """A number of people, with or without commas."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
            error_messages={"invalid": _("Enter a number of people, for example 150,000")},
            validators=[
                MinValueValidator(0, _("Enter a number of people that is not below 0")),
                MaxValueValidator(MOST_PEOPLE, _("Enter a smaller number of people")),
            ],
        )

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.replace(",", "").replace(" ", "") if isinstance(value, str) else value)


class CompareForm(forms.Form):
    """Which signed councils to compare, by what they are or by name, and in what order."""

    group = Choice(label=_("Kind of council"), choices=[("", _("Every kind")), *TypeGroup.choices])
    nation = Choice(label=_("Nation"))
    region = Choice(label=_("Region"))
    rural = Choice(
        label=_("Urban or rural"),
        choices=[("", _("Any")), *((key, RURAL_LABELS[key]) for key in RURAL_BANDS)],
    )
    population_from = People(label=_("Population from"))
    population_to = People(label=_("Population to"))
    names = forms.CharField(
        label=_("Councils by name"),
        help_text=_("One a line: a name, or part of it. Leave it empty for all."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    show = Choice(
        label=_("Show"),
        choices=[
            (Show.SCORE.value, _("Scores, 0 to 100")),
            (Show.LEVEL.value, _("Levels, 0 to 4")),
            (Show.EVIDENCED.value, _("Evidenced scores, 0 to 100")),
        ],
    )
    sort = Choice(label=_("Order"))
    use_required_attribute = False

    def __init__(self, data: Any, *, facts: pd.DataFrame, framework: Framework) -> None:
        super().__init__(data)
        self.facts = facts
        for name, everything in (("nation", _("Every nation")), ("region", _("Every region"))):
            found = sorted(facts[name].unique())
            self.fields[name].choices = [("", everything), *((one, one) for one in found)]  # type: ignore[attr-defined]
        self.fields["sort"].choices = list(_orders(framework))  # type: ignore[attr-defined]

    def clean_names(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.cleaned_data["names"].splitlines())
        parts = tuple(dict.fromkeys(line for line in lines if line))
        unknown = [part for part in parts if not named(self.facts, part).any()]
        if unknown:
            raise forms.ValidationError(
                _now("No council that has signed this round has %(names)s in its name")
                % {"names": get_text_list([f"“{part}”" for part in unknown[:5]], _now("or"))}
            )
        return parts

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lowest, highest = data.get("population_from"), data.get("population_to")
        if lowest is not None and highest is not None and highest < lowest:
            self.add_error("population_to", _("Enter a population that is not below the one it goes from"))
        return data

    @property
    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(**data | {"sort": data["sort"] or BY_NAME, "show": Show(data["show"] or Show.SCORE)})


def _orders(framework: Framework) -> Iterator[tuple[Any, Any]]:
    titles = [(dimension.code, dimension.title) for dimension in framework.dimensions]
    yield BY_NAME, _("By name")
    yield BY_POPULATION, _("Largest population first")
    yield _("Highest first"), titles
    yield (
        _("Lowest first"),
        [(f"{LOWEST_FIRST}{code}", _now("%(title)s, lowest first") % {"title": title}) for code, title in titles],
    )


class SideBySideForm(forms.Form):
    """Two to six councils, by their slugs."""

    council = forms.MultipleChoiceField(
        label=_("Councils"),
        error_messages={
            "required": _("Choose two to six councils"),
            "invalid_choice": _("“%(value)s” has not signed this round. Choose councils that have."),
        },
        widget=forms.MultipleHiddenInput,
    )

    def __init__(self, data: Any, *, facts: pd.DataFrame) -> None:
        super().__init__(data)
        self.codes = dict(zip(facts["slug"], facts.index, strict=True))
        self.fields["council"].choices = [(slug, slug) for slug in self.codes]  # type: ignore[attr-defined]

    def clean_council(self) -> list[str]:
        """GSS codes, each once, in the order they were picked."""
        picked = list(dict.fromkeys(self.cleaned_data["council"]))
        if not FEWEST <= len(picked) <= MOST:
            raise forms.ValidationError(
                _now("Choose two to six councils: you have chosen %(count)d") % {"count": len(picked)}
            )
        return [self.codes[slug] for slug in picked]
