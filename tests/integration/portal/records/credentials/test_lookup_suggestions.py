"""Names typed with one slip: the names that the look-up suggests, and what that costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.records.credentials.lookup import find_by_name
from portal.records.credentials.suggestions import suggest_names
from portal.records.demo.population import build_population
from portal.records.people.models import FormerName, NameVariant, Person
from portal.records.people.slips import variants_of
from portal.records.reference.operations import load_reference
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def professional() -> None:
    make.make_type_terms(title="Professional Educator Certificate")


def holder(last_name: str, first_name: str = "Ada") -> Person:
    """Return a person with one certificate."""
    person = make.make_named(last_name, first_name)
    make.make_held(person)
    return person


def names(text: str) -> list[str]:
    """Return the names that a search shows."""
    return [row.name for row in find_by_name(text, on=ON).rows]


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Okafro", "Okafor"),
        ("Okfor", "Okafor"),
        ("Okkafor", "Okafor"),
        ("okxfor maren", "Okafor, maren"),
        ("Okafor, Marn", "Okafor, Maren"),
        ("Mraen Okafor", "Okafor, Maren"),
        ("Maren Okafro", "Okafor, Maren"),
        ("oniell, jose", "O'Neill, jose"),
        ("de la Crz Ana", "de la Cruz, Ana"),
        ("Nuñes", "Núñez"),
        ("Maren R. Okafro", "Okafor, Maren"),
        ("Okafro Maren R.", "Okafor, Maren"),
        ("Okafro, Maren R.", "Okafor, Maren"),
    ],
)
def test_name_typed_with_one_slip_is_suggested_and_leads_to_its_bearer(
    typed: str, suggested: str
) -> None:
    for last, first in (
        ("Okafor", "Maren"),
        ("O'Neill", "José"),
        ("de la Cruz", "Ana"),
        ("Núñez", "Iñaki"),
    ):
        holder(last, first)

    assert names(typed) == []
    assert suggest_names(typed, on=ON) == (suggested,)
    assert len(names(suggested)) == 1


@pytest.mark.parametrize(
    "typed", ["Okafor", "Okfr", "Smithers", "Bo", "", "Okafro, Ada", "x" * 5_000, "%%%%", "李明"]
)
def test_nothing_is_suggested_for_what_is_right_or_far_off(typed: str) -> None:
    holder("Okafor", "Maren")
    holder("Bok", "Ada")

    assert suggest_names(typed, on=ON) == ()


def test_names_of_those_who_hold_nothing_and_former_names_are_not_suggested() -> None:
    make.make_named("Okafor")
    person = holder("Lind")
    FormerName.objects.create(person=person, first_name="Ada", last_name="Maidenname")

    assert suggest_names("Okafro", on=ON) == ()
    assert suggest_names("Maidename", on=ON) == ()


def test_staff_are_suggested_the_legal_names_of_all_who_are_on_record() -> None:
    make.make_name_rule()
    make.make_named("Okafor", "Maren", published_first_name="Robin")

    assert suggest_names("Okafro", on=ON) == ()
    assert suggest_names("Okafro", on=ON, of_anybody=True) == ("Okafor",)
    assert suggest_names("Okafor, Mraen", on=ON, of_anybody=True) == ("Okafor, Maren",)
    assert suggest_names("Okafor, Rboin", on=ON, of_anybody=True) == ()


def test_suggestions_cost_one_statement_however_many_people_there_are() -> None:
    for number in range(30):
        holder("Okafor", f"Maren{number}")

    with CaptureQueriesContext(connection) as asked:
        assert suggest_names("Okafro Maren", on=ON) == ("Okafor, Maren",)
    assert len(asked) == 1


def test_new_name_of_a_person_is_suggested_too() -> None:
    person = holder("Before")
    person.last_name = "Afterwards"
    person.save(update_fields=["last_name"])

    assert suggest_names("Aftrewards", on=ON) == ("Afterwards",)


def test_people_of_the_demonstration_have_their_variants() -> None:
    load_reference(at=timezone.now())
    build_population(people=50, today=ON, at=timezone.now())

    for last, pk in Person.objects.values_list("folded_last", "pk"):
        assert NameVariant.objects.filter(kind="last", name=last).exists() or not variants_of(
            last
        ), pk
