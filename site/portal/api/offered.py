"""Routers that plugins offer, each below /plugins/<plugin id>/ of the API. One that fails is left out.

An operation that raises is the plugin's failure and is counted as one; what it means to tell is not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from portal.api.problems import ProblemError
from portal.plugins.guard import call_decorating, call_pure
from portal.plugins.registry import plugin_modules

__all__ = ["add_offered_routers"]

Operation = Callable[..., Any]

MEANT = (ProblemError, Http404, HttpError, ValidationError, PermissionDenied)
"""What an operation raises to answer the caller."""


def add_offered_routers(api: NinjaAPI) -> None:
    """Mount the router of every plugin that has one."""
    for plugin, module in plugin_modules("api"):
        call_decorating(_place(plugin.label), _add, api, plugin.label, module)


def _place(plugin_id: str) -> str:
    return f"{plugin_id}:api"


def _add(api: NinjaAPI, plugin_id: str, module: object) -> None:
    router = getattr(module, "ROUTER", None)
    if not isinstance(router, Router):
        raise TypeError("ROUTER is not a ninja router")
    guarded = Router()
    guarded.add_decorator(partial(_guard, plugin_id))
    guarded.add_router("", router)
    api.add_router(f"/plugins/{plugin_id}", guarded, tags=[plugin_id])


def _guard(plugin_id: str, operation: Operation) -> Operation:
    """Return the operation, which raises PluginFailedError for a fault of its own."""

    @wraps(operation)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = call_pure(_place(plugin_id), _answer, operation, request, *args, **kwargs)
        if isinstance(answer, MEANT):
            raise answer
        return answer

    return guarded


def _answer(operation: Operation, *args: Any, **kwargs: Any) -> Any:
    try:
        return operation(*args, **kwargs)
    except MEANT as told:
        return told
