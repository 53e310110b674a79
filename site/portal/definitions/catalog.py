"""The services on offer, wizards and tools alike, in the reader's language; a page names one by its key.

A service exists only while its plugin does: asking for an absent one answers None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from portal.definitions.published import WizardService, find_wizard_service, list_wizard_services
from portal.definitions.texts import FALLBACK_LANGUAGE, in_language
from portal.definitions.tools import Tool, offered_tools
from portal.plugins.guard import call_decorating

__all__ = ["Service", "get_service", "list_services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service in the reader's language; a wizard has a ``start_url``, a tool a template."""

    key: str
    kind: Literal["wizard", "tool"]
    title: str
    summary: str
    is_available: bool = True
    minutes: int | None = None
    needs: tuple[str, ...] = ()
    start_url: str = ""
    template_name: str = ""
    tool: Tool | None = None
    plugin_id: str = ""

    def context(self, request: HttpRequest) -> dict[str, Any] | None:
        """Return what the tool's template is filled with, or None where the tool failed."""
        if self.tool is None:
            return None
        return call_decorating(self.plugin_id, self.tool.context, request)


def list_services() -> list[Service]:
    """Return every service on offer: wizards first, then tools, each by key; 1 SQL once compiled."""
    wizards = [_from_wizard(found) for found in list_wizard_services()]
    tools = [_from_tool(plugin_id, tool) for plugin_id, tool in offered_tools()]
    return wizards + sorted(tools, key=lambda service: service.key)


def get_service(key: str) -> Service | None:
    """Return the service of that key, or None while nothing offers it; at most 1 SQL."""
    for plugin_id, tool in offered_tools():
        if tool.key == key:
            return _from_tool(plugin_id, tool)
    found = find_wizard_service(key)
    return _from_wizard(found) if found else None


def _from_wizard(found: WizardService) -> Service:
    language, spec = get_language() or FALLBACK_LANGUAGE, found.spec
    return Service(
        key=spec.key,
        kind="wizard",
        title=in_language(spec.title, language),
        summary=in_language(spec.summary, language),
        is_available=found.is_available,
        minutes=spec.minutes,
        needs=tuple(in_language(need, language) for need in spec.needs),
        start_url=reverse("wizards:start", args=[spec.key]),
    )


def _from_tool(plugin_id: str, tool: Tool) -> Service:
    language = get_language() or FALLBACK_LANGUAGE
    return Service(
        key=tool.key,
        kind="tool",
        title=in_language(tool.title, language),
        summary=in_language(tool.summary, language),
        template_name=tool.template_name,
        tool=tool,
        plugin_id=plugin_id,
    )
