"""The choices of a filter, drawn at once, are those of the stock widget's templates, in labels that need no id."""

import re

import pytest
from django import forms
from django.test.html import parse_html

from portal.casework.radios import RadioSelect

CHOICES = [("", "waiting"), ("a", "A & <B>"), ('"<&', "O'Neill")]


@pytest.mark.parametrize("value", ["", None, "a", '"<&', "unknown", ["a"]])
@pytest.mark.parametrize(
    "attrs", [{"id": "id_stage"}, {"id": "id_stage", "class": "c", "aria-describedby": "x"}]
)
def test_choices_are_drawn_as_the_stock_ones(value: object, attrs: dict[str, str]) -> None:
    drawn, stock = (
        widget(choices=CHOICES).render("stage", value, attrs)
        for widget in (RadioSelect, forms.RadioSelect)
    )

    named = re.sub(r' (?:for|id)="id_stage_\d"', "", stock)
    assert parse_html(drawn) == parse_html(named)
