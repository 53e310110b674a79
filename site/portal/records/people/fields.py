"""Columns that hold folded names, ordered by code point; one of them in step with the name of its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.records.people.names import FOLDED_LENGTH, fold_name

__all__ = ["CodePointField", "FoldedNameField"]


class CodePointField(models.CharField):  # type: ignore[type-arg]  # no subscript at run time
    """A text that is compared by code point on every database: SQLite's own order, collation "C" on PostgreSQL.

    Columns that are compared with one another need the same order, or no index serves them.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Ask PostgreSQL for byte order; SQLite has it by default."""
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}


class FoldedNameField(CodePointField):
    """Stores the folded form of another field of the same row whenever the row is written; of nothing, nothing.

    A prefix is one contiguous range of its index in any script.
    """

    def __init__(self, *, source: str, **kwargs: Any) -> None:
        """Remember the name of the field to fold."""
        self.source = source
        kwargs.update(max_length=FOLDED_LENGTH, editable=False)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Leave out of migrations what the constructor sets itself."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["editable"]
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        """Fold the name as it stands now."""
        name = getattr(model_instance, self.source)
        folded = None if name is None else fold_name(name)
        setattr(model_instance, self.attname, folded)
        return folded
