"""Any Django form comes out as USWDS: label, hint, error beside the field, and a summary that links to it."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from portal.definitions.fields.dates import MemorableDateField

CHOICES = [("a", "First"), ("b", "Second")]


class EveryControl(forms.Form):
    """One field of each kind of control."""

    name = forms.CharField(help_text="As printed.")
    note = forms.CharField(widget=forms.Textarea, required=False)
    one = forms.ChoiceField(choices=CHOICES)
    radio = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, help_text="Pick one.")
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="I agree")
    born = MemorableDateField()
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(data: dict[str, str] | None = None) -> BeautifulSoup:
    """Return the markup of the form, empty or with what was posted."""
    return BeautifulSoup(str(EveryControl(data)), "html.parser")


@pytest.mark.parametrize("data", [None, {}])
def test_every_control_has_a_label_and_every_reference_a_target(
    data: dict[str, str] | None,
) -> None:
    page = draw(data)
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for control in page.select("input:not([type=hidden]), select, textarea"):
        assert page.select_one(f'label[for="{control["id"]}"]'), control
    for element in page.select("[aria-describedby]"):
        assert set(element["aria-describedby"].split()) <= set(ids)
    for link in page.select("a[href^='#']"):
        assert link["href"][1:] in ids


@pytest.mark.parametrize(
    ("selector", "css_class"),
    [
        ("#id_name", "usa-input"),
        ("#id_note", "usa-textarea"),
        ("#id_one", "usa-select"),
        ("#id_radio_0", "usa-radio__input"),
        ("#id_several_1", "usa-checkbox__input"),
        ("#id_agreed", "usa-checkbox__input"),
        ("#id_born_0", "usa-input"),
    ],
)
def test_control_wears_its_class(selector: str, css_class: str) -> None:
    assert css_class in draw().select_one(selector)["class"]


def test_refused_form_links_each_error_to_its_field() -> None:
    page = draw({})
    links = [link["href"] for link in page.select("[data-error-summary] a")]
    assert links == [
        "#id_name",
        "#id_one",
        "#id_radio_0",
        "#id_several_0",
        "#id_agreed",
        "#id_born_0",
    ]
    assert "There are 6 problems" in page.select_one("[data-error-summary] h2").text
    name = page.select_one("#id_name")
    assert name["aria-invalid"] == "true"
    assert name["aria-describedby"] == "id_name_helptext id_name_error"


def test_empty_form_shows_no_summary() -> None:
    assert draw().select("[data-error-summary], .usa-error-message") == []


def test_what_was_typed_is_escaped() -> None:
    page = draw({"name": '"><script>alert(1)</script>'})
    assert page.select("script") == []
    assert page.select_one("#id_name")["value"] == '"><script>alert(1)</script>'


def test_parts_of_a_date_show_their_labels() -> None:
    labels = [label.text for label in draw().select(".usa-memorable-date label")]
    assert labels == ["Month", "Day", "Year"]
