"""Mounts somebody else's API for reading only: the content API's writes take tokens without scope or expiry."""

from collections.abc import Sequence

from django.urls import URLPattern, URLResolver
from django.views.decorators.http import require_safe

Mounted = tuple[list[URLPattern | URLResolver], str, str]


def only_reading(mounted: Mounted) -> Mounted:
    """Return the addresses with every view refusing (405) all methods but GET and HEAD."""
    patterns, app_name, namespace = mounted
    restrict(patterns)
    return patterns, app_name, namespace


def restrict(patterns: Sequence[URLPattern | URLResolver]) -> None:
    """Wrap the views of the patterns, and of those below them, in place."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            restrict(pattern.url_patterns)
        else:
            pattern.callback = require_safe(pattern.callback)
