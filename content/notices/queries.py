"""Which notices there are, by moment, place and language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Page

from content.keeping import EVERYWHERE, page_tag
from content.notices.models import Notice, NoticeSection
from content.visibility import is_restricted
from portal.sdk.freshness import exactly, made_from, remember, until

TABLES = tuple(f"{model._meta.db_table}:*" for model in (Notice, NoticeSection))


@dataclass(frozen=True)
class Kept:
    """A notice, and the keys of the pages whose sections it is for; none for the whole site."""

    notice: Notice
    keys: frozenset[str]


def list_notices(page: Page | None, *, at: datetime, language: str) -> list[Notice]:
    """Return what is shown above a page, or above one that is no page of the tree; the most pressing first.

    The process remembers the published notices until one changes, and where a page stands until it moves.
    """
    with exactly(*TABLES, *EVERYWHERE):
        published = remember("notices", _read_published)
        kept = [each for each in published if is_on(each.notice, at)]
        until(_find_next_change(published, at))
        has_sections = page is not None and any(each.keys for each in kept)
        here = _find_sections(page) if page is not None and has_sections else frozenset()
    return choose_language(
        [each.notice for each in kept if not each.keys or each.keys & here], language
    )


def _find_next_change(published: list[Kept], at: datetime) -> datetime | None:
    """Return the next moment at which a notice begins or ends: what is drawn before is wrong from then on."""
    moments = [
        moment
        for each in published
        for moment in (each.notice.starts_at, each.notice.ends_at)
        if moment is not None and moment > at
    ]
    return min(moments, default=None)


def _read_published() -> list[Kept]:
    listed = list(_published().order_by("-level", "-first_published_at", "pk"))
    keys: dict[int, set[str]] = {notice.pk: set() for notice in listed}
    sections = NoticeSection.objects.filter(notice__in=listed)
    for notice_id, key in sections.values_list("notice_id", "page__translation_key"):
        keys[notice_id].add(str(key))
    made_from(*TABLES, *EVERYWHERE)
    made_from(*(page_tag(each.link_page_id) for each in listed if each.link_page_id))
    return [Kept(notice, frozenset(keys[notice.pk])) for notice in listed]


def is_on(notice: Notice, at: datetime) -> bool:
    """Tell whether a published notice is shown at a moment."""
    has_begun_by_now = notice.starts_at is None or notice.starts_at <= at
    return has_begun_by_now and (notice.ends_at is None or notice.ends_at > at)


def list_public_notices(*, at: datetime, language: str) -> list[Notice]:
    """Return the current and past notices of all sections that everybody may read, the latest first."""
    of_private_pages = Exists(_sections().filter(is_restricted("page__path")))
    notices = _published().filter(~of_private_pages, has_begun(at))
    newest = notices.annotate(since=Coalesce("starts_at", "first_published_at"))
    return choose_language(newest.order_by("-since", "-pk"), language)


def list_dismissible(*, at: datetime) -> list[Notice]:
    """Return what a reader may put away at the moment, wherever it is shown."""
    notices = _published().filter(has_begun(at), has_not_ended(at))
    return [notice for notice in notices if notice.can_be_dismissed]


def has_begun(at: datetime) -> Q:
    """Select the notices that had begun at a moment; the first moment belongs to them."""
    return Q(starts_at__isnull=True) | Q(starts_at__lte=at)


def has_not_ended(at: datetime) -> Q:
    """Select the notices that had not ended at a moment; the last moment no longer belongs to them."""
    return Q(ends_at__isnull=True) | Q(ends_at__gt=at)


def choose_language(notices: Iterable[Notice], language: str) -> list[Notice]:
    """Return one translation of each notice: the reader's language, else the site's own, else any."""
    chosen: dict[object, Notice] = {}
    preferred = [settings.LANGUAGE_CODE, language]
    for notice in notices:
        other = chosen.get(notice.translation_key)
        if other is None or _rank(notice, preferred) > _rank(other, preferred):
            chosen[notice.translation_key] = notice
    return list(chosen.values())


def _rank(notice: Notice, preferred: list[str]) -> int:
    code = notice.locale.language_code
    return max((place for place, each in enumerate(preferred) if each == code), default=-1)


def _published() -> QuerySet[Notice]:
    return Notice.objects.filter(live=True).select_related("locale", "link_page__locale")


def _sections() -> QuerySet[NoticeSection]:
    return NoticeSection.objects.filter(notice=OuterRef("pk"))


def _find_sections(page: Page) -> frozenset[str]:
    """Return the keys that a page and those above it share with their translations."""
    return remember(("sections", page.pk), partial(_read_sections, page))


def _read_sections(page: Page) -> frozenset[str]:
    made_from(page_tag(page.pk))  # which is announced too where a page above moves
    ends = range(Page.steplen, len(page.path) + 1, Page.steplen)
    above = Page.objects.filter(path__in=[page.path[:end] for end in ends])
    return frozenset(map(str, above.values_list("translation_key", flat=True)))
