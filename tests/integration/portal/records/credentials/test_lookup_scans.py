"""Nothing of the look-up reads a large table from end to end, whatever the planner makes of a few thousand people.

PostgreSQL may scan only where no index serves: scans are made dear, so one that is left is one that must be. Controls
take an index away, and then see one.
"""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.plans import Asked, drop_indexes, find_scans, scans_made_dear, watch_asked
from portal.records.credentials.lookup import find_by_name, find_by_number
from portal.records.credentials.models import Credential
from portal.records.credentials.suggestions import suggest_names
from portal.records.demo.population import build_population
from portal.records.people.models import FormerName, NameVariant, Person
from portal.records.reference.operations import load_reference

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.proof]

PEOPLE = 2_500
MODELS = (Person, FormerName, NameVariant, Credential)
LARGE = [model._meta.db_table for model in MODELS]
INDEXES = {
    Credential: ("number",),
    Person: ("folded_last", "folded_first", "id", "folded_published"),
    NameVariant: ("kind", "variant", "name"),
}
Question = Callable[[], object]


@pytest.fixture
def holder() -> Credential:
    """Invent people, have the database count them, and return what one of them holds."""
    at = timezone.now()
    load_reference(at=at)
    build_population(people=PEOPLE, today=timezone.localdate(at), at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    usual = Credential.objects.filter(person__folded_last__gt="d", person__folded_first__gt="d")
    return usual.select_related("person").order_by("pk")[PEOPLE // 3]


def questions(holder: Credential) -> dict[str, Question]:
    """Return what is asked about somebody, by the way in which they are sought."""
    person, today = holder.person, timezone.localdate()
    last, first = person.last_name, person.first_name
    return {
        "number": partial(find_by_number, holder.number, on=today),
        "prefix": partial(find_by_name, person.folded_last[:3], on=today),
        "both names": partial(find_by_name, f"{last}, {first}", on=today),
        "names in any order": partial(find_by_name, f"{first} {last}", on=today),
        "one slip": partial(suggest_names, f"{last}x, {first}", on=today),
        "one slip in any order": partial(suggest_names, f"{first}x {last}", on=today),
        "one slip, by staff": partial(suggest_names, f"{first}x {last}", on=today, of_anybody=True),
        "verify page": partial(Client().get, f"/verify/{holder.number}/"),
    }


def scanned(question: Question) -> set[str]:
    """Return the large tables that a question would read from end to end."""
    with watch_asked() as asked:
        question()
    assert any(table in sql for sql, _values in asked for table in LARGE)
    with scans_made_dear():
        return {table for each in asked for table in find_scans(each, LARGE)}


def test_large_tables_are_read_by_an_index_and_nothing_counts_or_skips(holder: Credential) -> None:
    asked = questions(holder)

    found = {way: scanned(question) for way, question in asked.items()}
    assert {way: tables for way, tables in found.items() if tables} == {}
    for question in asked.values():
        with watch_asked() as statements:
            question()
        assert [sql for sql, _values in statements if "COUNT(" in sql or "OFFSET" in sql] == []


def test_without_its_index_each_table_is_read_from_end_to_end(holder: Credential) -> None:
    asked = questions(holder)

    for way, model in (("number", Credential), ("prefix", Person), ("one slip", NameVariant)):
        with drop_indexes(model._meta.db_table, INDEXES[model]):
            assert model._meta.db_table in scanned(asked[way])


def test_condition_on_a_column_without_an_index_is_told() -> None:
    asked: Asked = (
        'SELECT "records_person"."id" FROM "records_person" WHERE "records_person"."phone" = %s',
        ("x",),
    )

    assert find_scans(asked, LARGE) == ["records_person"]
