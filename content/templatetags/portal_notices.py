"""The tag that draws the notices above a page. Without a request, or without the database, it draws nothing."""

from datetime import datetime
from functools import partial
from typing import Any

from django import template
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from content.keeping import EVERYWHERE, page_tag
from content.notices.dismissal import read_dismissed
from content.notices.models import Notice, NoticeSection
from content.notices.queries import list_notices, next_notice_change
from portal.sdk.freshness import exactly, made_from, never_keep, remember, until

NOTICE_TABLES = tuple(f"{model._meta.db_table}:*" for model in (Notice, NoticeSection))

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
        with exactly(*NOTICE_TABLES, *EVERYWHERE):
            at = timezone.now()
            notices = list_notices(page, at=at, language=get_language())
            made_from(*(page_tag(each.link_page_id) for each in notices if each.link_page_id))
            until(remember("next notice change", partial(_read_next_change, at)))
    except DatabaseError:
        never_keep()
        return []
    dismissed = read_dismissed(request.COOKIES)
    return [each for each in notices if not (each.can_be_dismissed and each.mark in dismissed)]


def _read_next_change(at: datetime) -> datetime | None:
    made_from(*NOTICE_TABLES)
    moment = next_notice_change(at)
    until(moment)
    return moment
