"""The forms of answering: one class for every question of every framework, and the page that holds them."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import count
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.drafts import UNANSWERED, Draft, Reference, Said
from assessment.wording import age_label, level_label, old_label, state_label
from assessment.written import DATE_FORMAT, DATE_FORMATS
from frameworks.definition import Framework, Question
from frameworks.scores import State


class Option(str):
    """A choice's label with, for the crispy pack, a hint under it and a field that choosing it reveals."""

    hint: str
    reveals: BoundField | None = None

    def __new__(cls, label: object, hint: str = "") -> "Option":
        option = super().__new__(cls, label)
        option.hint = hint
        return option


class Text(forms.CharField):
    """Browsers send line ends as \\r\\n: kept as \\n, so that saving again what was read changes nothing."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class EvidenceForm(forms.Form):
    """One reference. A row left blank is no reference, so emptying a row takes it away."""

    title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Say what the evidence is in %(limit_value)d characters or fewer")},
    )
    where = forms.CharField(
        label=_("Link, or name of the document"),
        max_length=500,
        required=False,
        error_messages={"max_length": _("Give the evidence’s link or name in %(limit_value)d characters or fewer")},
    )
    page = forms.CharField(
        label=_("Page"),
        max_length=40,
        required=False,
        error_messages={"max_length": _("Give the page of the evidence in %(limit_value)d characters or fewer")},
    )
    dated = forms.DateField(
        label=_("Date"),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format=DATE_FORMAT),
        error_messages={"invalid": _("Enter the date of the evidence as day, month and year, for example 27/3/2026")},
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In words, where the reference is old.
        self.age = age_label(self.initial.get("dated"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(data.values()) and not data.get("title") and "title" not in self.errors:
            self.add_error("title", _("Say what the evidence is"))
        self.age = age_label(data.get("dated"))
        return data

    @property
    def reference(self) -> Reference | None:
        data = self.cleaned_data
        return Reference(data["title"], data["where"], data["page"], data["dated"]) if data["title"] else None


class QuestionForm(forms.Form):
    """One question: its prefix is the question's code. Once valid it yields a Draft.

    `said` and `version` are what is stored, and not needed where there is `data`: what was posted.
    """

    answer = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    reason = Text(label=_("Why it does not apply"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    warnings = forms.TypedMultipleChoiceField(
        label=_("Warning signs: is any of these true of the council?"),
        help_text=_("With a sign ticked, this answer counts as level 1 at most."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    note = Text(
        label=_("Note for your colleagues"),
        help_text=_("It is signed with the answer: the answer book prints it, and Socitm can read it there."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why = forms.CharField(
        label=_("Why this answer changes (optional)"),
        help_text=_("It is kept in the history, with your name."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Say why the answer changes in %(limit_value)d characters or fewer")},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(
        self,
        question: Question,
        framework: Framework,
        *,
        said: Said = UNANSWERED,
        version: int = 0,
        data: QueryDict | None = None,
    ) -> None:
        initial = {
            "answer": said.level if said.state is State.LEVEL else said.state.value,
            "reason": said.reason,
            "warnings": said.warnings,
            "note": said.note,
            "version": version,
        }
        super().__init__(data, prefix=question.code, initial=initial)
        self.question = question
        self.framework = framework
        self.element = framework.element_name(question.element)
        self.who_could_answer = [framework.roles[role] for role in question.who_could_answer]
        self.said = said
        self._offer(question, framework)
        references: list[Reference | None] = [*said.evidence, None]
        if data is not None:
            references = [None] * _rows_posted(data, question.code)
        self.evidence = [
            EvidenceForm(
                data, prefix=f"{question.code}-evidence-{row}", initial=asdict(reference) if reference else None
            )
            for row, reference in enumerate(references)
        ]
        # In words, for the fold that the evidence is in.
        self.old_evidence = old_label(sum(bool(row.age) for row in self.evidence))

    def _offer(self, question: Question, framework: Framework) -> None:
        answer, warnings = self.fields["answer"], self.fields["warnings"]
        answer.label, answer.help_text = question.ask, question.why
        not_applicable = Option(state_label(State.NOT_APPLICABLE))
        not_applicable.reveals = self["reason"]
        answer.choices = [  # type: ignore[attr-defined]
            *((level.level, Option(level_label(framework, level.level), level.text)) for level in question.levels),
            (State.DONT_KNOW.value, Option(state_label(State.DONT_KNOW))),
            (State.NOT_APPLICABLE.value, not_applicable),
        ]
        if question.warning_signs:
            warnings.choices = list(enumerate(question.warning_signs, start=1))  # type: ignore[attr-defined]
        else:
            del self.fields["warnings"]

    @property
    def is_answered(self) -> bool:
        """There is an answer, to be changed or cleared: what was posted tells by the version it was made from."""
        if self.is_bound:
            return self["version"].value() not in (None, "", "0")
        return self.said.state is not State.UNANSWERED

    @property
    def evidence_is_open(self) -> bool:
        """What is wrong or not saved must not hide behind a fold."""
        return self.is_bound and any(row.has_changed() for row in self.evidence)

    @property
    def note_is_open(self) -> bool:
        return self.is_bound and bool(self["note"].value())

    @property
    def why_is_open(self) -> bool:
        return self.is_bound and bool(self["why"].value())

    @property
    def forms(self) -> list[forms.Form]:
        return [self, *self.evidence]

    def is_valid(self) -> bool:
        return super().is_valid() and all(row.is_valid() for row in self.evidence)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == State.NOT_APPLICABLE.value and not data.get("reason"):
            self.add_error("reason", _("Say why %(code)s does not apply") % {"code": self.question.code})
        elsewhere = any(data.get(name) for name in ("reason", "warnings", "note"))
        if not data.get("answer") and (elsewhere or any(row.has_changed() for row in self.evidence)):
            self.add_error(
                "answer",
                _("Choose an answer to %(code)s, so that what you wrote can be kept with it")
                % {"code": self.question.code},
            )
        return data

    @property
    def draft(self) -> Draft:
        data = self.cleaned_data
        answer = data["answer"]
        if not answer:
            return Draft(question=self.question.code, version=data["version"], why=data["why"])
        is_level = answer.isdigit()
        return Draft(
            question=self.question.code,
            version=data["version"],
            why=data["why"],
            state=State.LEVEL if is_level else State(answer),
            level=int(answer) if is_level else None,
            warnings=tuple(sorted(data.get("warnings", ()))),
            reason=data["reason"] if answer == State.NOT_APPLICABLE.value else "",
            note=data["note"],
            evidence=tuple(row.reference for row in self.evidence if row.reference),
        )

    @property
    def cleared(self) -> Draft:
        """The wish that there be no answer, whatever else was typed."""
        self.is_valid()
        data = self.cleaned_data
        return Draft(question=self.question.code, version=data.get("version", 0), why=data.get("why", ""))

    def without_change(self) -> None:
        """Nothing has changed that the reason could go with: it is asked about rather than dropped."""
        words = _("Change the answer to %(code)s as well: why it changes is kept with a change")
        self.add_error("why", words % {"code": self.question.code})

    def renewed(self, version: int) -> "QuestionForm":
        """The same words, now an answer to `version`."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version)
        form = QuestionForm(self.question, self.framework, data=data)
        form.is_valid()
        return form


def is_posted(question: Question, data: QueryDict) -> bool:
    """Whether a post speaks of this question at all."""
    return f"{question.code}-version" in data


def error_summary(found: Iterable[forms.Form]) -> list[tuple[str, str]]:
    """Every error of a page as (address of the control, words)."""
    return [
        (f"#{_first_control(form[name])}", str(message))
        for form in found
        for name, messages in form.errors.items()
        for message in messages
    ]


def _first_control(field: BoundField) -> str:
    return str(field.subwidgets[0].data["attrs"]["id"])


def _rows_posted(data: QueryDict, code: str) -> int:
    """Evidence rows are numbered from 0 without a gap, as the page was drawn."""
    return next(row for row in count() if not any(name.startswith(f"{code}-evidence-{row}-") for name in data))


class RemarkForm(forms.Form):
    """A few words that go with a step, kept in the record."""

    remark = Text(label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str = "", required: str = "", **kwargs: Any) -> None:
        """`required` is what to say where the remark is missing; without it there need be none."""
        super().__init__(*args, **kwargs)
        remark = self.fields["remark"]
        remark.label = label or remark.label
        if required:
            remark.required = True
            remark.error_messages["required"] = required


class SignForm(forms.Form):
    declaration = forms.BooleanField(
        label=_("I have read these answers. As far as I know they are true of the council today."),
        error_messages={"required": _("Tick the box to say that the answers are true, or return them to the lead")},
    )
