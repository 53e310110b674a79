"""To offer a tool: a service that is no wizard and is drawn inside the page that attaches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from portal.definitions.texts import Text

__all__ = ["Tool"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool by its key (plugin id, dot, name), its template and the function that fills it."""

    key: str
    title: Text
    summary: Text
    template_name: str
    context: Callable[[HttpRequest], dict[str, Any]]
