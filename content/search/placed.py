"""What the snippets say that stand on a page: words for the index of the search, and pages to index anew for a snippet.

A page is indexed with the words of the moment, so a search asks nothing more; finding is for the modules beside.
"""

from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from wagtail.models import Page, ReferenceIndex, get_page_models
from wagtail.search.tasks import insert_or_update_object_task

from content.editing.walking import read_values, walk
from content.snippets.base import PublicRow, in_language_of


def list_placed_words(page: Page) -> list[str]:
    """Return the texts of the rows that a page shows: those in its blocks, and those of the kind that it lists."""
    pieces = walk(type(page), read_values(page))
    chosen = {piece.value: None for piece in pieces if isinstance(piece.value, PublicRow)}
    shown = [in_language_of(row, page) for row in chosen]
    listed: type[PublicRow] | None = getattr(page, "listed_rows", None)
    if listed is not None:
        shown += listed.objects.shown_on(page)
    return [text for row in dict.fromkeys(shown) if row.live for text in row.list_words()]


def watch_rows() -> None:
    """Index pages anew where a row that stands on them is published, taken back or removed."""
    for model in apps.get_models():
        if issubclass(model, PublicRow) and model.shown_fields:
            post_save.connect(_on_saving, sender=model, dispatch_uid="content.search.placed")
            pre_delete.connect(_on_removal, sender=model, dispatch_uid="content.search.placed")


def _on_saving(
    instance: PublicRow, raw: bool = False, update_fields: Any = None, **_kwargs: Any
) -> None:
    """Leave the pages alone where only a draft was saved: Wagtail then names the fields that it touches."""
    if not raw and update_fields is None:
        _index_pages_of(instance)


def _on_removal(instance: PublicRow, **_kwargs: Any) -> None:
    _index_pages_of(instance)


def _index_pages_of(row: PublicRow) -> None:
    """Have the pages indexed, after the transaction, that show a row or one of its translations."""
    siblings = type(row).objects.filter(translation_key=row.translation_key)
    references = ReferenceIndex.get_references_to_in_bulk(siblings).filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    keys = {int(key) for key in references.values_list("object_id", flat=True)}
    for model in get_page_models():
        if getattr(model, "listed_rows", None) is type(row):
            keys.update(model.objects.values_list("pk", flat=True))
    names = ("content_type__app_label", "content_type__model", "pk")
    for label, name, key in Page.objects.filter(pk__in=keys).values_list(*names):
        enqueue = partial(insert_or_update_object_task.enqueue, label, name, str(key))
        transaction.on_commit(enqueue)
