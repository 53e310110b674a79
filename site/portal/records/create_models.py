"""Creates many models in one migration operation, where their first migration would take one for each.

After every operation Django builds anew each model that is related to what changed, in an account's neighbourhood
nearly a hundred; here that happens once. Changing models that exist belongs to Django's own operations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

__all__ = ["CreateModels"]


class CreateModels(Operation):
    """Creates models that may refer to each other in any order, each with all its fields, indexes and constraints.

    A reference to a table that comes later is sound on both databases: PostgreSQL gets its foreign keys at the end of
    the migration, SQLite looks for the table when a row is written.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what a migration's file says of it."""
        return self.__class__.__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add every model to the state before any of them is built."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the tables in the order given."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return what `migrate --plan` and `sqlmigrate` print of it."""
        return f"Create {len(self.operations)} models"

    def references_model(self, name: str, app_label: str) -> bool:
        """Tell whether one of the models is it or refers to it."""
        return any(each.references_model(name, app_label) for each in self.operations)
