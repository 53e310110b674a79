"""Reads of which pages need somebody: drafts, times that come near, pages without an owner or long unread.

Each is one statement with a limit, however many pages there are. Who sees them is for content.editing.panels.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Cast
from wagtail.models import Page, Revision, get_page_models
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from content.pages.base import PortalPage

SHOWN = 5
NEAR = timedelta(days=30)
UNREAD = timedelta(days=365)


def list_editable(user: Any) -> PageQuerySet:
    """Return the pages that somebody may change, without Wagtail's root."""
    policy = policy_registry.get_by_type(Page)
    return policy.instances_user_has_permission_for(user, "change").filter(depth__gt=1)


def list_drafts(user: Any) -> list[Page]:
    """Return pages with changes that nobody sees yet, this person's among them, whoever saved last."""
    own = Revision.objects.page_revisions().filter(user=user, object_id=OuterRef("key"))
    pages = list_editable(user).annotate(
        key=Cast("pk", CharField()),
        own_at=Subquery(own.order_by("-created_at").values("created_at")[:1]),
    )
    unseen = Q(own_at__gt=F("last_published_at")) | Q(last_published_at=None, own_at__isnull=False)
    drafts = pages.filter(unseen, has_unpublished_changes=True)
    return list(drafts.order_by("-latest_revision_created_at")[:SHOWN])


@dataclass(frozen=True)
class Scheduled:
    """An approved version that waits for its time."""

    page: int
    title: str
    language: str
    when: datetime


def list_scheduled(user: Any) -> list[Scheduled]:
    """Return when which approved version is published, the next one first; what is late means that no worker runs."""
    keys = list_editable(user).annotate(key=Cast("pk", CharField())).values("key")
    waiting = Revision.objects.page_revisions().filter(
        approved_go_live_at__isnull=False, object_id__in=keys
    )
    languages = Page.objects.annotate(key=Cast("pk", CharField())).filter(key=OuterRef("object_id"))
    rows = waiting.annotate(language=Subquery(languages.values("locale__language_code")))
    names = ("object_id", "object_str", "language", "approved_go_live_at")
    first = rows.order_by("approved_go_live_at").values_list(*names)[:SHOWN]
    return [Scheduled(int(key), *rest) for key, *rest in first]


def list_expiring(user: Any, at: datetime) -> list[Page]:
    """Return public pages that are taken off soon; the alias of a page goes with it and is not counted again."""
    expiring = list_editable(user).live().filter(expire_at__lte=at + NEAR, alias_of=None)
    return list(expiring.select_related("locale").order_by("expire_at")[:SHOWN])


def list_without_owner(user: Any) -> list[Page]:
    """Return public pages that belong to nobody; the alias of a page in another language is not counted again."""
    lost = list_editable(user).live().filter(owner=None, alias_of=None)
    return _take_first(lost.order_by("title"))


def list_to_review(user: Any, at: datetime, today: date) -> list[Page]:
    """Return public pages whose day of review has come, or that have none and were published long ago."""
    types = (model for model in get_page_models() if issubclass(model, PortalPage))
    names = [model._meta.model_name for model in types]
    is_due = reduce(or_, (Q(**{f"{name}__review_by__lte": today}) for name in names))
    has_day = reduce(or_, (Q(**{f"{name}__review_by__isnull": False}) for name in names))
    is_old = Q(last_published_at__lte=at - UNREAD) & ~has_day
    due = list_editable(user).live().filter(is_due | is_old, alias_of=None)
    return _take_first(due.order_by("last_published_at"))


def count_more(pages: list[Page]) -> int:
    """Return how many pages there are beyond the first ones."""
    return pages[0].in_all - len(pages) if pages else 0


def _take_first(pages: PageQuerySet) -> list[Page]:
    """Return the first pages, each of which knows how many there are."""
    return list(pages.annotate(in_all=Window(Count("pk")))[:SHOWN])
