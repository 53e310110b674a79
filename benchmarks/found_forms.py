"""The forms that somebody finds by following links, with what a browser would send if nothing were changed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import Resolver404, resolve

__all__ = ["FoundForm", "find_forms"]

LINK = re.compile(r'href="(/[^"#]*)"')
LEAVE_ALONE = ("/account/logout", "/admin/logout", "/static", "/media", "/es/", "/documents/")
TYPED = {"email": "somebody@example.org", "number": "3", "date": "2026-03-01", "url": "/"}
NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form of a page: where it is sent, of which route, and what it sends, by name."""

    address: str
    route: str
    values: dict[str, list[str]]
    names: frozenset[str]
    """Of all its controls, those that send nothing too."""


def find_forms(browser: Client, starts: Iterable[str], *, most: int) -> Iterator[FoundForm]:
    """Yield each form that posts, once for each route and set of controls; one page of a route is enough."""
    waiting, asked, seen = deque(starts), set[str](), set[tuple[str, frozenset[str]]]()
    while waiting and len(asked) < most:
        path = waiting.popleft()
        route = route_of(path)
        if not route or route in asked or path.startswith(LEAVE_ALONE):
            continue
        asked.add(route)
        answer: Any = browser.get(path, follow=True)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        markup = answer.content.decode(errors="replace")
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        waiting += (unescape(link) for link in LINK.findall(markup))
        for form in BeautifulSoup(markup, "html.parser").find_all("form"):
            found = _read(form, here)
            if found and (mark := (found.route, frozenset(found.values))) not in seen:
                seen.add(mark)
                yield found


def route_of(path: str) -> str:
    """Return the route of an address; nothing where there is none."""
    try:
        return str(resolve(urlsplit(path).path).route)
    except Resolver404:
        return ""


def _read(form: Tag, page: str) -> FoundForm | None:
    address = urljoin(page, str(form.get("action") or page))
    route = route_of(address)
    if str(form.get("method", "")).lower() != "post" or not route or "logout" in address:
        return None
    values: dict[str, list[str]] = {}
    for control in form.find_all(["input", "select", "textarea", "button"]):
        name, sent = str(control.get("name") or ""), _sent(control)
        if name and sent is not None and name != "csrfmiddlewaretoken":
            values.setdefault(name, []).append(sent)
    _choose(form, values)
    names = {str(each.get("name")) for each in form.find_all(True, attrs={"name": True})}
    return FoundForm(address, route, values, frozenset(names))


def _sent(control: Tag) -> str | None:
    """Return what the control sends; something that fits where it must be filled in and is empty."""
    kind = str(control.get("type") or "")
    if kind in NOT_SENT and control.name != "button":
        return None
    if kind in {"radio", "checkbox"}:
        return str(control.get("value") or "on") if control.has_attr("checked") else None
    if control.name == "select":
        options = control.find_all("option")
        chosen = [each for each in options if each.has_attr("selected")] or options[-1:]
        return str(chosen[0].get("value", "")) if chosen else None
    if control.name == "textarea":
        return control.get_text().strip() or "Something to say."
    return str(control.get("value") or TYPED.get(kind, "Somebody"))


def _choose(form: Tag, values: dict[str, list[str]]) -> None:
    """Choose the first of each group of radio buttons of which none is."""
    for radio in form.find_all("input", type="radio"):
        values.setdefault(str(radio.get("name")), [str(radio.get("value"))])
