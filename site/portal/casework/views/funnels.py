"""How services go: one line a wizard, and the page of one with its parts as a picture and as a table.

What is counted, and how, is known to ``portal.lifecycle.funnel``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.permissions import PermissionGuard
from portal.casework.wording import service_title
from portal.definitions.texts import in_language, reader_language
from portal.definitions.upgrades import DefinitionFormatError
from portal.lifecycle.funnel import MOST_APPLICATIONS, Funnel, StepPassage, read_funnel
from portal.records.applications.models import Application
from portal.records.wizards.models import Wizard

__all__ = ["VIEW_FUNNEL", "FunnelView", "FunnelsView"]

VIEW_FUNNEL = "records.view_funnel"
PERIODS = (30, 90, 365)
"""Days that can be looked back on; the first where none is asked for."""
WIDTH, LINE, BAR = 540, 56, 20
ROOM_FOR_NUMBERS = 200
MINUTES_AN_HOUR, MINUTES_A_DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Line:
    """A wizard in the list: what was begun in the period and what of it was sent."""

    title: str
    address: str
    begun: int
    sent: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A part as it is drawn and listed; widths in units of the picture."""

    title: str
    passage: StepPassage
    time: str
    finished: float
    left: float
    top: int

    @property
    def label(self) -> float:
        """Return where its numbers stand: behind it."""
        return self.finished + self.left + 8


class FunnelPage(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """A page about a number of days up to now, for those who may see how services go."""

    http_method_names = ["get", "head", "options"]
    permissions: ClassVar[tuple[str, ...]] = (VIEW_FUNNEL,)
    header_icon = "history"

    @cached_property
    def days(self) -> int:
        """Return how far back the address asks to look; the shortest for what is no period."""
        asked = self.request.GET.get("days", "")
        return next((days for days in PERIODS if str(days) == asked), PERIODS[0])

    @cached_property
    def since(self) -> datetime:
        """Return the beginning of the period."""
        return timezone.now() - timedelta(days=self.days)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the period and those that can be chosen."""
        context: dict[str, Any] = super().get_context_data(
            days=self.days, periods=PERIODS, **kwargs
        )
        return context


class FunnelsView(FunnelPage):
    """Lists the wizards with what was begun and sent."""

    template_name = "portal/casework/funnels/list.html"
    page_title: Promise = gettext_lazy("How services go")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return a line a wizard that is on offer; 2 SQL."""
        return super().get_context_data(
            lines=sorted(self._lines(), key=lambda line: line.title), **kwargs
        )

    def _lines(self) -> Iterator[Line]:
        rows = (
            Application.objects.filter(started_at__gte=self.since)
            .order_by()
            .values_list("service_key")
            .annotate(begun=Count("pk"), sent=Count("submitted_at"))
        )
        counted = {key: (begun, sent) for key, begun, sent in rows}
        for wizard in Wizard.objects.exclude(current_version=None).select_related(
            "current_version"
        ):
            offered = wizard.current_version
            assert offered is not None
            title = service_title(offered.pk, offered.content_hash, reader_language())
            address = reverse("casework_funnels:one", args=[wizard.pk])
            yield Line(title, address, *counted.get(wizard.key, (0, 0)))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the admin's home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class FunnelView(FunnelPage):
    """Shows one wizard: its parts with who finished and who stopped, and the questions that were corrected most."""

    template_name = "portal/casework/funnels/one.html"

    @cached_property
    def wizard(self) -> Wizard:
        """Return the wizard of the address; raise Http404 where there is none, or none that was published."""
        wizards = Wizard.objects.exclude(current_version=None).select_related("current_version")
        found: Wizard = get_object_or_404(wizards, pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        """Return what the service is called now."""
        offered = self.wizard.current_version
        assert offered is not None
        return service_title(offered.pk, offered.content_hash, reader_language())

    def get_page_subtitle(self) -> str:
        """Return what is shown of it."""
        return _("How it goes")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("casework_funnels:list"), "label": FunnelsView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the counts in words and the measures of the picture; none where this release can't read the wizard."""
        try:
            funnel = read_funnel(self.wizard, since=self.since, at=timezone.now())
        except DefinitionFormatError:
            return super().get_context_data(funnel=None, **kwargs)
        bars = list(draw_bars(funnel))
        return super().get_context_data(
            funnel=funnel,
            time=say_minutes(funnel.minutes),
            bars=bars,
            hot_spots=[
                (
                    in_language(spot.step, reader_language()),
                    in_language(spot.question, reader_language()),
                    spot.times,
                )
                for spot in funnel.hot_spots
            ],
            most=MOST_APPLICATIONS,
            width=WIDTH,
            bar=BAR,
            height=LINE * len(bars),
            **kwargs,
        )


def draw_bars(funnel: Funnel) -> Iterator[Bar]:
    """Yield a bar a part, as long as the share of what was begun."""
    scale = (WIDTH - ROOM_FOR_NUMBERS) / (funnel.begun or 1)
    for number, passage in enumerate(funnel.steps):
        title = (
            _("Read-back, and sending it")
            if passage.title is None
            else in_language(passage.title, reader_language())
        )
        yield Bar(
            title,
            passage,
            say_minutes(passage.minutes),
            round(passage.finished * scale, 1),
            round(passage.left * scale, 1),
            LINE * number,
        )


def say_minutes(minutes: float | None) -> str:
    """Return a length of time in words, in the largest unit that it fills; a dash for none."""
    if minutes is None:
        return "–"
    if minutes < 1:
        return _("less than a minute")
    if minutes < MINUTES_AN_HOUR:
        return _("%(n)s min") % {"n": round(minutes)}
    if minutes < MINUTES_A_DAY:
        return _("%(n)s h") % {"n": round(minutes / MINUTES_AN_HOUR)}
    return _("%(n)s days") % {"n": round(minutes / MINUTES_A_DAY)}
