"""How titles are set: short compounds stay on one line, where a browser would break them at a hyphen."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

LONGEST = 15
COMPOUND = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)+\b")

register = template.Library()


@register.filter
def unbroken(title: str) -> SafeString:
    """Return a title as HTML whose compounds, such as “Out-of-state”, are not broken; long ones may be."""
    text = conditional_escape(title)
    if "-" not in text:
        return text
    return mark_safe(COMPOUND.sub(_keep_together, text))  # noqa: S308 (escaped above)


def _keep_together(found: re.Match[str]) -> str:
    word = found.group()
    return f'<span class="portal-unbroken">{word}</span>' if len(word) <= LONGEST else word
