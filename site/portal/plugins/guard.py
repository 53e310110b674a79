"""Calls into plugins: what a failure means depends on the kind of call, never on the caller.

Pure calls refuse the act they were asked for; decorating calls leave their piece out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

__all__ = ["PluginFailedError", "call_decorating", "call_pure"]

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


class PluginFailedError(Exception):
    """A plugin could not answer; the act must be refused with a plain message."""


def call_pure(plugin_id: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return the plugin's answer; raise PluginFailedError where it raised anything."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        logger.exception("plugin %s failed in %s", plugin_id, _name(function))
        raise PluginFailedError(plugin_id) from error


def call_decorating(
    plugin_id: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R | None:
    """Return the plugin's piece, or None where it raised: the page is shown without it."""
    try:
        return function(*args, **kwargs)
    except Exception:
        logger.exception("plugin %s failed in %s", plugin_id, _name(function))
        return None


def _name(function: Callable[..., object]) -> str:
    return getattr(function, "__qualname__", repr(function))
