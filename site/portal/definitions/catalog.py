"""The services on offer, wizards and tools alike, in the reader's language; a page names one by its key.

A service exists only while its plugin does: asking for an absent one answers None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Literal

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from portal.definitions.fee_spec import FeeSpec
from portal.definitions.published import (
    Availability,
    WizardService,
    find_wizard_service,
    list_wizard_services,
)
from portal.definitions.texts import in_language, reader_language
from portal.definitions.tools import Tool, list_switched_off, offered_tools
from portal.plugins.guard import call_decorating, call_on_input

__all__ = ["Availability", "DrawnTool", "Service", "get_service", "list_services"]


@dataclass(frozen=True, slots=True)
class DrawnTool:
    """A tool as it stands in the page, and the status that the page is to have."""

    html: SafeString
    status: HTTPStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service in the reader's language; a wizard has a ``start_url``, a tool a template.

    ``fees`` are those that its definition names; ``is_for_anybody``: it is filled in without an account, too.
    ``opens_on`` and ``closes_on`` are the first and the last day of a wizard that has such: what is said here is true
    for the day at most.
    """

    key: str
    kind: Literal["wizard", "tool"]
    title: str
    summary: str
    availability: Availability = Availability.OPEN
    opens_on: date | None = None
    closes_on: date | None = None
    minutes: int | None = None
    needs: tuple[str, ...] = ()
    is_for_anybody: bool = False
    fees: tuple[FeeSpec, ...] = ()
    start_url: str = ""
    template_name: str = ""
    tool: Tool | None = None
    plugin_id: str = ""
    search_parameter: str = ""

    @property
    def is_available(self) -> bool:
        """Tell whether it can be started or used now."""
        return self.availability is Availability.OPEN

    def draw(self, request: HttpRequest) -> DrawnTool | None:
        """Return the tool drawn, or None where it failed; what a visitor typed trips no circuit."""
        call = call_on_input if request.META.get("QUERY_STRING") else call_decorating
        return call(f"{self.plugin_id}:tools", self._draw, request)

    def _draw(self, request: HttpRequest) -> DrawnTool | None:
        if self.tool is None:
            return None
        context = self.tool.context(request)
        html = render_to_string(self.template_name, context, request=request)
        return DrawnTool(html, HTTPStatus(context.get("status_code", HTTPStatus.OK)))


def list_services() -> list[Service]:
    """Return every service that is not archived: wizards first, then tools, each by key; 2 SQL once compiled."""
    wizards = [_from_wizard(found) for found in list_wizard_services()]
    off = list_switched_off()
    tools = [_from_tool(plugin_id, tool, off) for plugin_id, tool in offered_tools()]
    return wizards + sorted(tools, key=lambda service: service.key)


def get_service(key: str) -> Service | None:
    """Return the service of that key, or None while nothing offers it; at most 1 SQL."""
    for plugin_id, tool in offered_tools():
        if tool.key == key:
            return _from_tool(plugin_id, tool, list_switched_off())
    found = find_wizard_service(key)
    return _from_wizard(found) if found else None


def _from_wizard(found: WizardService) -> Service:
    language, spec, today = reader_language(), found.spec, localdate()
    return Service(
        key=spec.key,
        kind="wizard",
        title=in_language(spec.title, language),
        summary=in_language(spec.summary, language),
        availability=found.availability(today),
        opens_on=spec.opens_on,
        closes_on=spec.closes_on,
        minutes=spec.minutes,
        needs=tuple(in_language(need, language) for need in spec.needs),
        is_for_anybody=spec.is_for_anybody,
        fees=spec.fees,
        start_url=reverse("wizards:start", args=[spec.key]),
    )


def _from_tool(plugin_id: str, tool: Tool, off: set[str]) -> Service:
    language = reader_language()
    return Service(
        key=tool.key,
        kind="tool",
        title=in_language(tool.title, language),
        summary=in_language(tool.summary, language),
        availability=Availability.OFF if tool.key in off else Availability.OPEN,
        template_name=tool.template_name,
        tool=tool,
        plugin_id=plugin_id,
        search_parameter=tool.search_parameter,
    )
