"""The page of a step, drawn once a definition, language and place, then only filled.

Drawing the frame and the texts around the fields costs more than everything else about a step, and
is the same for every applicant. It is drawn with nobody's name: a stand-in takes the user's place.
Pages with something to say of their own (errors, messages) are drawn as usual.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from portal.lifecycle.runs import Run
from portal.wizards.marks import Pieces, cut, fill, mark

__all__ = ["draw_step"]

FRESH_SECONDS = 60
"""The footer's links come from the page tree and may change."""
MOST_PAGES = 2_000

_drawn: dict[tuple[Any, ...], tuple[float, Pieces]] = {}


@dataclass(frozen=True, slots=True)
class StandIn:
    """All that the frame may ask of a user."""

    is_staff: bool
    is_authenticated: bool


def draw_step(request: HttpRequest, run: Run, template: str, context: dict[str, Any]) -> str:
    """Return the page of a step in markup."""
    user = StandIn(
        is_staff=bool(getattr(request.user, "is_staff", False)),
        is_authenticated=request.user.is_authenticated,
    )
    key = _key(request, run, context, user)
    made_at, pieces = _drawn.get(key, (0.0, ()))
    now = time.monotonic()
    if not pieces or now - made_at > FRESH_SECONDS:
        pieces = _draw(request, run, template, context | {"user": user})
        if len(_drawn) >= MOST_PAGES:
            _drawn.clear()
        _drawn[key] = (now, pieces)
    texts = (
        context["fields_html"],
        str(context["step_version"]),
        escape(context["saved_text"]),
        get_token(request),
        str(run.public_id),
        _draw_notices(request),
    )
    return fill(pieces, texts)


def _draw_notices(request: HttpRequest) -> str:
    """Return the notices that this reader has not put away, as of now."""
    return str(render_to_string("components/notices.html", {"request": request}))


def _key(request: HttpRequest, run: Run, context: dict[str, Any], user: StandIn) -> tuple[Any, ...]:
    """Return everything that the markup around the gaps depends on."""
    return (
        request.get_host(),
        request.LANGUAGE_CODE,
        user,
        run.version_id,
        run.version_content_hash,
        run.is_visit,
        context["step"],
        context["previous"],
        context["number"],
        context["count"],
        context["has_unfinished"],
        bool(context["saved_text"]),
    )


def _draw(request: HttpRequest, run: Run, template: str, context: dict[str, Any]) -> Pieces:
    """Draw the page with a mark in each place that belongs to one applicant."""
    marked = context | {
        "fields_html": mark_safe(mark(1)),  # noqa: S308 - a constant
        "step_version": mark(2),
        "saved_text": context["saved_text"] and mark(3),
        "notices_html": mark_safe(mark(6)),  # noqa: S308 - a constant
    }
    markup = str(render_to_string(template, marked, request))
    token = markup.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    markup = markup.replace(token, mark(4)).replace(str(run.public_id), mark(5))
    return cut(markup)
