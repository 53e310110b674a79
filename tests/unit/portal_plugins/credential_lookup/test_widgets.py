"""The list of districts, drawn at once, is the one that the stock widget's templates draw."""

import pytest
from django import forms
from django.test.html import parse_html

from portal_plugins.credential_lookup.widgets import LongSelect

CHOICES = [("", "All districts"), ("0101", "Ashford"), ('"<&', "O'Neill & <Sons>"), ("2", "Two")]


@pytest.mark.parametrize("value", ["", None, "0101", '"<&', "2", "unknown", "\x00"])
def test_list_is_drawn_as_the_stock_one(value: str | None) -> None:
    attrs = {"id": "id_district", "class": "usa-select", "aria-invalid": "true", "disabled": False}

    drawn, stock = (
        widget(choices=CHOICES).render("district", value, attrs)
        for widget in (LongSelect, forms.Select)
    )

    assert parse_html(drawn) == parse_html(stock)
