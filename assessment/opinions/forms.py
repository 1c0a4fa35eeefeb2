"""The forms of asking around: what a lead asks, and what a colleague thinks."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessment.forms import Option, Text
from assessment.models import Assessment
from assessment.opinion_models import Ask, Opinion
from assessment.opinions.actions import View
from assessment.progress import asked_of
from assessment.wording import level_label, state_label
from assessment.written import DATE_FORMATS
from frameworks.definition import Framework, Question
from frameworks.scores import State

PULSE, CHOSEN = "pulse", "chosen"
TWO_WEEKS = timedelta(days=14)


class AskForm(forms.Form):
    """What to ask whom. Beside the fields here there is one for each dimension, with its questions."""

    what = forms.ChoiceField(label=_("What do you want to ask about?"), widget=forms.RadioSelect, initial=PULSE)
    title = forms.CharField(
        label=_("A title for it"),
        help_text=_("Colleagues see it. For example, “How digital are we? Ten minutes of your view”."),
        max_length=120,
        error_messages={"required": _("Give it a title")},
    )
    remark = Text(
        label=_("What colleagues should know (optional)"),
        help_text=_("For example, why you ask, and when you will come back to them with the result."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    groups = forms.MultipleChoiceField(
        label=_("Who do you ask?"),
        help_text=_("Each person says which of these they are in. Views are shown by group, never by name."),
        choices=Ask.Group.choices,
        initial=list(Ask.Group.values),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group")},
    )
    closes = forms.DateField(
        label=_("Last day"),
        help_text=_("The views are shown when it closes, and not before. For example, 27/3/2027"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10"}),
        error_messages={
            "required": _("Enter the last day"),
            "invalid": _("Enter a day, month and year, for example 27/3/2027"),
        },
    )
    anonymous = forms.BooleanField(
        label=_("Make a link for staff who do not sign in"),
        help_text=_("Whoever has the link can give their view, and nothing is kept that says who they are."),
        required=False,
    )
    use_required_attribute = False

    def __init__(self, assessment: Assessment, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"closes": timezone.localdate() + TWO_WEEKS})
        asked = [(dimension, asked_of(assessment.council, dimension)) for dimension in assessment.framework.dimensions]
        self._pulse = [question.code for _dimension, questions in asked for question in questions if question.pulse]
        pulse_hint = ngettext_lazy(
            "One question. About ten minutes.",
            "%(number)d questions, one a dimension. About ten minutes.",
            len(self._pulse),
        ) % {"number": len(self._pulse)}
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (PULSE, Option(_("The pulse"), pulse_hint)),
            (CHOSEN, Option(_("Questions that I choose"))),
        ]
        for dimension, questions in asked:
            self.fields[f"about_{dimension.code}"] = forms.MultipleChoiceField(
                label=dimension.title,
                required=False,
                choices=[(question.code, f"{question.code}: {question.ask}") for question in questions],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
            )
        self.choosing = [self[name] for name in self.fields if name.startswith("about_")]

    def clean_closes(self) -> Any:
        closes = self.cleaned_data["closes"]
        if closes < timezone.localdate():
            raise forms.ValidationError(_("The last day must be today or later"))
        return closes

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == CHOSEN and not self._chosen(data):
            self.add_error("what", _("Choose at least one question, or ask the pulse"))
        return data

    @property
    def questions(self) -> list[str]:
        """Codes of what is asked about."""
        return self._pulse if self.cleaned_data["what"] == PULSE else self._chosen(self.cleaned_data)

    def _chosen(self, data: dict[str, Any]) -> list[str]:
        return [code for field in self.choosing for code in data.get(field.name, [])]


class GroupForm(forms.Form):
    group = forms.ChoiceField(
        label=_("Which group are you in?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the group you are in")},
    )
    use_required_attribute = False

    def __init__(self, ask: Ask, data: QueryDict | None = None, group: str = "") -> None:
        super().__init__(data, initial={"group": group})
        self.fields["group"].choices = ask.group_choices  # type: ignore[attr-defined]


class AnonymousForm(GroupForm):
    """The key is in the page and nowhere else: whoever has the page open can change what they said."""

    key = forms.CharField(min_length=32, max_length=64, widget=forms.HiddenInput, initial=secrets.token_urlsafe)


class OpinionForm(forms.Form):
    """A view on one question: its prefix is the question's code. Once valid it yields a View, or None."""

    answer = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    comment = Text(
        label=_("Comment"),
        help_text=_("Shown to the team without your name or group. Leave out what could say who you are."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    use_required_attribute = False

    def __init__(
        self,
        question: Question,
        framework: Framework,
        data: QueryDict | None = None,
        opinion: Opinion | None = None,
    ) -> None:
        initial = {}
        if opinion:
            answer = State.DONT_KNOW.value if opinion.level is None else str(opinion.level)
            initial = {"answer": answer, "comment": opinion.comment}
        super().__init__(data, prefix=question.code, initial=initial)
        self.question = question
        self.element = framework.element_name(question.element)
        field = self.fields["answer"]
        field.label = question.ask
        field.choices = [  # type: ignore[attr-defined]
            *((level.level, Option(level_label(framework, level.level), level.text)) for level in question.levels),
            (State.DONT_KNOW.value, Option(state_label(State.DONT_KNOW))),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("comment") and not data.get("answer") and "answer" not in self.errors:
            words = _("Choose an answer to %(code)s, so that your comment can be kept with it")
            self.add_error("answer", words % {"code": self.question.code})
        return data

    @property
    def comment_is_open(self) -> bool:
        return bool(self["comment"].value())

    @property
    def view(self) -> View | None:
        """None: they have said nothing."""
        answer = self.cleaned_data["answer"]
        if not answer:
            return None
        level = None if answer == State.DONT_KNOW.value else int(answer)
        return View(self.question.code, level, self.cleaned_data["comment"])


class AgreeForm(forms.Form):
    """What a workshop agreed on one question. `version` is of the answer that was on the screen."""

    answer = forms.ChoiceField(
        label=_("What do you agree on?"),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": _("Choose the answer you agree on")},
    )
    dissent = Text(
        label=_("Does anybody disagree? (optional)"),
        help_text=_("What they think and why. It is kept with the answer, for those who may read it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(
        self, question: Question, framework: Framework, *, answer: str, version: int, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial={"answer": answer, "version": version})
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            *((str(level.level), level_label(framework, level.level)) for level in question.levels),
            (State.DONT_KNOW.value, state_label(State.DONT_KNOW)),
        ]
