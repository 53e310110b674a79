"""The work queue: what was submitted, in order of arrival, and who has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from portal.casework.bulk.acts import HAND_OVER, RELEASE, TAKE_UP
from portal.casework.columns import (
    DrawnColumn,
    DrawnStatusColumn,
    DrawnTable,
    DrawnTitleColumn,
    TickColumn,
)
from portal.casework.lean import LeanPage
from portal.casework.paging import PlacedListing
from portal.casework.permissions import VIEW_FILE, VIEW_QUEUE, PermissionGuard
from portal.casework.queries import list_queue
from portal.casework.radios import DrawnFilters, RadioSelect
from portal.casework.saved import list_filters
from portal.casework.search import application_matches
from portal.casework.wording import account_name, service_choices, service_title
from portal.definitions.texts import reader_language
from portal.records.applications.models import Application
from portal.records.applications.waiting import IsWaiting

__all__ = ["KEPT", "QUEUE", "QueueFilters", "QueueView", "select_queue"]

QUEUE = "queue"
"""The key under which the list is exported, and its filters are kept."""
NOBODYS = UUID(int=0)
KEPT = ("q", "stage", "service", "holder", "ordering")
"""What of the list's address belongs to a filter."""


class QueueFilters(DrawnFilters):
    """Narrows by stage, service and who has it; without a stage only what waits is shown."""

    stage = django_filters.ChoiceFilter(
        label=_("Stage"),
        choices=[choice for choice in Application.Stage.choices if choice[0] != "draft"],
        empty_label=_("waiting"),
        widget=RadioSelect,
    )
    service = django_filters.ChoiceFilter(
        field_name="service_key",
        label=_("Service"),
        choices=service_choices,
        widget=RadioSelect,
    )
    holder = django_filters.ChoiceFilter(
        label=_("Taken up by"),
        method="filter_holder",
        choices=[("me", _("me")), ("nobody", _("nobody yet"))],
        widget=RadioSelect,
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def filter_holder(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep the reader's own, or what nobody took up."""
        if value == "me":
            return queryset.filter(assigned_to=self.request.user)
        return queryset.filter(assigned_to__isnull=True)


class QueueView(PermissionGuard, LeanPage, PlacedListing):
    """Lists applications with the admin's own table, search box and filters."""

    permissions = (VIEW_QUEUE,)
    page_title = _("Applications")
    header_icon = "clipboard-list"
    index_url_name = "casework:queue"
    index_results_url_name = "casework:queue_results"
    verbose_name = _("application")
    verbose_name_plural = _("applications")
    filterset_class = QueueFilters
    table_class = DrawnTable
    is_searchable = True
    results_template_name = "portal/casework/queue_results.html"
    default_ordering = "submitted_at"

    @cached_property
    def acts(self) -> list[tuple[str, Any]]:
        """Return what the reader may do to ticked applications, as addresses and words."""
        offered = (
            (TAKE_UP, "casework:take_up_ticked", _("Take up")),
            (RELEASE, "casework:release_ticked", _("Give back")),
            (HAND_OVER, "casework:hand_over_ticked", _("Hand over …")),
        )
        user = self.request.user
        return [
            (reverse(url), words) for act, url, words in offered if user.has_perms(act.permissions)
        ]

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; the reference leads to the file for those who may open it."""
        may_open = self.request.user.has_perm(VIEW_FILE)
        ticks = [TickColumn("tick", label=_("Tick"))] if self.acts else []
        return [
            *ticks,
            DrawnTitleColumn(
                "reference",
                label=_("Reference"),
                get_url=_file_urls() if may_open else None,
                classname="cw-ref",
            ),
            DrawnColumn("applicant", label=_("Applicant"), accessor="applicant_name"),
            DrawnColumn("service", label=_("Service"), accessor=_service, classname="cw-minor"),
            DrawnColumn(
                "submitted_at",
                label=_("Submitted"),
                accessor=_submitted,
                sort_key="submitted_at",
                classname="cw-moment",
            ),
            DrawnStatusColumn(
                "stage",
                label=_("Stage"),
                accessor=_stage,
                primary=lambda row: row.stage == Application.Stage.ASSESSMENT,
            ),
            DrawnColumn(
                "holder",
                label=_("Taken up by"),
                accessor=_holder,
                classname="cw-minor",
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Application]:
        """Return the queue."""
        return list_queue()

    def order_queryset(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Keep to the order of arrival, or turn it round: one index serves both."""
        falling = "-" if str(self.ordering).startswith("-") else ""
        return queryset.order_by(f"{falling}submitted_at", f"{falling}id")

    def filter_queryset(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Keep to what waits, unless a stage is chosen or a decided file is searched for."""
        assert self.filters is not None
        return select_queue(queryset, self.filters, self.request.GET, self.search_query)

    def search_queryset(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Leave the search to the filters, which know both."""
        return queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the export of the list needs."""
        context: dict[str, Any] = super().get_context_data(
            export=QUEUE if self.request.user.has_perm(VIEW_FILE) else "",
            parameters=self.request.GET.dict(),
            acts=self.acts,
            listing=QUEUE,
            saved_filters=list_filters(owner_id=self.request.user.pk, listing=QUEUE),
            may_save=any(self.request.GET.get(name) for name in KEPT),
            **kwargs,
        )
        return context


def select_queue(
    rows: QuerySet[Application], filters: QueueFilters, data: Mapping[str, str], text: str
) -> QuerySet[Application]:
    """Return the rows that the filters let through and a search means: reference, name or EIN."""
    selected = filters.filter_queryset(rows) if filters.is_valid() else rows
    if text:
        return selected.filter(application_matches(text))
    return selected if data.get("stage") else selected.filter(IsWaiting())


def _file_urls() -> Callable[[Application], str]:
    """Return what tells the address of a row's file; how such an address goes is worked out once."""
    before, _id, after = reverse("casework:file", args=[NOBODYS]).partition(str(NOBODYS))
    return lambda row: f"{before}{row.public_id}{after}"


def _service(row: Application) -> str:
    return service_title(row.version_id, row.version.content_hash, reader_language())


def _submitted(row: Application) -> str:
    assert row.submitted_at is not None
    return date_format(localtime(row.submitted_at), "SHORT_DATETIME_FORMAT")


def _stage(row: Application) -> str:
    return str(Application.Stage(row.stage).label)


def _holder(row: Application) -> str:
    return account_name(row.assigned_to) if row.assigned_to else ""
