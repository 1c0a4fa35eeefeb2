"""The crispy pack draws every kind of field in GOV.UK's pattern, so that no page has to."""

import re
from dataclasses import dataclass

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.template import engines


@dataclass(frozen=True)
class Hinted:
    words: str
    hint: str

    def __str__(self) -> str:
        return self.words


class EveryKind(forms.Form):
    email = forms.EmailField(help_text="Your work address", widget=forms.EmailInput(attrs={"placeholder": "Address"}))
    password = forms.CharField(widget=forms.PasswordInput)
    code = forms.CharField(max_length=6, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}))
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    dated = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    role = forms.ChoiceField(choices=[("", "Choose"), ("Members", [("lead", "Lead"), ("viewer", "Viewer")])])
    level = forms.ChoiceField(
        choices=[("0", Hinted("Not started", "Nothing to show")), ("1", Hinted("Planned", ""))],
        widget=forms.RadioSelect,
        help_text="All of it must hold",
    )
    signs = forms.MultipleChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(help_text="There is no way back")
    attached = forms.FileField()
    version = forms.IntegerField(widget=forms.HiddenInput)


GIVEN = {
    "email": "a@b.example",
    "password": "secret",
    "code": "1<2",
    "note": "Line <one>",
    "dated": "2026-11-22",
    "role": "lead",
    "level": "1",
    "signs": ["2"],
    "sure": "on",
    "version": "3",
}


def drawn(form: forms.Form, source: str = "{{ form|crispy }}") -> str:
    return engines["django"].from_string("{% load crispy_forms_tags %}" + source).render({"form": form})


def control(html: str, name: str) -> str:
    """The opening tags of the controls of one field."""
    return "\n".join(re.findall(rf'<(?:input|select|textarea)[^>]* name="{name}"[^>]*>', html))


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        (
            "email",
            ['type="email"', 'class="govuk-input"', 'value="a@b.example"', 'aria-describedby="id_email_helptext"'],
        ),
        ("password", ['type="password"', "govuk-password-input__input"]),
        ("code", ["govuk-input--width-10", 'maxlength="6"', 'value="1&lt;2"']),
        ("note", ['class="govuk-textarea"', 'rows="4"']),
        ("dated", ['type="date"', 'value="2026-11-22"', "govuk-input--width-10"]),
        ("role", ['class="govuk-select"', 'id="id_role"']),
        ("level", ['type="radio"', 'class="govuk-radios__input"', 'aria-describedby="id_level_0_hint"']),
        ("signs", ['type="checkbox"', 'class="govuk-checkboxes__input"', 'id="id_signs_1"']),
        ("sure", ['type="checkbox"', "checked", 'aria-describedby="id_sure_helptext"']),
        ("attached", ['type="file"', 'class="govuk-file-upload']),
        ("version", ['type="hidden"', 'value="3"']),
    ],
)
def test_each_kind_of_field_has_its_govuk_control(name, marks):
    html = control(drawn(EveryKind(GIVEN)), name)
    assert html
    for mark in marks:
        assert mark in html


def test_what_was_given_comes_back():
    html = drawn(EveryKind(GIVEN))
    assert ">Line &lt;one&gt;</textarea>" in html
    assert '<option value="lead" selected>' in html
    assert re.search(r'name="level" id="id_level_1" value="1" checked', html)
    assert re.search(r'name="signs" id="id_signs_1" value="2" checked', html)
    assert 'value="secret"' not in html


def test_labels_and_legends_belong_to_their_controls():
    html = drawn(EveryKind())
    for name in ("email", "password", "code", "note", "dated", "role", "sure", "attached"):
        assert f'for="id_{name}"' in html
    assert len(re.findall("<fieldset", html)) == 2
    assert re.search(r'<fieldset class="govuk-fieldset" aria-describedby="id_level_helptext">', html)
    assert "Nothing to show" in html
    assert 'id="id_level_1_hint"' not in html, "a choice without a hint has no empty one"


def test_ids_are_used_once():
    ids = re.findall(r'\sid="([^"]+)"', drawn(EveryKind({})))
    assert len(ids) == len(set(ids))


def test_a_placeholder_is_not_drawn():
    assert "placeholder" not in drawn(EveryKind())


def test_every_error_is_beside_its_field_and_linked_from_the_summary():
    html = drawn(EveryKind({}), '{% include "components/error_summary.html" %}{{ form|crispy }}')
    targets = set(re.findall(r'<a href="#([^"]+)">This field is required', html))
    assert targets == {
        *(
            f"id_{name}"
            for name in ("email", "password", "code", "note", "dated", "role", "sure", "attached", "version")
        ),
        "id_level_0",
        "id_signs_0",
    }
    for target in targets:
        assert f'id="{target}"' in html
    assert html.count("govuk-form-group--error") == 10, "every field that is seen"
    assert html.count('<span class="govuk-visually-hidden">Error:</span>') == 10
    assert 'aria-describedby="id_email_helptext id_email_error"' in control(html, "email")
    assert 'aria-invalid="true"' in control(html, "role")


def test_a_whole_form_brings_its_token_layout_and_buttons():
    form = EveryKind(GIVEN)
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("Who", "email", "password"), Div("code", css_class="cairn-panel"))
    form.helper.add_input(Submit("save", "Save", css_class="govuk-button--secondary"))
    source = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}")
    html = source.render({"form": form, "csrf_token": "a-token"})
    assert 'value="a-token"' in html
    assert 'enctype="multipart/form-data" novalidate' in html
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Who</legend>' in html
    assert '<div class="cairn-panel"' in html
    assert re.search(
        r'<button type="submit" name="save" value="Save" class="govuk-button\s+govuk-button--secondary"', html
    )
    assert "btn" not in html
    assert 'name="note"' not in html


def test_one_field_alone():
    html = engines["django"].from_string("{% load crispy_forms_tags %}{{ form.code|as_crispy_field }}")
    assert 'name="code"' in html.render({"form": EveryKind()})


def test_no_field_needs_inline_style_or_script():
    html = drawn(EveryKind({}), "{% crispy form %}")
    assert "style=" not in html
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html)
