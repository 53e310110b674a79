"""Related rows as one JSON list in the row they belong to: one statement, one pass of parsing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Aggregate, Func, JSONField

__all__ = ["AsJSON", "JSONRows"]


class JSONRows(Aggregate):
    """The aggregated rows as a JSON list; None where there are none."""

    function = "JSONB_AGG"
    output_field: ClassVar[JSONField[Any, Any]] = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Return SQLite's name for it."""
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


class AsJSON(Func):
    """A JSON column inside JSON, where SQLite would put its text."""

    function = ""
    template = "(%(expressions)s)"
    output_field: ClassVar[JSONField[Any, Any]] = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Return the column as JSON, not as text."""
        return super().as_sql(compiler, connection, template="JSON(%(expressions)s)", **context)
