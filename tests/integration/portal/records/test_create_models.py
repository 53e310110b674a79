"""The operation that creates many models at once: their tables come, refer to each other and go, with one rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from portal.sdk.migrations import CreateModels

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

WING = migrations.CreateModel(
    name="Wing",
    fields=[
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("best_room", models.ForeignKey("rooms.room", models.PROTECT, null=True, related_name="+")),
    ],
    options={"constraints": [models.UniqueConstraint(fields=["name"], name="wing_name_once")]},
)
ROOM = migrations.CreateModel(
    name="Room",
    fields=[
        ("id", models.BigAutoField(primary_key=True)),
        ("wing", models.ForeignKey("rooms.wing", models.PROTECT, related_name="rooms")),
    ],
)


class Rooms(migrations.Migration):
    """Two models that refer to each other."""

    operations = [CreateModels(operations=[WING, ROOM])]


@pytest.fixture
def state() -> Iterator[ProjectState]:
    """Both tables; they are dropped backwards, as `migrate rooms zero` does."""
    before = ProjectState()
    migration = Rooms("0001_initial", "rooms")
    with connection.schema_editor(atomic=True) as editor:
        after = migration.apply(before.clone(), editor)
    yield after
    with connection.schema_editor(atomic=True) as editor:
        migration.unapply(before, editor)
    assert not table_names() & {"rooms_wing", "rooms_room"}


def table_names() -> set[str]:
    return set(connection.introspection.table_names())


def test_tables_refer_to_each_other(state: ProjectState) -> None:
    wings, rooms = (state.apps.get_model("rooms", each).objects for each in ("Wing", "Room"))
    wing = wings.create(name="North")
    wings.update(best_room=rooms.create(wing=wing))

    with pytest.raises(IntegrityError), transaction.atomic():
        rooms.create(wing_id=wing.pk + 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        wings.create(name="North")
    rooms_there = list(wings.get().rooms.values_list("pk", flat=True))
    wings.update(best_room=None)
    assert rooms_there == list(rooms.values_list("pk", flat=True))


def count_rebuilds(migration: migrations.Migration) -> int:
    """Return how often Django builds models anew beside those that are there, without a table being made."""
    state = ProjectState()
    assert state.apps.get_models() == []
    with (
        mock.patch.object(ProjectState, "_reload", autospec=True) as rebuild,
        mock.patch.object(CreateModels, "database_forwards"),
        mock.patch.object(migrations.CreateModel, "database_forwards"),
    ):
        migration.apply(state, mock.Mock(atomic_migration=True))
    return rebuild.call_count


def test_nothing_is_built_anew_in_between() -> None:
    assert count_rebuilds(Rooms("0001_initial", "rooms")) == 0


def test_control_one_operation_a_model_builds_anew_each_time() -> None:
    one_each = Rooms("0001_initial", "rooms")
    one_each.operations = [WING, ROOM]

    assert count_rebuilds(one_each) == len(one_each.operations)


def test_operation_is_written_as_it_was_made() -> None:
    written = MigrationWriter(Rooms("0001_initial", "rooms")).as_string()

    assert "import portal.records.create_models" in written
    assert written.count("migrations.CreateModel(") == 2


def test_operation_says_what_it_does() -> None:
    operation = Rooms.operations[0]

    assert operation.describe() == "Create 2 models"
    assert operation.references_model("wing", "rooms")
    assert not operation.references_model("desk", "rooms")
