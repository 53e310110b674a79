"""Announces what changes on public pages: pages by Wagtail's signals, everything else by its saved and deleted rows.

Rows written past Django's signals (`bulk_create`, `update`) are announced by whoever writes them: portal.sdk.freshness.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from config.page_cache.tables import PAGE, list_announced_models, note_statements
from portal.sdk.freshness import announce, statement_notes

FIELDS_OF_DRAFTS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "wagtail_admin_comments",
    }
)


def watch_changes() -> None:
    """Listen for every change that a public page may show, and note what pages read."""
    if note_statements not in statement_notes:
        statement_notes.append(note_statements)
    for model in list_announced_models():
        label = model._meta.label
        post_save.connect(announce_row, model, dispatch_uid=f"page_cache.{label}.saved")
        post_delete.connect(announce_row, model, dispatch_uid=f"page_cache.{label}.deleted")
        if model._meta.auto_created:
            m2m_changed.connect(announce_table, model, dispatch_uid=f"page_cache.{label}.linked")
    page_published.connect(announce_page, dispatch_uid="page_cache.published")
    page_unpublished.connect(announce_page, dispatch_uid="page_cache.unpublished")
    page_slug_changed.connect(announce_branch, dispatch_uid="page_cache.slug")
    post_page_move.connect(announce_move, dispatch_uid="page_cache.moved")
    post_save.connect(announce_saved_page, dispatch_uid="page_cache.page_saved")
    post_delete.connect(announce_deleted_page, dispatch_uid="page_cache.page_deleted")


def announce_row(
    sender: type[Model], instance: Model, update_fields: Any = None, **kwargs: Any
) -> None:
    """Announce a row, unless only its draft was saved."""
    if not _concerns_draft_only(update_fields):
        table = sender._meta.db_table
        announce(f"{table}:{instance.pk}", f"{table}:*")


def announce_table(sender: type[Model], **kwargs: Any) -> None:
    """Announce a table of links as a whole."""
    announce(f"{sender._meta.db_table}:*")


def announce_page(instance: Page, **kwargs: Any) -> None:
    """Announce a page, and that the list it stands in may have changed."""
    announce(*_list_tags(instance))


def announce_saved_page(
    sender: type[Model], instance: Model, update_fields: Any = None, **kwargs: Any
) -> None:
    """Announce a page that was saved past Wagtail's publishing, unless only its draft was."""
    if (
        isinstance(instance, Page)
        and instance.live
        and not kwargs.get("raw")
        and not _concerns_draft_only(update_fields)
    ):
        announce_page(instance)


def announce_deleted_page(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Announce a page that is gone."""
    if isinstance(instance, Page):
        announce_page(instance)


def announce_branch(instance: Page, **kwargs: Any) -> None:
    """Announce a page and all below it, whose addresses changed with its own."""
    below = instance.get_descendants().values_list("pk", flat=True)
    announce(*_list_tags(instance), *(f"{PAGE}:{key}" for key in below))


def announce_move(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Announce a page that moved, all below it, and the lists it left and came to."""
    parents = {parent_page_before.pk, parent_page_after.pk}
    announce(*(f"{PAGE}:children:{key}" for key in parents))
    announce_branch(instance)


def _list_tags(page: Page) -> list[str]:
    parent = Page.objects.filter(path=page.path[: -page.steplen]).values_list("pk", flat=True)
    lists = [f"{PAGE}:children:{key}" for key in parent] if page.depth > 1 else []
    translations = f"{PAGE}:translations:{page.translation_key}"
    return [f"{PAGE}:{page.pk}", f"{PAGE}:*", translations, *lists]


def _concerns_draft_only(update_fields: Any) -> bool:
    return bool(update_fields) and FIELDS_OF_DRAFTS.issuperset(update_fields)
