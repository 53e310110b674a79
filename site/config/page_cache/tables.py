"""Which tables a page may be made from, by the statements it puts to the database.

A table whose changes are announced gives tags: of single rows where a statement asks for rows by their keys, of
the whole table otherwise. Any other table, those about people above all, makes a page one that is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from portal.sdk.freshness import Making, current_making

READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
BY_KEY = re.compile(
    r' WHERE "(\w+)"\."(\w+)" (?:= %s|IN \((?:%s(?:, )?)+\))(?: ORDER BY [^()]*| LIMIT \d+)*$'
)
PAGE = "wagtailcore_page"
WITHOUT_MEANING = frozenset({"django_content_type", "wagtailimages_rendition"})
"""Tables whose rows never change, or follow from rows that do."""
APPS_OF_CONTENT = frozenset(
    {"content", "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailredirects", "taggit"}
)
ABOUT_EDITING = (
    "apitoken",
    "comment",
    "log",
    "permission",
    "referenceindex",
    "revision",
    "subscription",
    "task",
    "uploadedfile",
    "workflow",
)
"""In the names of Wagtail's own models: what is about editors and drafts, and shown to nobody else."""
REFERENCE_MODELS = frozenset(
    {
        "records.credentialtype",
        "records.credentialtypeterms",
        "records.endorsement",
        "records.endorsementterms",
        "records.feeitem",
        "records.feeterms",
        "records.namerule",
        "records.nameruleterms",
        "records.organization",
        "records.organizationterms",
        "records.passingscore",
        "records.switchedofftool",
        "records.wizard",
        "records.wizardversion",
    }
)


def is_announced(model: type[Model]) -> bool:
    """Tell whether changes of a model's rows are announced; those of pages are by Wagtail's signals."""
    return model._meta.db_table in _announced_tables()


def _is_content(model: type[Model]) -> bool:
    meta = model._meta
    if meta.label_lower in REFERENCE_MODELS:
        return True
    if meta.app_label not in APPS_OF_CONTENT:
        return False
    return not any(word in meta.label_lower for word in ABOUT_EDITING)


@cache
def _page_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, Page))


@cache
def _announced_tables() -> dict[str, str]:
    """Return the column of the key of each announced table.

    Asked once the apps are loaded: Wagtail reads every app's hooks to tell which models are snippets.
    """
    snippets = set(get_snippet_models())
    return {
        model._meta.db_table: str(model._meta.pk.column)
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, Page) and (model in snippets or _is_content(model))
    }


def note_statements(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Note what a statement reads; Django calls this around each one."""
    made = current_making()
    if made is not None and not made.is_exact and not made.is_refused:
        note_statement(made, sql, params)
    return execute(sql, params, many, context)


def note_statement(made: Making, sql: str, params: Any) -> None:
    """Add the tags of what a statement reads, or refuse to keep what is made from it."""
    tables = set(READ.findall(sql)) - WITHOUT_MEANING
    pages, others = tables & _page_tables(), tables - _page_tables()
    announced = _announced_tables()
    if others - announced.keys():
        made.is_refused = True
        return
    by_key = BY_KEY.search(sql)
    asked = by_key.group(1) if by_key and _is_key(*by_key.groups()) else None
    if pages:
        made.tags.update(_row_tags(PAGE, params) if asked in pages else [f"{PAGE}:*"])
    for table in others:
        made.tags.update(_row_tags(table, params) if asked == table else [f"{table}:*"])


def _is_key(table: str, column: str) -> bool:
    if table in _page_tables():
        return column in {"id", "page_ptr_id"}
    return _announced_tables().get(table) == column


def _row_tags(table: str, params: Any) -> list[str]:
    return [f"{table}:{key}" for key in params or ()]
