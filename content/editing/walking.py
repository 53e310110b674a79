"""Goes through everything that editors write in an object: fields, and blocks of streams, each with its place.

Judges nothing. A place is made of the errors that Wagtail nests, so that a fault found here is shown at its own block.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

Step = tuple[type[ValidationError], Any]
Place = tuple[Step, ...]


@dataclasses.dataclass(frozen=True)
class Piece:
    """One value as an editor wrote it; `siblings` are the values beside it, by name."""

    field: str
    place: Place
    name: str
    value: Any
    block: blocks.Block | None = None
    siblings: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def rich_text(self) -> str | None:
        """Return the stored HTML of running text, or None for anything else."""
        if isinstance(self.value, RichText):
            return str(self.value.source)
        is_html = self.block is None and isinstance(self.value, RichHtml)
        return str(self.value) if is_html else None


class RichHtml(str):
    """The stored HTML of a rich-text field outside any stream."""

    __slots__ = ()


def read_values(instance: models.Model) -> dict[str, Any]:
    """Return what stands in the fields of an object that people write or choose."""
    return {each.name: getattr(instance, each.name) for each in list_fields(type(instance))}


def list_fields(model: type[models.Model]) -> list[Any]:
    """Return the fields of a model that hold words, blocks or another object, but none of Wagtail's own of a page."""
    wanted = (models.CharField, models.TextField, StreamField, models.ForeignKey)
    return [
        each
        for each in model._meta.get_fields()
        if isinstance(each, wanted) and each.model._meta.app_label != "wagtailcore"
    ]


def walk(model: type[models.Model], values: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield every value of the fields that `values` has, and all that is inside, in the order of reading."""
    for each in list_fields(model):
        if each.name not in values:
            continue
        value = values[each.name]
        if isinstance(each, StreamField):
            yield from _walk_block(each.stream_block, value, Piece(each.name, (), each.name, value))
        else:
            value = RichHtml(value or "") if isinstance(each, RichTextField) else value
            yield Piece(each.name, (), each.name, value, siblings=values)


def _walk_block(block: blocks.Block, value: Any, at: Piece) -> Iterator[Piece]:
    yield Piece(at.field, at.place, at.name, value, block, at.siblings)
    for step, child, inner, siblings in _children(block, value):
        name = child.name or at.name
        inside = Piece(at.field, (*at.place, step), name, inner, child, siblings)
        yield from _walk_block(child, inner, inside)


def _children(
    block: blocks.Block, value: Any
) -> Iterator[tuple[Step, blocks.Block, Any, Mapping[str, Any]]]:
    """Yield what is inside a block: the step to it, its block, its value and what stands beside it."""
    if isinstance(block, blocks.StreamBlock):
        for index, child in enumerate(value or ()):
            yield (StreamBlockValidationError, index), child.block, child.value, {}
    elif isinstance(block, blocks.ListBlock):
        for index, item in enumerate(value or ()):
            yield (ListBlockValidationError, index), block.child_block, item, {}
    elif isinstance(value, blocks.StructValue):
        for name, child in block.child_blocks.items():
            yield (StructBlockValidationError, name), child, value.get(name), value
