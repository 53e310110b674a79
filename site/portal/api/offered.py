"""Routers that plugins offer, each below /plugins/<plugin id>/ of the API. One that fails is left out."""

from __future__ import annotations

from ninja import NinjaAPI, Router

from portal.plugins.guard import call_decorating
from portal.plugins.registry import plugin_modules

__all__ = ["add_offered_routers"]


def add_offered_routers(api: NinjaAPI) -> None:
    """Mount the router of every plugin that has one."""
    for plugin, module in plugin_modules("api"):
        call_decorating(f"{plugin.label}:api", _add, api, plugin.label, module)


def _add(api: NinjaAPI, plugin_id: str, module: object) -> None:
    router = getattr(module, "ROUTER", None)
    if not isinstance(router, Router):
        raise TypeError("ROUTER is not a ninja router")
    api.add_router(f"/plugins/{plugin_id}", router, tags=[plugin_id])
