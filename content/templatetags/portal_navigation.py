"""Tags that draw the main menu and the footer. They work without a request, and without the database draw nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import template
from django.db import DatabaseError
from django.http import HttpRequest

from content.menus.reading import list_footer_columns, list_menu_entries, name_footer
from content.navigation import list_footer_entries

register = template.Library()
T = TypeVar("T")


@register.inclusion_tag("content/navigation.html", takes_context=True)
def main_navigation(context: template.Context) -> dict[str, Any]:
    """Draw the main menu as a list."""
    return {"entries": _or_nothing(list_menu_entries, context)}


@register.simple_tag(takes_context=True)
def footer_version(context: template.Context) -> str:
    """Tell which footer the frame may keep: another one after each change of the menus, and for each preview."""
    return name_footer(context.get("request"))


@register.inclusion_tag("content/menus/footer.html", takes_context=True)
def footer_navigation(context: template.Context) -> dict[str, Any]:
    """Draw the columns of the footer; those of the page tree where no editor has written any."""
    if context.get("request") is None:
        return {"columns": []}
    columns = _or_nothing(list_footer_columns, context)
    return {
        "columns": columns,
        "entries": [] if columns else _or_nothing(list_footer_entries, context),
    }


def _or_nothing(
    read: Callable[[HttpRequest | None], list[T]], context: template.Context
) -> list[T]:
    """Read the entries; a page that reports a database fault must not stumble over its own menu."""
    try:
        return read(context.get("request"))
    except DatabaseError:
        return []
