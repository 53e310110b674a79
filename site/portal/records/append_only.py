"""Rows that are written once: the abstract model and manager that refuse to change or remove them.

A guard against mistakes in our own code. Nulling a foreign key when an account is deleted passes,
because Django does that below the manager.
"""

from __future__ import annotations

from typing import Any, Never

from django.db import models

__all__ = ["AppendOnlyError", "AppendOnlyModel", "AppendOnlyQuerySet"]


class AppendOnlyError(TypeError):
    """Code tried to change or remove a row that is written once."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Inserts and reads; refuses bulk changes and removals."""

    def update(self, **kwargs: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed.")

    def delete(self) -> Never:
        """Refuse."""
        raise AppendOnlyError(f"{self.model.__name__} rows are never removed.")


class AppendOnlyModel(models.Model):
    """A row that is inserted once and then only read."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row; refuse to change a stored one."""
        if not self._state.adding:
            raise AppendOnlyError(f"A stored {type(self).__name__} is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError(f"A {type(self).__name__} is never removed.")
