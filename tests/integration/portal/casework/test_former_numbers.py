"""Numbers of the former system: staff find people by them, whole and in whatever form, and see them on their page."""

import pytest
from django.test import Client

from benchmarks.plans import Asked, drop_indexes, find_scans, scans_made_dear, watch_asked
from portal.records.models import Credential, Person
from portal.users.models import User
from tests.factories import records as make
from tests.integration.portal.casework.conftest import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PEOPLE = "/admin/records/person/"
TABLES = (Credential._meta.db_table, Person._meta.db_table)


@pytest.fixture
def staff(specialist: User) -> Client:
    """Return the specialist's browser."""
    return browser_of(specialist)


@pytest.fixture
def holder(db: None) -> Person:
    """Return somebody with a certificate of the former system, beside somebody without."""
    person = make.make_named("Castellane", "Noor", ein="4000000001")
    make.make_held(person, legacy_number="OLD0001")
    make.make_held(make.make_named("Weatherby", "Ida", ein="4000000002"))
    return person


def found(staff: Client, typed: str, address: str = PEOPLE) -> tuple[bool, bool]:
    """Return whether the two people are in a list."""
    page = staff.get(address, {"q": typed}).content.decode()
    return "Noor Castellane" in page, "Ida Weatherby" in page


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("OLD0001", True),
        (" old-0001 ", True),
        ("OLD000", False),
        ("OLD00012", False),
        ("%", False),
        ("4000000001", True),
    ],
)
def test_people_are_found_by_the_whole_number(
    staff: Client, holder: Person, typed: str, is_found: bool
) -> None:
    assert found(staff, typed) == (is_found, False)


def test_number_of_digits_alone_is_no_less_one(staff: Client, holder: Person) -> None:
    holder.credentials.update(legacy_number="123456")

    assert found(staff, "123456") == (True, False)


def test_certificates_are_found_by_it_too(staff: Client, holder: Person) -> None:
    assert found(staff, "OLD-0001", "/admin/records/credential/") == (True, False)


def test_page_of_a_person_shows_the_numbers(staff: Client, holder: Person) -> None:
    number = holder.credentials.get().number

    page = staff.get(f"{PEOPLE}inspect/{holder.pk}/").content.decode()

    assert "Numbers in the former system" in page
    assert f"OLD0001 (now {number})" in page


def test_number_is_on_no_public_page(visitor: Client, holder: Person) -> None:
    number = holder.credentials.get().number

    assert b"OLD0001" not in visitor.get(f"/verify/{number}/").content
    assert b"Castellane" not in visitor.get("/look-up/", {"q": "OLD0001"}).content


def search_of(staff: Client) -> Asked:
    """Return the statement that looks people up by a number."""
    with watch_asked() as asked:
        found(staff, "OLD0001")
    return next((sql, values) for sql, values in asked if '"legacy_number" = ' in sql)


def test_number_is_looked_up_in_an_index(staff: Client, holder: Person) -> None:
    asked = search_of(staff)

    with scans_made_dear():
        assert find_scans(asked, TABLES) == []


def test_without_its_index_all_certificates_would_be_read(staff: Client, holder: Person) -> None:
    asked = search_of(staff)

    with drop_indexes(TABLES[0], ("legacy_number",)), scans_made_dear():
        assert TABLES[0] in find_scans(asked, TABLES)
