"""Every address of the site by its route, and how a route is filled in. Who may open which is in ``doors``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, get_resolver

MARKS = re.compile(r"\^|\$|\\Z|\\(?=\.)")
NAMED = re.compile(
    r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|\((?:[^()]|\([^()]*\))*\)"
)


def walk(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Yield the route of every address below."""
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from walk(each.url_patterns, route)


def list_routes() -> list[str]:
    """Return every route of the site once."""
    return sorted(set(walk(get_resolver().url_patterns)))


def fill_route(route: str, values: Mapping[str, object]) -> str:
    """Return an address of a route; 1 stands where no value is given."""

    def fill(found: re.Match[str]) -> str:
        return str(values.get(found[1] or found[2] or "", 1))

    return "/" + MARKS.sub("", NAMED.sub(fill, route).replace(".*", "1"))
