"""Whatever is typed into the look-up, the page answers with a message beside the field and keeps it."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.factories import records as make
from tests.integration.portal_plugins.credential_lookup.conftest import Hold, Search

UNSEEN = "There is a character in it that cannot be seen. It is shown as �: delete it."
NO_PAGE = "The link to more results was cut or changed. Search again to begin with the first."
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
        ("Vo\x00ss", UNSEEN),
        ("Vo\x07ss", UNSEEN),
        ("\x1bVo", UNSEEN),
        ("Vo\x85ss", UNSEEN),
        ("x" * 321, "Type at most 320 characters of the name."),
        ("x" * 10_000, "Type at most 320 characters of the name."),
    ],
)
def test_name_that_is_no_question_is_explained_beside_the_field(
    look_up: Search, hold: Hold, name: str, message: str
) -> None:
    hold("Voss")

    html = look_up(status=422, name=name)
    field = field_of(html, "name")

    assert message in unescape(html)
    assert 'aria-invalid="true"' in field
    assert 'id="id_name_error"' in html
    assert "id_name_error" in field
    assert "usa-input--error" in field
    assert 'href="#id_name"' in html
    assert re.sub("[\x00\x07\x1b\x85]", "�", name.strip(" ")) in field
    assert not set(html) & set("\x00\x07\x1b\x85")
    assert "Voss" not in html
    assert 'id="results"' not in html


@pytest.mark.parametrize("typed", [{"name": "v"}, {"number": "12AB"}])
def test_title_of_the_page_begins_with_the_error(
    look_up: Search, hold: Hold, typed: dict[str, str]
) -> None:
    hold("Voss")

    assert "<title>Error: " in look_up(status=422, **typed)
    assert "<title>Error: " not in look_up(name="voss")


@pytest.mark.parametrize(
    "number",
    ["12AB", "C2MNKQ4628", "0000000000", "abc def ghi j", "١٢٣٤٥٦٧٨٩٠", "李", "'; --", "<script>"],
)
def test_number_that_cannot_be_one_is_explained_beside_the_field(
    look_up: Search, number: str
) -> None:
    html = look_up(status=422, number=number)
    field = field_of(html, "number")

    assert NO_NUMBER in html
    assert "It has 10 letters and digits" in html
    assert 'aria-invalid="true"' in field
    assert number in field
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("", "Type the number printed on the certificate."),
        ("2" * 10_000, "Type at most 40 characters of the number."),
        ("23456\x0089AB", UNSEEN),
        ("23456\x1b89AB", UNSEEN),
    ],
)
def test_number_that_is_no_question_is_explained_beside_the_field(
    look_up: Search, number: str, message: str
) -> None:
    html = look_up(status=422, number=number)
    field = field_of(html, "number")

    assert message in html
    assert 'aria-invalid="true"' in field
    assert "id_number_error" in field
    assert re.sub("[\x00\x1b]", "�", number) in field


def test_tab_and_line_break_that_were_pasted_are_spaces(look_up: Search, hold: Hold) -> None:
    hold("Voss")

    assert "1 certificate found" in look_up(name="voss\tada\r\n")


@pytest.mark.parametrize(
    "cursor", ["x", "-20", "1.5", "٢٠", "²", "9" * 300, "200", "20 OR 1=1", "\x00", "[]", " "]
)
def test_cursor_that_is_none_is_refused_and_keeps_the_question(
    look_up: Search, hold: Hold, cursor: str
) -> None:
    hold("Voss")
    district = make.make_district("Ashford School District")

    html = look_up(status=422, name="voss", district=district.code, cursor=cursor)

    assert NO_PAGE in html
    assert 'value="voss"' in field_of(html, "name")
    assert f'<option value="{district.code}" selected>' in html
    assert "Ada Voss" not in html
    assert 'id="results"' not in html


def test_empty_cursor_is_the_first_page(look_up: Search, hold: Hold) -> None:
    hold("Voss")

    assert "1 certificate found" in look_up(name="voss", cursor="")


def test_district_is_kept_beside_a_name_that_is_no_question(look_up: Search) -> None:
    district = make.make_district("Ashford School District")

    html = look_up(status=422, name="v", district=district.code)

    assert f'<option value="{district.code}" selected>' in html


def test_name_is_kept_beside_a_number_that_is_none(look_up: Search) -> None:
    html = look_up(status=422, name="Vo\x07ss", number="12")

    assert 'value="Vo�ss"' in field_of(html, "name")
    assert 'value="12"' in field_of(html, "number")


SPANISH = {
    "name=v": "Escriba al menos dos letras.",
    "name=": "Escriba el principio de un apellido.",
    "name=" + "x" * 321: "Escriba como máximo 320 caracteres del nombre.",
    "name=Vo%07ss": "Contiene un carácter que no se ve.",
    "name=Vo%00ss": "Contiene un carácter que no se ve.",
    "name=voss&cursor=x": "El enlace a más resultados",
    "name=voss&district=x": "Hoy no conocemos ese distrito.",
    "number=": "Escriba el número",
    "number=12": "Esto no es un número de certificado.",
    "number=" + "2" * 41: "Escriba como máximo 40 caracteres del número.",
    "number=2%1b3": "Contiene un carácter que no se ve.",
}


@pytest.mark.usefixtures("look_up")
@pytest.mark.parametrize("query", SPANISH)
def test_bad_input_has_its_status_and_message_in_spanish(visitor: Client, query: str) -> None:
    response = visitor.get(f"/es/look-up/?{query}")

    assert response.status_code == 422
    assert SPANISH[query] in unescape(response.content.decode())
    assert response["X-Robots-Tag"] == "noindex"


def test_number_goes_first_where_both_are_asked(look_up: Search, hold: Hold) -> None:
    number = hold("Voss").number

    html = look_up(number=number, name="Reyes")

    assert "Ada Voss" in html
    assert 'value="Reyes"' in field_of(html, "name")


@pytest.mark.parametrize("query", ["name=%FF%FEvoss", "name=voss&name=reyes", "name[]=voss&%00=1"])
def test_query_of_any_bytes_is_answered(visitor: Client, look_up: Search, query: str) -> None:
    assert visitor.get(f"/look-up/?{query}").status_code == 200
