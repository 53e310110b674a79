"""A chosen first name in the look-up: found by both, shown under one, and the legal one given away nowhere."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.records.credentials.lookup import find_by_name, find_by_number
from portal.records.credentials.name_search import may_be_listed, name_searches, read_searched
from portal.records.credentials.queries import list_held_credentials
from portal.records.credentials.suggestions import suggest_names
from portal.records.models import NameRuleTerms, Person
from portal.records.people.models import FormerName
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 1)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True)
def rule() -> NameRuleTerms:
    make.make_type_terms()
    return make.make_name_rule()


def holder(last_name: str, first_name: str, published: str | None = None) -> Person:
    """Return a person with one certificate."""
    person = make.make_named(
        last_name, first_name, middle_name="Jo", published_first_name=published
    )
    make.make_held(person)
    return person


def names(text: str) -> list[str]:
    """Return the names that a search shows."""
    return [row.name for row in find_by_name(text, on=ON).rows]


@pytest.mark.parametrize(
    "typed",
    [
        "okafor",
        "okafor robin",
        "okafor, rob",
        "robin okafor",
        "okafor maren",
        "Okafor, Maren",
        "maren okafor",
    ],
)
def test_person_is_found_once_by_either_first_name_and_shown_under_the_chosen(typed: str) -> None:
    holder("Okafor", "Maren", "Robin")

    assert names(typed) == ["Robin Okafor"]


def test_former_name_and_number_show_the_chosen_name_too() -> None:
    person = holder("Okafor", "Maren", "Robin")
    FormerName.objects.create(person=person, first_name="Maren", last_name="Maidenname")
    row = find_by_number(person.credentials.get().number, on=ON)

    assert names("maidenname, maren") == ["Robin Okafor"]
    assert row is not None
    assert row.name == "Robin Okafor"
    assert "Maren" not in repr(row)


def test_other_first_names_find_nobody() -> None:
    holder("Okafor", "Maren", "Robin")

    assert names("okafor, zoe") == []


def test_place_in_the_list_is_that_of_the_shown_name() -> None:
    holder("Okafor", "Ada")
    holder("Okafor", "Zoe", "Bea")
    holder("Okafor", "Cleo")
    holder("Okafor", "Aaron", "Zed")

    assert names("okafor") == ["Ada Jo Okafor", "Bea Okafor", "Cleo Jo Okafor", "Zed Okafor"]


def test_place_over_pages_is_that_of_the_shown_name() -> None:
    for number in range(20):
        holder("Okafor", f"M{number:02}")
    holder("Okafor", "Aaron", "Zed")
    holder("Okafor", "Zoe", "Bea")

    first = find_by_name("okafor", on=ON)
    second = find_by_name("okafor", on=ON, after=first.next_after or 0)

    assert first.rows[0].name == "Bea Okafor"
    assert [row.name for row in second.rows] == ["M19 Jo Okafor", "Zed Okafor"]


def test_without_a_rule_in_force_the_legal_name_is_shown_and_the_other_finds_nobody(
    rule: NameRuleTerms,
) -> None:
    holder("Okafor", "Maren", "Robin")
    NameRuleTerms.objects.filter(pk=rule.pk).update(valid_to=ON)

    assert names("okafor") == names("okafor, maren") == ["Maren Jo Okafor"]
    assert names("okafor, robin") == []
    assert find_by_name("okafor", on=date(2026, 10, 31)).rows[0].name == "Robin Okafor"


def test_record_itself_keeps_the_legal_name() -> None:
    (held,) = list_held_credentials(holder("Okafor", "Maren", "Robin").pk, on=ON)

    assert (held.holder_name, held.published_name) == ("Maren Jo Okafor", "Robin Okafor")


@pytest.mark.parametrize(
    "typed", ["Okafor, Mraen", "Maern Okafor", "Okafro, Maren", "Okafro Maren"]
)
def test_legal_first_name_of_who_chose_another_is_not_suggested(typed: str) -> None:
    holder("Okafor", "Maren", "Robin")

    assert suggest_names(typed, on=ON) == ()


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("Okafor, Rboin", "Okafor, Robin"), ("Okafro, Robin", "Okafor, Robin"), ("Okafro", "Okafor")],
)
def test_chosen_first_name_is_suggested(typed: str, suggested: str) -> None:
    holder("Okafor", "Maren", "Robin")

    assert suggest_names(typed, on=ON) == (suggested,)


def test_legal_first_name_is_suggested_where_somebody_else_is_shown_under_it() -> None:
    holder("Okafor", "Maren", "Robin")
    holder("Okafor", "Maren")

    assert suggest_names("Okafor, Mraen", on=ON) == ("Okafor, Maren",)


def test_search_costs_three_statements_and_a_suggestion_one() -> None:
    holder("Okafor", "Maren", "Robin")

    with CaptureQueriesContext(connection) as searched:
        names("okafor robin")
    with CaptureQueriesContext(connection) as suggested:
        suggest_names("Okafro Robin", on=ON)

    assert (len(searched), len(suggested)) == (3, 1)


@pytest.mark.parametrize("typed", ["vos", "vos ada", "ada b vos", "vos, a"])
def test_every_search_is_a_range_of_an_index(typed: str) -> None:
    Person.objects.bulk_create(
        Person(
            first_name="Ada",
            last_name=a + b + c,
            published_first_name="Bo" if c == "o" else None,
        )
        for a in LETTERS
        for b in LETTERS
        for c in "aeo"
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    listed = may_be_listed("person_key", on=ON, district_id=None)

    for search in name_searches(read_searched(typed), ON):
        if search.rows.model is not Person:
            continue
        plan = search.matches(listed).order_by(*search.columns)[:63].explain()

        assert "_by_name" in plan or "_by_published_name" in plan
        assert "Seq Scan on records_person" not in plan
        assert "SCAN records_person" not in plan
