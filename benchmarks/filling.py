"""Fills an object of the portal with a text that somebody hostile may type: every field and block that takes words.

What the form of a field refuses is not stored, as it would not be. Which objects, and who looks, is for the probes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from config.loading import load_apps

load_apps()

from django import forms  # noqa: E402 (the apps are loaded above)
from django.core.exceptions import ValidationError  # noqa: E402
from django.db import models  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail import blocks  # noqa: E402
from wagtail.blocks.field_block import ChooserBlock  # noqa: E402
from wagtail.fields import RichTextField, StreamField  # noqa: E402
from wagtail.images.blocks import ImageBlock  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail.rich_text import RichText  # noqa: E402

from portal.definitions.building.kept import LOCKED  # noqa: E402

__all__ = ["OTHERWISE", "Pen", "fields_with_words"]

OTHERWISE = "Words"
OF_PAGES = {"title", "seo_title", "search_description"}
LEFT_OUT = {"slug", "url_path", "draft_title", "path", "service_key", "key"}
PLAIN_FIELDS = {forms.CharField, forms.URLField, forms.RegexField}


def fields_with_words(model: type[models.Model]) -> Iterator[Any]:
    """Yield the fields of a model that editors fill in; of Wagtail's own those of a page that readers see."""
    for each in model._meta.get_fields():
        name = getattr(each, "name", "")
        is_wagtails = issubclass(model, Page) and each.model is Page
        if name not in LEFT_OUT and (not is_wagtails or name in OF_PAGES):
            yield each


@dataclass
class Pen:
    """Writes one payload, with one picture and the rows that may be chosen, and counts what it tried."""

    payload: str
    image: Any
    rows: dict[type[models.Model], Any] = field(default_factory=dict)
    tried: int = 0
    refused: int = 0
    _filled: set[int] = field(default_factory=set)

    def fill(self, instance: models.Model) -> None:
        """Fill in every field; what must not be empty and takes no words gets what the model calls valid."""
        for each in fields_with_words(type(instance)):
            value = self._of_field(each)
            if value is not None:
                setattr(instance, each.name, value)

    def _of_field(self, each: Any) -> Any:
        if isinstance(each, StreamField):
            return self.stream(each.stream_block)
        if isinstance(each, RichTextField):
            return self._rich_text(blocks.RichTextBlock()).source
        if isinstance(each, models.CharField | models.TextField):
            if each.choices:
                return None if each.has_default() or each.blank else each.choices[0][0]
            return self.accept(each.formfield(), _harmless(each))
        if isinstance(each, models.DateField) and not (each.blank or each.has_default()):
            at = timezone.now() + timedelta(hours=each.creation_counter)
            return at if isinstance(each, models.DateTimeField) else timezone.localdate(at)
        if isinstance(each, models.DecimalField) and not (each.blank or each.has_default()):
            return 1
        return None

    def accept(self, form_field: Any, otherwise: str) -> str:
        """Return the payload where the field's form takes it."""
        self.tried += 1
        limit = getattr(form_field, "max_length", None) or len(self.payload)
        try:
            return str(form_field.clean(self.payload[:limit]))
        except ValidationError:
            self.refused += 1
            return otherwise

    def stream(self, block: blocks.StreamBlock) -> blocks.StreamValue:
        """Return a value with each kind of child once."""
        self._filled.clear()
        return self._stream(block)

    def _stream(self, block: blocks.StreamBlock) -> blocks.StreamValue:
        """Leave out a block that stands elsewhere in the same stream, as those of the builder's rules do."""
        named = [(name, each) for name, each in block.child_blocks.items() if name != LOCKED]
        fresh = [(name, each) for name, each in named if not self._is_filled(each)]
        return blocks.StreamValue(block, [(name, self._value(each)) for name, each in fresh])

    def _is_filled(self, block: blocks.Block) -> bool:
        known = id(block) in self._filled
        self._filled.add(id(block))
        return known

    def _value(self, block: blocks.Block) -> Any:
        if isinstance(block, ImageBlock):
            self.image.contextual_alt_text, self.image.decorative = self.payload, False
            return self.image
        if isinstance(block, blocks.StreamBlock):
            return self._stream(block)
        if isinstance(block, blocks.ListBlock):
            return block.normalize([self._value(block.child_block)])
        if isinstance(block, blocks.StructBlock):
            values = {name: self._value(each) for name, each in block.child_blocks.items()}
            return block.normalize(values)
        if isinstance(block, blocks.RichTextBlock):
            return self._rich_text(block)
        return self._plain(block)

    def _plain(self, block: blocks.Block) -> Any:
        form_field = getattr(block, "field", None)
        if type(form_field) in PLAIN_FIELDS:
            return self.accept(form_field, "/")
        if isinstance(block, ChooserBlock) and block.model_class in self.rows:
            return self.rows[block.model_class]
        if isinstance(block, blocks.ChoiceBlock):
            choices = [key for key, _label in block.field.choices if key]
            return choices[0] if choices else ""
        return block.get_default()

    def _rich_text(self, block: blocks.RichTextBlock) -> RichText:
        """Return what the rich-text editor would store of the payload: as words, and as the address of a link."""
        self.tried += 2
        words = {"key": "aaaaa", "text": self.payload, "type": "unstyled", "depth": 0}
        link = {"offset": 0, "length": min(len(self.payload), 5), "key": 0}
        data = {"url": self.payload}
        state = {
            "blocks": [
                {**words, "inlineStyleRanges": [], "entityRanges": []},
                {**words, "key": "bbbbb", "inlineStyleRanges": [], "entityRanges": [link]},
            ],
            "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": data}},
        }
        value: RichText = block.value_from_datadict({"x": json.dumps(state)}, {}, "x")
        return value


def _harmless(each: models.Field[Any, Any]) -> str:
    """Return what stands in a field whose form refused the payload."""
    if each.blank:
        return ""
    return "https://example.org/" if isinstance(each, models.URLField) else OTHERWISE
