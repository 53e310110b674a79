"""Rows read, inserted and changed by statements built once: as the model itself would, on either database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, DateField, Q, QuerySet, UUIDField

from portal.notifications.models import OutboxMessage
from portal.records.models import Person
from portal.records.prepared import PreparedInsert, PreparedRows, PreparedTexts, PreparedUpdate
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]
AT = datetime(2026, 3, 2, 15, 0, 0, 123, tzinfo=UTC)
COLUMNS = {
    "kind": "example",
    "recipient": "maren@example.org",
    "language": "en",
    "context": {"reference": "NHX84", "name": "José"},
    "created_at": AT,
    "due_at": AT,
}


def stored(dedup_key: str) -> dict[str, object]:
    """Return the columns of a message but its id and key."""
    row = OutboxMessage.objects.filter(dedup_key=dedup_key).values().get()
    return {name: value for name, value in row.items() if name not in {"id", "dedup_key"}}


def test_inserted_row_is_the_one_the_model_would_have_made() -> None:
    PreparedInsert(OutboxMessage).run(dedup_key="prepared", **COLUMNS)
    OutboxMessage.objects.create(dedup_key="made", **COLUMNS)

    assert stored("prepared") == stored("made")


def test_second_row_of_a_unique_key_is_refused() -> None:
    insert = PreparedInsert(OutboxMessage)
    insert.run(dedup_key="once", **COLUMNS)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert.run(dedup_key="once", **COLUMNS)


def test_second_row_of_a_unique_key_is_left_out_where_asked() -> None:
    insert = PreparedInsert(OutboxMessage, skip_duplicates=True)
    insert.run(dedup_key="once", **COLUMNS)
    insert.run(dedup_key="once", **{**COLUMNS, "kind": "another"})

    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["example"]


def test_row_against_a_constraint_is_refused_even_where_duplicates_are_left_out() -> None:
    insert = PreparedInsert(OutboxMessage, skip_duplicates=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert.run(dedup_key="nobody", **{**COLUMNS, "recipient": ""})


def test_unknown_column_is_named() -> None:
    with pytest.raises(TypeError, match="OutboxMessage has no reciever"):
        PreparedInsert(OutboxMessage).run(dedup_key="x", reciever="x", **COLUMNS)


def test_row_is_changed_only_while_its_conditions_hold() -> None:
    PreparedInsert(OutboxMessage).run(dedup_key="once", **COLUMNS)
    row = OutboxMessage.objects.get(dedup_key="once")
    take = PreparedUpdate(
        OutboxMessage,
        changes=("attempts", "context", "sent_at"),
        where=("id", "attempts"),
        where_empty=("sent_at",),
    )

    with pytest.raises(KeyError):
        take.run(id=row.pk, attempts=0)
    outcomes = [
        OutboxMessage.objects.filter(pk=row.pk).update(attempts=1),
        take.run(id=row.pk, attempts=0, context={}, sent_at=AT),
        take.run(id=row.pk, attempts=1, context={"n": 1}, sent_at=AT),
        take.run(id=row.pk, attempts=1, context={"n": 2}, sent_at=AT),
    ]

    row.refresh_from_db()
    assert outcomes == [1, False, True, False]
    assert (row.context, row.sent_at) == ({"n": 1}, AT)


def test_rows_are_read_by_values_of_any_type_each_read_back_as_its_own() -> None:
    ada, _bea = make.make_named("Voss", "Ada"), make.make_named("Voss", "Bea")
    Person.objects.update(birth_date=date(1990, 5, 4))
    rows = PreparedRows(
        lambda public_id, born, least: Person.objects.filter(
            Q(birth_date=born) | Q(birth_date__isnull=True), public_id=public_id, pk__gte=least
        ).values_list("public_id", "birth_date"),
        public_id=UUIDField(),
        born=DateField(),
        least=BigIntegerField(),
    )

    def found(born: date) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in rows.fetch(public_id=ada.public_id, born=born, least=ada.pk)]

    assert found(date(1990, 5, 4)) == [(ada.public_id, date(1990, 5, 4))]
    assert found(date(1990, 5, 5)) == []


def born_by(marks: Sequence[str], on: date, least: int) -> QuerySet[Any, Any]:
    """Return the names that begin like one text, with the other as their first, of people born by a day."""
    last, first = marks
    return (
        Person.objects.filter(folded_last__gte=last, folded_last__lt=f"{last}~", folded_first=first)
        .filter(birth_date__lte=on, pk__gte=least, middle_name="Jo")
        .order_by("pk")
        .values_list("folded_last", "pk")
    )


def test_texts_are_read_with_values_of_other_types() -> None:
    for last, first, born in (
        ("Voss", "Ada", date(1990, 5, 4)),
        ("Vossler", "Ada", date(1990, 5, 5)),
        ("Voss", "Bea", date(1990, 5, 4)),
    ):
        make.make_named(last, first, middle_name="Jo", birth_date=born)
    texts = PreparedTexts(born_by, 2, on=DateField(), least=None)
    least = Person.objects.order_by("pk").values_list("pk", flat=True)[0]

    def names(*typed: str, on: date, least: int = least) -> list[str]:
        return [last for last, _key in texts.fetch(typed, on=on, least=least)]

    assert names("voss", "ada", on=date(1990, 5, 5)) == ["voss", "vossler"]
    assert names("voss", "ada", on=date(1990, 5, 4)) == ["voss"]
    assert names("voss", "bea", on=date(1990, 5, 4)) == ["voss"]
    assert names("voss", "bea", on=date(1990, 5, 4), least=least + 3) == []


@pytest.mark.parametrize("typed", ["%s", "'; --", "\U000f0000", "李"])
def test_text_that_looks_like_part_of_a_statement_or_a_mark_is_only_a_text(typed: str) -> None:
    texts = PreparedTexts(born_by, 2, on=DateField(), least=None)

    assert texts.fetch([typed, typed], on=date(2026, 11, 1), least=0) == []
