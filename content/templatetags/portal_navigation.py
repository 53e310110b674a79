"""Tags that draw the menus from the page tree. They work without a request, and without the database draw nothing."""

from collections.abc import Callable
from typing import Any

from django import template
from django.db import DatabaseError
from django.http import HttpRequest

from content.navigation import Entry, list_footer_entries, list_menu_entries
from portal.sdk.freshness import never_keep

register = template.Library()


@register.inclusion_tag("content/navigation.html", takes_context=True)
def main_navigation(context: template.Context) -> dict[str, Any]:
    """Draw the main menu as a list."""
    return {"entries": _or_nothing(list_menu_entries, context)}


@register.inclusion_tag("content/footer_navigation.html", takes_context=True)
def footer_navigation(context: template.Context) -> dict[str, Any]:
    """Draw the pages marked for the footer as a list."""
    return {"entries": _or_nothing(list_footer_entries, context)}


def _or_nothing(
    read: Callable[[HttpRequest | None], list[Entry]], context: template.Context
) -> list[Entry]:
    """Read the entries; a page that reports a database fault must not stumble over its own menu."""
    try:
        return read(context.get("request"))
    except DatabaseError:
        never_keep()
        return []
