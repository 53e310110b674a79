"""A name's beginning is one range of the index on both databases, in any script."""

import pytest
from django.db import connection
from django.db.models import Q

from portal.records.credentials.name_search import (
    _begins,
    _list_beginnings,
    _name_conditions,
    _read_words,
)
from portal.records.people.models import FormerName, Person
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def crowd() -> None:
    """Store enough people for a planner to prefer an index."""
    people = Person.objects.bulk_create(
        Person(first_name="Ada", last_name=a + b + c)
        for a in LETTERS
        for b in LETTERS
        for c in "aeo"
    )
    FormerName.objects.bulk_create(
        FormerName(person=person, first_name="Ada", last_name=f"x{person.last_name}")
        for person in people
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def explain(model: type[Person | FormerName], condition: Q) -> str:
    """Return the plan of a search."""
    columns = model.objects.filter(condition).values_list("folded_last", "folded_first")
    return columns.order_by("folded_last", "folded_first")[:21].explain()


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("typed", ["vos", "vos ada", "ada b vos", "xvo, a", "李明"])
@pytest.mark.parametrize("model", [Person, FormerName])
def test_prefix_is_a_range_of_the_index(model: type[Person | FormerName], typed: str) -> None:
    for condition in _name_conditions(_list_beginnings(*_read_words(typed))):
        plan = explain(model, condition)

        assert f"{model._meta.model_name}_by_name" in plan
        assert "Seq Scan" not in plan
        assert "SCAN" not in plan.replace("Scan", "")
        if connection.vendor == "sqlite":
            assert "folded_last>? AND folded_last<?" in plan
        else:
            assert "Index Cond: ((" in plan


@pytest.mark.usefixtures("crowd")
def test_contains_would_read_every_row() -> None:
    plan = explain(Person, Q(folded_last__contains="vos"))

    assert "Seq Scan" in plan or "SCAN" in plan


def test_order_and_ranges_are_by_code_point() -> None:
    stored = ["a", "ab", "b", "z", "é-no", "ж", "李", "李明", "杏", "𠮷野"]
    for name in stored:
        make.make_named(name)
    folded = Person.objects.order_by("folded_last").values_list("folded_last", flat=True)

    assert list(folded) == sorted(folded)
    for prefix in ("a", "李", "𠮷", "z"):
        found = Person.objects.filter(_begins("folded_last", prefix))
        expected = [name for name in folded if name.startswith(prefix)]
        assert [each.folded_last for each in found.order_by("folded_last")] == expected
