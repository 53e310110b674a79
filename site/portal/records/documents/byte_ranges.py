"""Reads which part of a file a request asks for (RFC 9110, 14). Sending it, and who may have it, belong elsewhere."""

import re
from collections.abc import Container

from django.http import HttpRequest

RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*")


def find_part(request: HttpRequest, size: int, versions: Container[str]) -> range | None:
    """Return the bytes asked for, an empty range where there are none such, None for the whole file.

    ``size`` is in bytes; ``versions`` are what If-Range may name. Several ranges, and what is no range, get the whole
    file, as RFC 9110 (14.2) allows.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or request.method != "GET" or asked.groups() == ("", ""):
        return None
    if "If-Range" in request.headers and request.headers["If-Range"] not in versions:
        return None
    first, last = asked.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return range(start, stop) if start < stop else range(0)
