"""Rows inserted and changed by statements built once: as the model itself would, on either database."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from portal.notifications.models import OutboxMessage
from portal.records.prepared import PreparedInsert, PreparedUpdate

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
