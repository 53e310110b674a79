"""Lists without what their templates and data are laid out with, which is a third of what the admin sends for a page
of rows: the indentation, the line ends beside blocks and cells, and the blanks of its JSON.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from portal.casework.keeping import Keeper

__all__ = ["LeanPage", "shorten"]

BLOCK = rb"</?(?:table|thead|tbody|tr|t[hd]|caption|[uo]l|li|div|p|h[1-6]|form|nav|header|main)\b"
BEFORE_BLOCKS = re.compile(rb"\n(?=" + BLOCK + rb")")
BEHIND_BLOCKS = re.compile(rb"(" + BLOCK + rb"[^>]*>)\n")
"""Line ends that are not drawn. Each pattern begins with a letter that is seldom, which is found fast."""
EMPTY_PLACES = re.compile(
    rb'<div class="w-field__(?:errors"\s+data-field-errors|help"\s+data-field-help)\s*></div>'
)
"""Where a filter would tell faults and help, of which it has none."""
MENU, CONFIG = b'"wagtail-sidebar-props"', b'"wagtail-config"'
ACTS = "BULK_ACTIONS"
"""Texts for a script of Wagtail's own lists, which ours do not load."""
DATA = re.compile(rb'(<script[^>]* type="application/json">)(.*?)(</script>)', re.DOTALL)
EMPTY = {"classname": "", "attrs": {}, "footer_text": ""}
"""What an entry of the menu is without, where nothing is said of it."""
_MENUS: Keeper[bytes] = Keeper(most=100)
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""What Django escapes in the data of a page."""


class LeanPage:
    """A view whose pages hold no text in which lines and blanks count; each line begins at its first letter."""

    def render_to_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page; it is shortened once it is drawn."""
        response: HttpResponse = super().render_to_response(*args, **kwargs)  # type: ignore[misc]
        if isinstance(response, TemplateResponse):
            response.add_post_render_callback(_shorten)
        return response


def shorten(page: bytes) -> bytes:
    """Return a page that a browser reads and draws alike."""
    page = b"\n".join(filter(None, map(bytes.strip, page.split(b"\n"))))
    page = b"".join(BEHIND_BLOCKS.split(BEFORE_BLOCKS.sub(b"", page))).replace(b"<td >", b"<td>")
    return DATA.sub(_write_closely, EMPTY_PLACES.sub(b"", page))


def _shorten(response: Any) -> None:
    response.content = shorten(response.content)


def _write_closely(match: re.Match[bytes]) -> bytes:
    """Return a script of data without blanks; one that is no JSON as it is. The menu is written once as it stands."""
    if MENU in match[1]:
        return _MENUS.get(match[0], lambda: _write(match))
    return _write(match)


def _write(match: re.Match[bytes]) -> bytes:
    hook = _leave_out if MENU in match[1] else _without_acts if CONFIG in match[1] else None
    try:
        data = json.loads(match[2], object_hook=hook)
    except ValueError:
        return match[0]
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return match[1] + text.translate(UNSAFE).encode() + match[3]


def _leave_out(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of the menu without what the admin's script takes for said anyway."""
    return {name: value for name, value in entry.items() if EMPTY.get(name, ...) != value}


def _without_acts(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the admin's settings without texts that no script of the page reads."""
    entry.pop(ACTS, None)
    return entry
