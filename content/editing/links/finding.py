"""Finds links in what is stored, without loading what they lead to: a scan of many pages asks few questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from wagtail import blocks
from wagtail.blocks.field_block import ChooserBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from content.blocks.links import validate_address
from content.editing.walking import list_fields

ADDRESS_NAMES = {"address", "url", "href"}
LINK_TYPES = {"page": "page", "document": "document"}
SEPARATOR = " › "


@dataclass(frozen=True)
class Link:
    """One link as stored: a page or document by its key, or an address; and where it stands."""

    place: str
    kind: str
    target: str


def find_links(instance: models.Model) -> Iterator[Link]:
    """Yield the links in every field of an object, in the order of reading."""
    for field in list_fields(type(instance)):
        place = str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:]
        if isinstance(field, StreamField):
            raw = list(getattr(instance, field.name).raw_data)
            yield from _in_block(field.stream_block, raw, place)
        elif isinstance(field, RichTextField):
            yield from _in_rich_text(getattr(instance, field.name), place)
        elif isinstance(field, models.ForeignKey):
            yield from _chosen(field.related_model, getattr(instance, field.attname), place)
        elif isinstance(field, models.URLField) or _is_address(field.name, field.validators):
            yield from _address(getattr(instance, field.name), place)


def _in_block(block: blocks.Block, raw: Any, place: str) -> Iterator[Link]:
    for inner, inside, below in _children(block, raw, place):
        yield from _in_block(inner, inside, below)
    if isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(raw, place)
    elif isinstance(block, ChooserBlock):
        yield from _chosen(block.model_class, raw, place)
    elif isinstance(block, blocks.URLBlock) or _is_address(block.name, _validators(block)):
        yield from _address(raw, place)


def _children(block: blocks.Block, raw: Any, place: str) -> Iterator[tuple[blocks.Block, Any, str]]:
    """Yield what is stored inside a block: the inner block, its raw value and its place."""
    if isinstance(block, blocks.StreamBlock):
        for child in raw or ():
            inner = block.child_blocks.get(child["type"])
            if inner is not None:
                yield inner, child["value"], _below(place, inner)
    elif isinstance(block, blocks.ListBlock):
        for item in raw or ():
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield block.child_block, item["value"] if is_wrapped else item, place
    elif isinstance(block, blocks.StructBlock) and isinstance(raw, dict):
        for name, inner in block.child_blocks.items():
            yield inner, raw.get(name), _below(place, inner)


def _below(place: str, block: blocks.Block) -> str:
    return f"{place}{SEPARATOR}{block.label}"


def _in_rich_text(raw: Any, place: str) -> Iterator[Link]:
    html = raw.source if isinstance(raw, RichText) else raw
    if not html or "<a" not in html:
        return
    for anchor in BeautifulSoup(html, "html.parser").find_all("a"):
        kind = LINK_TYPES.get(str(anchor.get("linktype")))
        if kind is not None:
            yield Link(place, kind, str(anchor.get("id") or ""))
        else:
            yield Link(place, "address", str(anchor.get("href") or ""))


def _chosen(model: Any, key: Any, place: str) -> Iterator[Link]:
    if key in (None, "") or not isinstance(model, type):
        return
    if issubclass(model, Page):
        yield Link(place, "page", str(key))
    elif issubclass(model, get_document_model()):
        yield Link(place, "document", str(key))


def _is_address(name: str, validators: Iterable[Any]) -> bool:
    """Tell whether a field or block holds an address: by its name, or because it takes nothing else."""
    return name in ADDRESS_NAMES or validate_address in validators


def _validators(block: blocks.Block) -> Iterable[Any]:
    return getattr(getattr(block, "field", None), "validators", ())


def _address(raw: Any, place: str) -> Iterator[Link]:
    if isinstance(raw, str) and raw:
        yield Link(place, "address", raw)
