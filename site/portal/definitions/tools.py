"""Tools: services that are no wizards; a plugin offers them in its ``tools`` module.

A tool is drawn inside the page that attaches it. Drawing is the page's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from portal.definitions.texts import Text
from portal.plugins.registry import plugin_modules
from portal.records.wizards.models import SwitchedOffTool

__all__ = ["Tool", "list_switched_off", "offered_tools"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool by its key (plugin id, dot, name), its template and the function that fills it.

    A ``status_code`` in what ``context`` returns becomes the status of the whole page. A tool that searches may
    name the ``search_parameter`` of its address, so that other pages can lead straight to an answer.
    """

    key: str
    title: Text
    summary: Text
    template_name: str
    context: Callable[[HttpRequest], dict[str, Any]]
    search_parameter: str = ""


def offered_tools() -> Iterator[tuple[str, Tool]]:
    """Yield plugin id and tool, for every tool that an installed plugin offers."""
    for plugin, module in plugin_modules("tools"):
        for tool in module.TOOLS:
            yield plugin.label, tool


def list_switched_off() -> set[str]:
    """Return the keys of the tools that are off; 1 SQL."""
    return set(SwitchedOffTool.objects.values_list("key", flat=True))
