"""Lists without the indentation of their templates, which is a third of what the admin sends for a page of rows."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

__all__ = ["LeanPage"]

INDENTATION = re.compile(rb"[ \t]*\n\s*")


class LeanPage:
    """A view whose pages hold no text in which lines and blanks count; each line begins at its first letter."""

    def render_to_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page; its lines are shortened once it is drawn."""
        response: HttpResponse = super().render_to_response(*args, **kwargs)  # type: ignore[misc]
        if isinstance(response, TemplateResponse):
            response.add_post_render_callback(_shorten)
        return response


def _shorten(response: Any) -> None:
    response.content = INDENTATION.sub(b"\n", response.content)
