"""The tag that draws the notices above a page. Without a request, or without the database, it draws nothing."""

from typing import Any

from django import template
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from content.notices.dismissal import read_dismissed
from content.notices.models import Notice
from content.notices.queries import list_notices
from portal.sdk.freshness import never_keep

register = template.Library()


@register.inclusion_tag("content/notices/above.html", takes_context=True)
def site_notices(context: template.Context) -> dict[str, Any]:
    """Draw the notices of the whole site and of the section one is in, but those that the reader put away."""
    request, page = context.get("request"), context.get("page")
    if request is None:
        return {"notices": []}
    notices = _list_shown(request, page if isinstance(page, Page) else None)
    return {"notices": notices, "request": request}


def _list_shown(request: HttpRequest, page: Page | None) -> list[Notice]:
    """Read the notices; a page that reports a database fault must not stumble over them."""
    try:
        notices = list_notices(page, at=timezone.now(), language=get_language())
    except DatabaseError:
        never_keep()
        return []
    dismissed = read_dismissed(request.COOKIES)
    return [each for each in notices if not (each.can_be_dismissed and each.mark in dismissed)]
