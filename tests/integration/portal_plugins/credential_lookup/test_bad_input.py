"""Whatever is typed into the look-up, the page answers with a message beside the field and keeps it."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.integration.portal_plugins.credential_lookup.conftest import Hold, Search

TOO_SHORT = "Type at least two letters."
NO_NUMBER = "This is not a certificate number."
FIELD = r'<input type="text" name="{0}"[^>]*>'


def field_of(html: str, name: str) -> str:
    """Return the markup of a field."""
    (found,) = re.findall(FIELD.format(name), html)
    return unescape(found)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Type the beginning of a last name."),
        ("   ", "Type the beginning of a last name."),
        ("v", TOO_SHORT),
        ("'", TOO_SHORT),
        ("--", TOO_SHORT),
        ("李", TOO_SHORT),
        ("%", TOO_SHORT),
        ("*", TOO_SHORT),
        (", Ada", TOO_SHORT),
        ("Vo\x00ss", "Null characters are not allowed."),
        ("x" * 321, "Type at most 320 characters of the name."),
        ("x" * 10_000, "Type at most 320 characters of the name."),
    ],
)
def test_name_that_is_no_question_is_explained_beside_the_field(
    look_up: Search, hold: Hold, name: str, message: str
) -> None:
    hold("Voss")

    html = look_up(name=name)
    field = field_of(html, "name")

    assert message in unescape(html)
    assert 'aria-invalid="true"' in field
    assert 'id="id_name_error"' in html
    assert "id_name_error" in field
    assert "usa-input--error" in field
    assert 'href="#id_name"' in html
    assert name.strip() in field or "\x00" in name
    assert "Voss" not in html
    assert 'id="results"' not in html


@pytest.mark.parametrize(
    "number",
    ["12AB", "C2MNKQ4628", "0000000000", "abc def ghi j", "١٢٣٤٥٦٧٨٩٠", "李", "'; --", "<script>"],
)
def test_number_that_cannot_be_one_is_explained_beside_the_field(
    look_up: Search, number: str
) -> None:
    html = look_up(number=number)
    field = field_of(html, "number")

    assert NO_NUMBER in html
    assert "It has 10 letters and digits" in html
    assert 'aria-invalid="true"' in field
    assert number in field
    assert "<script>" not in html


def test_number_without_end_is_refused(look_up: Search) -> None:
    assert "Type at most 40 characters of the number." in look_up(number="2" * 10_000)


def test_empty_number_is_asked_for(look_up: Search) -> None:
    assert "Type the number printed on the certificate." in look_up(number="")


@pytest.mark.parametrize(
    "cursor", ["", "x", "-20", "1.5", "٢٠", "²", "9" * 300, "200", "20 OR 1=1", "\x00", "[]"]
)
def test_cursor_that_is_none_begins_anew(look_up: Search, hold: Hold, cursor: str) -> None:
    hold("Voss")

    assert "1 certificate found" in look_up(name="voss", cursor=cursor)


def test_number_goes_first_where_both_are_asked(look_up: Search, hold: Hold) -> None:
    number = hold("Voss").number

    html = look_up(number=number, name="Reyes")

    assert "Ada Voss" in html
    assert 'value="Reyes"' in field_of(html, "name")


@pytest.mark.parametrize("query", ["name=%FF%FEvoss", "name=voss&name=reyes", "name[]=voss&%00=1"])
def test_query_of_any_bytes_is_answered(visitor: Client, look_up: Search, query: str) -> None:
    assert visitor.get(f"/look-up/?{query}").status_code == 200
