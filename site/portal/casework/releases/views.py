"""The list of releases, the page of one with what would happen now, and the acts on it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from portal.casework.paging import PlacedListing
from portal.casework.releases.access import ReleaseGuard, ReleasePage, say_moment
from portal.casework.wording import account_name
from portal.records.releases.judging import (
    PlacedFault,
    describe_failure,
    describe_part,
    find_faults,
    list_parts,
    preview_part,
)
from portal.records.releases.kinds import PartPreview
from portal.records.releases.models import Release
from portal.records.releases.operations import (
    MAY_BECOME,
    ReleaseOverError,
    release_now,
    withdraw_release,
)

__all__ = ["ReleaseNowView", "ReleaseView", "ReleasesView", "WithdrawView"]

State = Release.State
MINOR = "casework-column-minor"


class ReleasesView(ReleaseGuard, PlacedListing):
    """Lists every release, the latest moment first."""

    page_title = gettext_lazy("Releases")
    header_icon = "calendar-alt"
    index_url_name = "releases:list"
    index_results_url_name = "releases:list_results"
    verbose_name = gettext_lazy("release")
    verbose_name_plural = gettext_lazy("releases")

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; the name leads to the release."""
        return [
            TitleColumn("name", label=_("Release"), get_url=_release_url),
            Column("due_at", label=_("Moment"), accessor=lambda each: say_moment(each.due_at)),
            Column(
                "made_by",
                label=_("By"),
                accessor=lambda each: account_name(each.made_by),
                classname=MINOR,
            ),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda each: each.state in {State.PLANNED, State.FAILED},
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to a new release."""
        return [HeaderButton(_("New release"), url=reverse("releases:new"), icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[Release]:
        """Return every release that may be seen."""
        return self.list_releases().order_by("-due_at", "-id")


@dataclass(frozen=True, slots=True)
class PartPanel:
    """One part as the page shows it; while nothing is decided, with what would happen now."""

    title: str
    preview: PartPreview
    faults: list[PlacedFault]


class ReleaseView(ReleasePage, WagtailAdminTemplateMixin, TemplateView):
    """Shows a release; a dry run of every part while it can still be released."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/releases/release.html"
    header_icon = "calendar-alt"

    def get_page_title(self) -> str:
        """Return the name."""
        return self.release.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the release as it stands now."""
        release = self.release
        is_open = bool(MAY_BECOME[release.state])
        panels = self._panels(is_dry_run=is_open)
        context: dict[str, Any] = super().get_context_data(
            release=release,
            moment=say_moment(release.due_at),
            ended=say_moment(release.ended_at) if release.ended_at else "",
            made_by=account_name(release.made_by),
            released_by=account_name(release.released_by) if release.released_by else "",
            is_open=is_open,
            failure=describe_failure(release) if release.state == State.FAILED else None,
            panels=panels,
            is_ready=not any(panel.faults for panel in panels),
            **kwargs,
        )
        return context

    def _panels(self, *, is_dry_run: bool) -> list[PartPanel]:
        parts, release = list_parts(self.release), self.release
        if not is_dry_run:
            return [PartPanel(describe_part(part), PartPreview(), []) for part in parts]
        faults = find_faults(parts, planner=release.made_by, at=self._judged_at())
        return [
            PartPanel(
                describe_part(part),
                preview_part(part),
                [placed for placed in faults if placed.part is part],
            )
            for part in parts
        ]

    def _judged_at(self) -> Any:
        """Return the moment at which it would be published: its own, or now where that has passed."""
        return max(self.release.due_at, timezone.now())


class ReleaseNowView(ReleasePage, View):
    """Publishes a release at once, by a POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Publish, and say what became of it on its page."""
        try:
            release = release_now(
                public_id=self.release.public_id, actor=self.actor, at=timezone.now()
            )
        except ReleaseOverError as over:
            messages.error(request, _say_over(over))
            return redirect("releases:release", public_id)
        if release.state == State.RELEASED:
            messages.success(request, _("Everything is published."))
        else:
            messages.error(request, _("Nothing is published. What stands in the way is named."))
        return redirect("releases:release", public_id)


class WithdrawView(ReleasePage, View):
    """Takes a release back, by a POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Withdraw, and show how it stands."""
        try:
            withdraw_release(
                public_id=self.release.public_id, actor_id=self.actor.pk, at=timezone.now()
            )
        except ReleaseOverError as over:
            messages.error(request, _say_over(over))
        else:
            messages.success(request, _("The release is withdrawn. Nothing of it is published."))
        return redirect("releases:release", public_id)


def _say_over(over: ReleaseOverError) -> str:
    return _("Nothing was done: the release is over (%(state)s).") % {
        "state": State(over.state).label
    }


def _release_url(release: Release) -> str:
    return reverse("releases:release", args=[release.public_id])
