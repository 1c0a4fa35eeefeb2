"""The form of a what-if: one a question, read from the address, so that what is tried can be shared and nothing is
saved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessment.what_if import Asked, Stand
from assessment.wording import level_label, state_label
from frameworks.definition import Framework
from frameworks.rungs import Climb
from frameworks.scores import Trial

ON = "on"
# As much as is repeated of what an address says.
ECHO = 40


class TryForm(forms.Form):
    """One question: another level, and, where they are missing or in the way, its evidence and its warning signs.

    What the address says and the question does not have is left out, and `problem` says so.
    """

    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    evidence = forms.BooleanField(label=gettext_lazy("With evidence to show"), required=False)
    signs = forms.BooleanField(required=False)

    use_required_attribute = False

    def __init__(self, asked: Asked, framework: Framework, data: QueryDict) -> None:
        self.asked, self.framework = asked, framework
        self.code = asked.question.code
        self.problem = ""
        self.now = str(asked.given.state.value if asked.given.level is None else asked.given.level)
        choices = self._choices()
        said = {
            f"{self.code}-level": self._told(data, "level", list(choices)) or self.now,
            f"{self.code}-evidence": self._told(data, "evidence", [ON]),
            f"{self.code}-signs": self._told(data, "signs", [ON]),
        }
        super().__init__(said, prefix=self.code)
        self.fields["level"].choices = list(choices.items())  # type: ignore[attr-defined]
        if asked.given.evidenced:
            del self.fields["evidence"]
        if asked.signs:
            self.fields["signs"].label = ngettext(
                "With its warning sign no longer true", "With its warning signs no longer true", len(asked.signs)
            )
        else:
            del self.fields["signs"]

    def _choices(self) -> dict[str, str]:
        """Every level, the one that stands marked; what is no level can be left as it is, and not be chosen."""
        given = self.asked.given
        words = {str(level.level): level_label(self.framework, level.level) for level in self.asked.question.levels}
        if given.level is None:
            words = {self.now: state_label(given.state), **words}
        return words | {self.now: _("%(answer)s (now)") % {"answer": words[self.now]}}

    def _told(self, data: QueryDict, name: str, known: Sequence[str]) -> str:
        value = str(data.get(f"{self.code}-{name}", ""))
        if value and value not in known:
            self.problem = _("We left out “%(what)s”, because %(code)s has no such level or choice") % {
                "what": value[:ECHO],
                "code": self.code,
            }
            return ""
        return value

    @property
    def element(self) -> str:
        return self.framework.element_name(self.asked.question.element)

    @property
    def trial(self) -> Trial:
        data: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        level = data.get("level", self.now)
        return Trial(
            level=None if level == self.now else int(level),
            evidenced=data.get("evidence", False),
            ends_signs=data.get("signs", False),
        )


def forms_of(stand: Stand, data: QueryDict) -> tuple[list[TryForm], list[tuple[str, str]]]:
    """A form a question, and what was left out as (address of the control, words)."""
    found = [TryForm(asked, stand.framework, data) for asked in stand.asked]
    problems = [(f"#id_{form.code}-level", form.problem) for form in found if form.problem]
    known = {form.add_prefix(name) for form in found for name in TryForm.base_fields}
    problems += [
        ("", _("We left out “%(what)s”, because no question here is called that") % {"what": name[:ECHO]})
        for name in data
        if name.startswith(f"{stand.dimension.code}-") and name not in known
    ]
    return found, problems


def as_query(climb: Climb) -> str:
    """The address's words for trying a climb."""
    said = {}
    for code, trial in climb.trials.items():
        if trial.level is not None:
            said[f"{code}-level"] = str(trial.level)
        if trial.ends_signs:
            said[f"{code}-signs"] = ON
    return urlencode(said)
