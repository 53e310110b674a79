"""Writes what a page tells search engines (schema.org, as JSON-LD). The block is data: browsers never run it, so the
content security policy, which forbids inline script, lets it be.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import get_text_for_indexing

CONTEXT = "https://schema.org"
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def write_structured_data(data: dict[str, Any]) -> SafeString:
    """Return the script element that holds the data; nothing in it can end the element."""
    text = json.dumps({"@context": CONTEXT, **data}, cls=DjangoJSONEncoder, ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(ESCAPES)),  # noqa: S308 - the three characters of markup are escaped
    )


def describe_place(lines: list[str]) -> dict[str, str]:
    """Return the lines of an address in the words of schema.org."""
    return {"@type": "PostalAddress", "streetAddress": ", ".join(lines)}


def plain(html: Any) -> str:
    """Return the words of rich text."""
    return " ".join(get_text_for_indexing(str(html)).split())
