"""Announces what changes on public pages: pages by Wagtail's signals, everything else by its saved and deleted rows.

Rows written past Django's signals (`bulk_create`, `update`) are announced by whoever writes them: portal.sdk.freshness.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from config.page_cache.tables import PAGE, is_announced, note_statements
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
    page_published.connect(announce_page, dispatch_uid="page_cache.published")
    page_unpublished.connect(announce_page, dispatch_uid="page_cache.unpublished")
    page_slug_changed.connect(announce_branch, dispatch_uid="page_cache.slug")
    post_page_move.connect(announce_move, dispatch_uid="page_cache.moved")
    post_save.connect(announce_saved, dispatch_uid="page_cache.saved")
    post_delete.connect(announce_deleted, dispatch_uid="page_cache.deleted")
    m2m_changed.connect(announce_links, dispatch_uid="page_cache.linked")


def announce_page(instance: Page, **kwargs: Any) -> None:
    """Announce a page, and that the list it stands in may have changed."""
    announce(*_list_tags(instance))


def announce_saved(
    sender: type[Model], instance: Model, update_fields: Any = None, **kwargs: Any
) -> None:
    """Announce a row, or a page that was saved past Wagtail's publishing, unless only a draft was saved."""
    if _concerns_draft_only(update_fields):
        return
    if isinstance(instance, Page):
        if instance.live and not kwargs.get("raw"):
            announce_page(instance)
    elif is_announced(sender):
        _announce_row(instance)


def announce_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Announce a row or a page that is gone."""
    if isinstance(instance, Page):
        announce_page(instance)
    elif is_announced(sender):
        _announce_row(instance)


def announce_links(sender: type[Model], **kwargs: Any) -> None:
    """Announce a table of links between rows as a whole."""
    if is_announced(sender):
        announce(f"{sender._meta.db_table}:*")


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


def _announce_row(row: Model) -> None:
    table = row._meta.db_table
    announce(f"{table}:{row.pk}", f"{table}:*")


def _list_tags(page: Page) -> list[str]:
    parent = Page.objects.filter(path=page.path[: -page.steplen]).values_list("pk", flat=True)
    lists = [f"{PAGE}:children:{key}" for key in parent] if page.depth > 1 else []
    translations = f"{PAGE}:translations:{page.translation_key}"
    return [f"{PAGE}:{page.pk}", f"{PAGE}:*", translations, *lists]


def _concerns_draft_only(update_fields: Any) -> bool:
    return bool(update_fields) and FIELDS_OF_DRAFTS.issuperset(update_fields)
