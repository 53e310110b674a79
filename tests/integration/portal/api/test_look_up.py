"""The look-up over the API: the page's fields and refusals, in JSON."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.records.people.models import FormerName
from tests.factories import records as make
from tests.integration.portal.api.conftest import Ask, Hold

VALID = "The certificate is valid for the subjects and positions that its endorsements name."
TOO_SHORT = (
    "Type at least two letters. Where a last name has only one, add the first name after it."
)


def test_row_has_exactly_the_public_fields(ask: Ask, hold: Hold) -> None:
    secrets: dict[str, Any] = {
        "ein": "9876543210",
        "registry_id": "REG12345",
        "birth_date": date(1981, 2, 3),
        "email": "ada@example.org",
        "phone": "860-555-0123",
        "address_line": "17 Hidden Lane",
        "address_town": "Secretville",
        "address_zip": "06999",
    }
    held = hold(person=secrets)
    FormerName.objects.create(person=held.person, first_name="Ada", last_name="Maidenname")
    held.endorsements.create(endorsement=make.make_endorsement("110", "Unique"), subject="Robotics")

    response = ask("/look-up", name="maiden")

    assert response.json() == {
        "items": [
            {
                "name": "Ada Voss",
                "certificate_type": "Professional Educator Certificate",
                "endorsements": [{"code": "110", "title": "Unique", "subject": "Robotics"}],
                "effective_on": "2022-01-01",
                "expires_on": "2026-12-31",
                "status": "active",
                "status_label": "active",
                "explanation": VALID,
            }
        ],
        "has_more": False,
        "next_cursor": None,
        "similar_names": [],
    }
    shown = response.content.decode()
    for secret in (*map(str, secrets.values()), "Maidenname", held.number):
        assert secret not in shown


def test_number_is_found_however_it_is_typed(ask: Ask, hold: Hold) -> None:
    number = hold().number

    body = ask("/look-up", number=f" {number[:4].lower()}-{number[4:]}").json()

    assert [row["name"] for row in body["items"]] == ["Ada Voss"]


@pytest.mark.parametrize("query", [{"name": "nobody"}, {"number": "C2MNKQ4627"}])
def test_nothing_found_is_an_empty_answer(ask: Ask, hold: Hold, query: dict[str, str]) -> None:
    hold()

    response = ask("/look-up", **query)

    assert response.status_code == 200
    assert response.json() == {
        "items": [],
        "has_more": False,
        "next_cursor": None,
        "similar_names": [],
    }


@pytest.mark.parametrize("kind", ["suspended", "revoked", "surrendered"])
@pytest.mark.parametrize("is_final", [True, False])
def test_discipline_is_told_only_once_it_is_final(
    ask: Ask, hold: Hold, kind: str, is_final: bool
) -> None:
    make.make_event(hold(), kind, date(2026, 10, 1), is_final=is_final)

    (row,) = ask("/look-up", name="voss").json()["items"]

    assert row["status"] == (kind if is_final else "active")


def test_cursor_leads_through_all_pages(ask: Ask, hold: Hold) -> None:
    for number in range(45):
        hold(f"Voss{number:03}")
    names: list[str] = []
    query = {"name": "voss"}
    while True:
        page = ask("/look-up", **query).json()
        names += [row["name"] for row in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]

    assert names == [f"Ada Voss{number:03}" for number in range(45)]
    assert page["has_more"] is False


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ({}, "name", "Give either a certificate number or a name."),
        ({"name": ""}, "name", "Give either a certificate number or a name."),
        (
            {"name": "voss", "number": "C2MNKQ4627"},
            "name",
            "Give either a certificate number or a name.",
        ),
        ({"name": "v"}, "name", TOO_SHORT),
        ({"name": "\x00"}, "name", TOO_SHORT),
        ({"name": "%%"}, "name", TOO_SHORT),
        ({"name": "x" * 321}, "name", "This value has more than 320 characters."),
        ({"name": "x" * 10_000}, "name", "This value has more than 320 characters."),
        (
            {"number": "12AB"},
            "number",
            "This is not a certificate number. Compare it with the certificate.",
        ),
        ({"number": "2" * 41}, "number", "This value has more than 40 characters."),
        (
            {"name": "voss", "cursor": "x"},
            "cursor",
            "This cursor did not come from a page before.",
        ),
        (
            {"name": "voss", "cursor": "٢٠"},
            "cursor",
            "This cursor did not come from a page before.",
        ),
        (
            {"name": "voss", "cursor": "200"},
            "cursor",
            "This cursor did not come from a page before.",
        ),
        (
            {"name": "voss", "cursor": "9" * 300},
            "cursor",
            "This value has more than 10 characters.",
        ),
    ],
)
def test_question_that_is_none_is_refused_by_field(
    ask: Ask, hold: Hold, query: dict[str, str], field: str, message: str
) -> None:
    hold()

    response = ask("/look-up", **query)

    assert response.status_code == 422
    assert response.json() == {"code": "invalid", "message": message, "field": field}


@pytest.mark.parametrize(
    "name", ["O’Neill", "nunez", "smith jones", "n" * 150, "الحس", "李明", "Vo\x00ss"]
)
def test_unusual_names_are_found(ask: Ask, hold: Hold, name: str) -> None:
    stored = ("O'Neill", "Núñez", "Smith-Jones", "N" * 150, "الحسيني", "李明", "Voss")
    for last_name in stored:
        hold(last_name)

    assert len(ask("/look-up", name=name).json()["items"]) == 1


def test_unknown_parameters_are_ignored(ask: Ask, hold: Hold) -> None:
    hold()

    assert len(ask("/look-up", name="voss", utm_source="x", limit="5000").json()["items"]) == 1


@pytest.mark.parametrize("people", [1, 20])
def test_look_up_costs_three_statements_whatever_is_found(
    ask: Ask, hold: Hold, people: int
) -> None:
    for number in range(people):
        hold(f"Voss{number:03}")

    with CaptureQueriesContext(connection) as captured:
        assert len(ask("/look-up", name="voss").json()["items"]) == people

    assert len(captured) == 3


def test_name_typed_with_a_slip_is_answered_with_similar_ones(ask: Ask, hold: Hold) -> None:
    hold()

    body = ask("/look-up", name="Vsos").json()

    assert (body["items"], body["similar_names"]) == ([], ["Voss"])


def test_district_narrows_a_search_to_its_staff(ask: Ask, hold: Hold) -> None:
    district = make.make_district("Ashford")
    make.make_membership(hold("Voss", "Ada").person, district)
    hold("Voss", "Bea")

    response = ask("/look-up", name="voss", district=district.code)
    similar = ask("/look-up", name="vsos", district=district.code).json()["similar_names"]

    assert [row["name"] for row in response.json()["items"]] == ["Ada Voss"]
    assert b"Ashford" not in response.content
    assert similar == ["Voss"]


def test_districts_can_be_listed(ask: Ask) -> None:
    district = make.make_district("Ashford")

    body = ask("/districts").json()

    assert body == {"items": [{"code": district.code, "name": "Ashford"}]}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"name": "voss", "district": "nowhere"}, "No district of today has this code."),
        ({"name": "voss", "district": "x" * 21}, "This value has more than 20 characters."),
        (
            {"number": "C2MNKQ4627", "district": "1"},
            "A district goes with a name, not with a number.",
        ),
    ],
)
def test_district_that_is_none_is_refused(ask: Ask, query: dict[str, str], message: str) -> None:
    response = ask("/look-up", **query)

    assert response.status_code == 422
    assert response.json() == {"code": "invalid", "message": message, "field": "district"}


def test_district_costs_one_statement_more(ask: Ask, hold: Hold) -> None:
    district = make.make_district("Ashford")
    make.make_membership(hold("Voss").person, district)

    with CaptureQueriesContext(connection) as captured:
        assert ask("/look-up", name="voss", district=district.code).json()["items"]

    assert len(captured) == 4
