"""The look-up by name among the staff of one district: who is found, and that the name still leads."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from portal.records.credentials.lookup import find_by_name
from portal.records.credentials.name_search import may_be_listed, name_conditions, read_searched
from portal.records.credentials.suggestions import suggest_names
from portal.records.models import Membership, Organization, Person
from portal.records.organizations.queries import find_district, list_districts
from portal.records.people.models import FormerName
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 1)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True)
def professional() -> None:
    make.make_type_terms()


@pytest.fixture
def district() -> Organization:
    return make.make_district("Ashford")


def holder(last_name: str, first_name: str = "Ada") -> Person:
    """Return a person with one certificate."""
    person = make.make_named(last_name, first_name)
    make.make_held(person)
    return person


def names(text: str, district: Organization) -> list[str]:
    """Return the names that a search in a district shows."""
    return [row.name for row in find_by_name(text, on=ON, district_id=district.pk).rows]


def test_only_staff_of_the_district_is_found(district: Organization) -> None:
    make.make_membership(holder("Voss", "Ada"), district)
    make.make_membership(holder("Voss", "Bea"), make.make_district("Bethel"))
    holder("Voss", "Cleo")

    assert names("voss", district) == ["Ada Voss"]


@pytest.mark.parametrize(
    ("facts", "is_found"),
    [
        ({}, True),
        ({"starts_on": ON, "ends_on": ON}, True),
        ({"ends_on": date(2026, 10, 31)}, False),
        ({"starts_on": date(2026, 11, 2)}, False),
        ({"role": "officer"}, False),
        ({"role": "administrator"}, False),
    ],
)
def test_membership_counts_while_it_lasts_and_as_staff(
    district: Organization, facts: dict[str, Any], is_found: bool
) -> None:
    make.make_membership(holder("Voss"), district, **facts)

    assert bool(names("voss", district)) is is_found


def test_former_name_finds_its_bearer_in_the_district(district: Organization) -> None:
    person = holder("Voss")
    FormerName.objects.create(person=person, first_name="Ada", last_name="Maidenname")

    assert names("maiden", district) == []
    make.make_membership(person, district)
    assert names("maiden", district) == ["Ada Voss"]


def test_name_with_a_slip_is_suggested_where_its_bearer_works(district: Organization) -> None:
    make.make_membership(holder("Okafor", "Maren"), district)
    elsewhere = make.make_district("Bethel")

    assert suggest_names("Okafro", on=ON, district_id=district.pk) == ("Okafor",)
    assert suggest_names("Okafro", on=ON, district_id=elsewhere.pk) == ()


@pytest.mark.parametrize("people", [1, 3])
def test_search_in_a_district_costs_three_statements(district: Organization, people: int) -> None:
    for number in range(people):
        make.make_membership(holder("Voss", f"A{number}"), district)

    with CaptureQueriesContext(connection) as asked:
        assert len(names("voss", district)) == people

    assert len(asked) == 3


def test_districts_of_a_day_are_those_with_terms_by_name(district: Organization) -> None:
    make.make_district("Zion")
    make.make_district("Closed", valid_to=ON)
    make.make_district("Later", valid_from=date(2026, 11, 2))
    make.make_district("Unsourced", is_active=False, confidence="unverified")
    school = make.make_organization("school")
    make.make_organization("district")

    assert [each.name for each in list_districts(on=ON)] == ["Ashford", "Zion"]
    found = find_district(district.code, on=ON)
    assert found is not None
    assert (found.organization_id, found.name) == (district.pk, "Ashford")
    assert find_district(school.code, on=ON) is None


@pytest.mark.parametrize("typed", ["vos", "vos ada", "ada b vos"])
def test_name_leads_and_the_membership_is_looked_up_in_an_index(
    district: Organization, typed: str
) -> None:
    people = Person.objects.bulk_create(
        Person(first_name="Ada", last_name=a + b + c)
        for a in LETTERS
        for b in LETTERS
        for c in "aeo"
    )
    other = make.make_district("Bethel")
    Membership.objects.bulk_create(
        Membership(
            person=person,
            organization=(district, other)[number % 2],
            role="staff",
            starts_on=date(2020, 8, 20),
        )
        for number, person in enumerate(people)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    listed = may_be_listed("person_key", on=ON, district_id=district.pk)
    everybody = Person.objects.annotate(person_key=F("pk"))

    for condition in name_conditions(read_searched(typed)):
        plan = everybody.filter(condition, listed).values_list("pk").explain()

        assert "person_by_name" in plan
        assert "Seq Scan on records_membership" not in plan
        assert "Seq Scan on records_person" not in plan
        assert "SCAN" not in plan.replace("Scan", "")
