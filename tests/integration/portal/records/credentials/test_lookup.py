"""The public look-up: who is found by what, which fields are shown, and what it costs."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.records.credentials.lookup import (
    LookupEndorsement,
    LookupRow,
    NameTooShortError,
    find_by_name,
    find_by_number,
)
from portal.records.credentials.status import Status
from portal.records.people.models import FormerName, Person
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def professional() -> None:
    make.make_type_terms(title="Professional Educator Certificate")


def holder(last_name: str, first_name: str = "Ada", **facts: Any) -> Person:
    """Return a person with one certificate."""
    person = make.make_named(last_name, first_name, **facts)
    make.make_held(person)
    return person


def names(text: str) -> list[str]:
    """Return the names that a search shows."""
    return [row.name for row in find_by_name(text, on=ON).rows]


def test_row_has_exactly_the_public_fields() -> None:
    assert [field.name for field in fields(LookupRow)] == [
        "name",
        "certificate_type",
        "endorsements",
        "effective_on",
        "expires_on",
        "status",
        "duplicate_on",
    ]
    assert [field.name for field in fields(LookupEndorsement)] == ["code", "title", "subject"]


def test_row_shows_nothing_else_of_the_person() -> None:
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
    person = holder("Voss", **secrets)
    FormerName.objects.create(person=person, first_name="Ada", last_name="Maidenname")
    number = person.credentials.get().number
    person.credentials.get().endorsements.create(
        endorsement=make.make_endorsement("110", "Unique"), subject="Computer Science"
    )

    (row,) = find_by_name("Maidenname", on=ON).rows

    assert asdict(row) == {
        "name": "Ada Voss",
        "certificate_type": "Professional Educator Certificate",
        "endorsements": ({"code": "110", "title": "Unique", "subject": "Computer Science"},),
        "effective_on": date(2022, 1, 1),
        "expires_on": date(2026, 12, 31),
        "status": Status.ACTIVE,
        "duplicate_on": None,
    }
    shown = repr(row)
    for secret in (*map(str, secrets.values()), "Maidenname", number, str(person.public_id)):
        assert secret not in shown


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        (("O'Neill", "José"), "oneill"),
        (("O'Neill", "José"), "O’NEILL jose"),
        (("Smith-Jones", "Mary Jo"), "smith jones"),
        (("Smith-Jones", "Mary Jo"), "Smith-Jones, Mary"),
        (("Smith-Jones", "Mary Jo"), "smith jones mary jo"),
        (("de la Cruz", "Ana"), "de la cruz ana"),
        (("de la Cruz", "Ana"), "De La Cr"),
        (("Núñez", "Iñaki"), "nun"),
        (("Dąbrowski", "Łukasz"), "Dabrowski Lukasz"),
        (("O", "Mary"), "O Mary"),
        (("O", "Mary"), "o, m"),
        (("N" * 150, "B" * 150), "N" * 150 + " " + "B" * 150),
        (("الحسيني", "نورة"), "الحس"),
        (("李", "明"), "李 明"),
        (("李明", ""), "李明"),
        (("Voss", "Ada"), "  voss   ada  "),
        (("Voss", "Ada"), "Ada Vo"),
        (("de la Cruz", "Ana"), "ana de la cruz"),
        (("Smith-Jones", "Mary Jo"), "Mary Jo Smith"),
        (("de la O'Rourke", "Mary Jo"), "Mary Jo de la O'Rourke"),
        (("O", "Mary Jo"), "mary jo o"),
    ],
)
def test_person_is_found_however_the_name_is_typed(stored: tuple[str, str], typed: str) -> None:
    person = holder(*stored)
    holder("Zzz", "Nobody")

    assert names(typed) == [person.full_name]


@pytest.mark.parametrize("stored", [("Voss", "Ada"), ("de la Cruz", "Mary Jo"), ("Ng", "Y")])
@pytest.mark.parametrize("middle", ["R.", "Rae", "Rae Íris"])
def test_name_is_found_as_it_is_shown_with_its_middle_name(
    stored: tuple[str, str], middle: str
) -> None:
    last, first = stored
    person = holder(last, first, middle_name=middle)
    holder(last, "Zoe", middle_name=middle)
    FormerName.objects.create(person=person, first_name=first, last_name="Maiden")

    assert names(person.full_name) == [person.full_name]
    assert names(f"{last} {first} {middle}") == [person.full_name]
    assert names(f"{last}, {first} {middle}") == [person.full_name]
    assert names(f"{first} {middle} Maiden") == [person.full_name]


def test_first_name_before_a_middle_name_is_a_whole_one() -> None:
    holder("Voss", "Adana", middle_name="Rae")

    assert names("Ada Rae Voss") == []
    assert names("Ada Voss") == ["Adana Rae Voss"]


@pytest.mark.parametrize(
    "typed", ["Reyes", "Voss Bea", "Voss, Bea", "Vosss", "Ad", "Ada", "x" * 5_000, "v%s"]
)
def test_other_names_find_nobody(typed: str) -> None:
    holder("Voss", "Ada")

    assert names(typed) == []


@pytest.mark.parametrize("typed", ["voss%", "vo_s", "v.o.s.s", "voss\x00"])
def test_signs_are_neither_wildcards_nor_faults(typed: str) -> None:
    holder("Voss", "Ada")

    assert names(typed) == ["Ada Voss"]


@pytest.mark.parametrize("typed", ["", " ", "v", "'", "--", "?!", ", Ada", "v,"])
def test_too_little_is_no_search(typed: str) -> None:
    with pytest.raises(NameTooShortError):
        find_by_name(typed, on=ON)


def test_former_name_finds_its_bearer_once() -> None:
    person = holder("Smith", "Ada")
    FormerName.objects.create(person=person, first_name="Ada", last_name="Smithers")

    assert names("smith") == ["Ada Smith"]
    assert names("smithers ada") == ["Ada Smith"]


def test_who_bears_a_name_stands_before_who_bore_it() -> None:
    bore = holder("Abel", "Ada")
    FormerName.objects.create(person=bore, first_name="Ada", last_name="Smith")
    holder("Smith", "Zoë")
    holder("Smithson", "Bea")

    assert names("smith") == ["Zoë Smith", "Bea Smithson", "Ada Abel"]


def test_name_that_reads_both_ways_finds_both_and_each_once() -> None:
    holder("James", "Henry")
    holder("Henry", "James")
    holder("Ada", "Ada")

    assert sorted(names("james henry")) == ["Henry James", "James Henry"]
    assert names("ada ada") == ["Ada Ada"]


def test_person_without_a_certificate_is_not_listed() -> None:
    make.make_named("Voss")

    assert names("voss") == []


def test_page_ends_after_twenty_people_and_says_so() -> None:
    for number in range(20):
        holder("Voss", f"A{number:02}")

    page = find_by_name("voss", on=ON)
    assert (len(page.rows), page.has_more) == (20, False)

    holder("Voss", "Zoë")
    page = find_by_name("voss", on=ON)
    assert (len(page.rows), page.has_more) == (20, True)
    assert page.rows[0].name == "A00 Voss"


@pytest.mark.parametrize("people", [1, 3])
def test_search_costs_three_statements_and_a_number_two(people: int) -> None:
    for number in range(people):
        person = holder("Voss", f"A{number}")
    number_typed = person.credentials.get().number

    with CaptureQueriesContext(connection) as by_name:
        find_by_name("voss", on=ON)
    with CaptureQueriesContext(connection) as by_number:
        find_by_number(number_typed, on=ON)

    assert (len(by_name), len(by_number)) == (3, 2)


def test_number_is_found_as_people_type_it() -> None:
    number = holder("Voss").credentials.get().number

    row = find_by_number(f" {number[:5].lower()}-{number[5:]}", on=ON)

    assert row is not None
    assert row.name == "Ada Voss"


@pytest.mark.parametrize("text", ["", "2222222223", "1' OR 1=1", "٣" * 10, "2" * 5_000, "\x00"])
def test_malformed_number_asks_the_database_nothing(text: str) -> None:
    with CaptureQueriesContext(connection) as statements:
        assert find_by_number(text, on=ON) is None

    assert len(statements) == 0


def test_discipline_shows_only_once_it_is_final() -> None:
    held = holder("Voss").credentials.get()
    make.make_event(held, "revoked", date(2026, 1, 1), is_final=False)
    assert find_by_name("voss", on=ON).rows[0].status == Status.ACTIVE

    make.make_event(held, "revoked", date(2026, 1, 2))
    assert find_by_name("voss", on=ON).rows[0].status == Status.REVOKED


def test_renewal_filed_in_time_shows_as_in_process_with_the_old_date() -> None:
    held = holder("Voss").credentials.get()
    make.make_event(held, "filed", date(2026, 9, 1), application_reference="R1")

    row = find_by_name("voss", on=date(2027, 2, 1)).rows[0]

    assert (row.status, row.expires_on) == (Status.IN_PROCESS, date(2026, 12, 31))
