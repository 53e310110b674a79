"""Queries of whole rows with their relatives, compiled once a process and run with other parameters.

For plain ``filter``, ``select_related``, ``defer`` and ``order_by``; what is found is as Django's own query has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.query import QuerySet, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from portal.records.prepared import PreparedRows

__all__ = ["PreparedObjects"]

Found = TypeVar("Found", bound=models.Model)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns make the object, and what makes its relatives of the others."""

    columns: slice
    names: Sequence[str]
    relatives: Sequence[Any]


class PreparedObjects(Generic[Found]):
    """The objects of a query; ``build`` and ``parameters`` are those of PreparedRows."""

    def __init__(
        self, build: Callable[..., QuerySet[Found]], **parameters: models.Field[Any, Any] | None
    ) -> None:
        self.build = build
        self._rows = _ShapedRows(build, **parameters)

    def fetch(self, **values: Any) -> list[Found]:
        """Return all objects for the parameters' values; 1 SQL."""
        rows = self._rows.fetch(**values)
        shape = self._rows.shapes[connections[DEFAULT_DB_ALIAS].vendor]
        return [self._make(row, shape) for row in rows]

    def _make(self, row: Sequence[Any], shape: _Shape) -> Found:
        made: Found = self._rows.model.from_db(DEFAULT_DB_ALIAS, shape.names, row[shape.columns])
        for relative in shape.relatives:
            relative.populate(row, made)
        return made


class _ShapedRows(PreparedRows):
    """Rows of which each holds an object and its relatives."""

    model: Any

    def __init__(self, *args: Any, **parameters: Any) -> None:
        super().__init__(*args, **parameters)
        self.shapes: dict[str, _Shape] = {}

    def _notice(self, compiler: SQLCompiler) -> None:
        described: Any = compiler.klass_info
        selected: Any = compiler.select
        columns = slice(described["select_fields"][0], described["select_fields"][-1] + 1)
        self.model = described["model"]
        self.shapes[connection.vendor] = _Shape(
            columns,
            [column.target.attname for column, _sql, _alias in selected[columns]],
            get_related_populators(described, selected, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]  # of a later Django
        )
