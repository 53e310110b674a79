"""An event: an information session or a deadline to meet, with its day, its place and how to take part."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.pages.base import PortalPage
from content.structured_data import describe_place
from portal.sdk.freshness import until


class EventPage(PortalPage):
    """An event that people may attend, on the spot or online. Once it is over, the page says so."""

    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    place = models.TextField(
        _("place"), max_length=300, blank=True, help_text=_("Name and address, one line a line.")
    )
    is_online = models.BooleanField(
        _("online"), default=False, help_text=_("People can take part from elsewhere.")
    )
    registration_address = models.URLField(_("address to register at"), blank=True)
    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/event_page.html"
    page_description = _("An information session with its day, its place and how to register.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("place"),
                FieldPanel("is_online"),
                FieldPanel("registration_address"),
            ],
            heading=_("Event"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("place"),
        index.SearchField("body"),
        index.FilterField("starts_at"),
    ]
    api_fields = [
        *PortalPage.api_fields,
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("place"),
        APIField("is_online"),
        APIField("registration_address"),
        APIField("body"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def is_past(self, at: datetime) -> bool:
        """Say whether the event is over; a draft without an end is not."""
        return self.ends_at is not None and self.ends_at < at

    def clean(self) -> None:
        """Refuse an end before the beginning, and an event that takes place nowhere."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end is not after the beginning.")})
        if not self.place and not self.is_online:
            raise ValidationError({"place": _("Write a place, or say that the event is online.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether the event is over; until it is, what is kept of the page is true."""
        context = super().get_context(request, *args, **kwargs)
        context["is_past"] = is_past = self.is_past(timezone.now())
        until(None if is_past else self.ends_at)
        return context

    def describe(self) -> dict[str, Any]:
        """Return the event in the words of schema.org."""
        modes = {
            (True, True): "MixedEventAttendanceMode",
            (True, False): "OfflineEventAttendanceMode",
        }
        mode = modes.get((bool(self.place), self.is_online), "OnlineEventAttendanceMode")
        locations: list[dict[str, Any]] = []
        if self.place:
            name, *address = self.place.splitlines()
            place = {"@type": "Place", "name": name}
            locations.append(place | ({"address": describe_place(address)} if address else {}))
        if self.is_online:
            url = self.registration_address or self.full_url
            locations.append({"@type": "VirtualLocation", "url": url})
        return {
            "@type": "Event",
            "name": self.title,
            "description": self.summary,
            "startDate": _local(self.starts_at),
            "endDate": _local(self.ends_at),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": f"https://schema.org/{mode}",
            "location": locations,
            "url": self.full_url,
        }


def _local(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None
