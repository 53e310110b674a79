"""The part of a release that is a page: the draft that was its latest version when the release was planned.

Whoever plans it is the second person who has read it (content.editing.workflow), unless nobody's review is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.editing.accessibility import find_faults
from content.editing.workflow import is_own
from content.pages.base import PortalPage
from portal.sdk.releases import (
    Part,
    PartFault,
    PartKind,
    PartPreview,
    PartRefusedError,
    PreviewLine,
    User,
    register_kind,
)

MOST_CHOICES = 200


class PageKind(PartKind):
    """A page's draft."""

    name = "page"
    title = gettext_lazy("Pages with changes that nobody sees yet")
    help_text = gettext_lazy("Those that you may publish and did not write yourself.")
    faults = {
        "gone": gettext_lazy("The page is gone."),
        "no_draft": gettext_lazy("The page has no changes to publish."),
        "not_allowed": gettext_lazy("Whoever planned the release may not publish this page."),
        "own_page": gettext_lazy(
            "Whoever planned the release wrote this draft or sent it to the review: somebody else must plan it."
        ),
        "changed_meanwhile": gettext_lazy("The page was changed since the release was planned."),
        "published_meanwhile": gettext_lazy(
            "Somebody has published the page or taken it off since the release was planned."
        ),
        "own_schedule": gettext_lazy("The draft has a time of its own, which is later:"),
        "expired": gettext_lazy("The draft is to be taken off before the release:"),
        "incomplete": gettext_lazy("Something is missing:"),
        "not_accessible": gettext_lazy("Some readers could not use it:"),
    }

    def choices(self, planner: User) -> list[tuple[str, str]]:
        """Return the drafts that somebody may release, by title; of many, the latest ones."""
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_permission_for(planner, "publish")
        drafts = pages.filter(has_unpublished_changes=True, depth__gt=1, alias_of=None)
        latest = drafts.select_related("locale").order_by("-latest_revision_created_at")
        return sorted(
            ((str(page.pk), _say(page)) for page in latest[:MOST_CHOICES]),
            key=lambda choice: choice[1],
        )

    def pick(self, value: str) -> Part:
        """Return the part of a page by its key."""
        page = _find(value)
        if page is None:
            raise PartRefusedError(PartFault("gone", value))
        if page.latest_revision_id is None or not page.has_unpublished_changes:
            raise PartRefusedError(PartFault("no_draft"))
        facts = {
            "page": page.pk,
            "title": _say(page),
            "revision": page.latest_revision_id,
            "live_revision": page.live_revision_id,
        }
        return Part(self.name, f"page {page.pk}", facts)

    def describe(self, part: Part) -> str:
        """Name the page as it was called when the release was planned."""
        return _("Page “%(title)s”") % {"title": part.facts["title"]}

    def check(self, part: Part, *, planner: User, at: datetime) -> list[PartFault]:
        """Judge permission, conflicts, times, and the draft itself as publishing would."""
        page = _find(part.facts["page"])
        if page is None:
            return [PartFault("gone")]
        if faults := list(_find_conflicts(part, page)):
            return faults
        return [*_find_refusals(page, planner), *_find_faults(page, at)]

    def preview(self, part: Part) -> PartPreview:
        """Return which fields differ from what is public, and the page where Wagtail shows how."""
        page = _find(part.facts["page"])
        if page is None or page.latest_revision is None:
            return PartPreview()
        if not page.live:
            line = PreviewLine(part.facts["title"], _("the page appears on the site"))
            return PartPreview([line], url=reverse("wagtailadmin_pages:edit", args=[page.pk]))
        compare = reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[page.pk, "live", part.facts["revision"]],
        )
        return PartPreview(_list_changes(page), url=compare)

    def apply(self, part: Part, *, actor: User, at: datetime) -> None:
        """Publish the draft, unless somebody else got in between."""
        locked = Page.objects.select_for_update().filter(pk=part.facts["page"]).first()
        page = locked and locked.specific
        if page is None:
            raise PartRefusedError(PartFault("gone"))
        if faults := list(_find_conflicts(part, page)):
            raise PartRefusedError(*faults)
        try:
            # Who may publish it was judged by its planner, who need not be the one who releases.
            page.latest_revision.publish(user=actor, skip_permission_checks=True)
        except ValidationError as error:
            raise PartRefusedError(
                *(PartFault("not_accessible", message) for message in error.messages)
            ) from error


def _find(key: Any) -> PortalPage | None:
    page = Page.objects.filter(pk=int(key)).first() if str(key).isdecimal() else None
    specific = page and page.specific
    return specific if isinstance(specific, PortalPage) else None


def _say(page: Page) -> str:
    return f"{page.get_admin_display_title()} ({page.locale.language_code})"


def _find_conflicts(part: Part, page: Page) -> Iterator[PartFault]:
    if page.live_revision_id != part.facts["live_revision"]:
        yield PartFault("published_meanwhile")
    elif page.latest_revision_id != part.facts["revision"]:
        yield PartFault("changed_meanwhile")


def _find_refusals(page: PortalPage, planner: User) -> Iterator[PartFault]:
    may = page.permissions_for_user(planner)
    if not may.can_release():
        yield PartFault("not_allowed")
    elif not may.can_publish() and is_own(page, planner):
        yield PartFault("own_page")


def _find_faults(page: PortalPage, at: datetime) -> Iterator[PartFault]:
    draft = page.get_latest_revision_as_object()
    if draft.go_live_at and draft.go_live_at > at:
        yield PartFault("own_schedule", draft.go_live_at.isoformat())
    if draft.expire_at and draft.expire_at <= at:
        yield PartFault("expired", draft.expire_at.isoformat())
    for fault in find_faults(draft):
        yield PartFault("not_accessible", fault.message)
    try:
        draft.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = (
                "" if name == NON_FIELD_ERRORS else f"{draft._meta.get_field(name).verbose_name}: "
            )
            yield PartFault("incomplete", label + " ".join(messages))


def _list_changes(page: PortalPage) -> list[PreviewLine]:
    """Return a line a field of the form that differs."""
    draft = page.get_latest_revision_as_object()
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=None, form=None)
    fields = [compare(page, draft) for compare in panel.get_comparison()]
    return [
        PreviewLine(str(field.field_label()), _("changed"))
        for field in fields
        if field.has_changed()
    ]


register_kind(PageKind())
