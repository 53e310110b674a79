"""The stream field of the portal's pages. Blocks themselves live in content.blocks."""

from typing import Any

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A stream of blocks whose block types stay out of the migrations.

    Migrations see a plain JSON field, so a block type added by a plugin never asks for one, and a data migration reads
    and writes the stored blocks unchanged instead of dropping the types that it does not know.
    """

    def __init__(
        self, block_types: type[StreamBlock] | list[Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(block_types if block_types is not None else [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column only."""
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "django.db.models.JSONField", [], kwargs
