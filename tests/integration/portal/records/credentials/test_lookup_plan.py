"""A name's beginning is one range of the index on both databases, in any script."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q

from portal.records.credentials.models import Credential
from portal.records.credentials.name_search import (
    begins,
    may_be_listed,
    name_conditions,
    read_searched,
)
from portal.records.credentials.suggestions import Search, shown_first_names
from portal.records.people.models import FormerName, NameVariant, Person
from portal.records.people.slips import variants_of
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
@pytest.mark.parametrize(
    "typed", ["vos", "vos ada", "ada b vos", "ada rae b vos", "xvo, a b", "李明"]
)
@pytest.mark.parametrize("model", [Person, FormerName])
def test_prefix_is_a_range_of_the_index(model: type[Person | FormerName], typed: str) -> None:
    for condition in name_conditions(read_searched(typed)):
        plan = explain(model, condition)

        assert f"{model._meta.model_name}_by_name" in plan
        assert "Seq Scan" not in plan
        assert "SCAN" not in plan.replace("Scan", "")
        if connection.vendor == "sqlite":
            assert "folded_last>? AND folded_last<?" in plan
        else:
            assert "Index Cond: ((" in plan


@pytest.mark.usefixtures("crowd")
def test_similar_names_are_found_in_the_index() -> None:
    NameVariant.objects.remember(Person.objects.all())
    kind = make.make_type_terms().credential_type
    Credential.objects.bulk_create(
        Credential(
            number=f"X{person.pk:08}",
            person=person,
            credential_type=kind,
            issued_on=date(2026, 1, 1),
        )
        for person in Person.objects.all()
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    on = date(2026, 11, 1)
    listed = may_be_listed("pk", on=on, district_id=None)
    search = Search(NameVariant.Kind.LAST, place=0, slots=5)

    plans = [
        candidates.explain()
        for candidates in search.candidates(
            "", sorted(variants_of("vsoa")), shown_first_names(on), listed
        )
    ]

    for plan, index in zip(plans, ("person_by_name", "person_by_published_name"), strict=True):
        assert index in plan
        assert "Seq Scan on records_namevariant" not in plan
        assert "Seq Scan on records_person" not in plan
        assert "SCAN records_person" not in plan


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
        found = Person.objects.filter(begins("folded_last", prefix))
        expected = [name for name in folded if name.startswith(prefix)]
        assert [each.folded_last for each in found.order_by("folded_last")] == expected
