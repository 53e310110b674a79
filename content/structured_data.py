"""Writes what a page tells search engines (schema.org, as JSON-LD). The block is data: browsers never run it, so the
content security policy, which forbids inline script, lets it be.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.rich_text import get_text_for_indexing

from content.snippets.contacts import ContactPoint

CONTEXT = "https://schema.org"
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def write_structured_data(data: dict[str, Any]) -> SafeString:
    """Return the script element that holds the data; nothing in it can end the element."""
    text = json.dumps({"@context": CONTEXT, **data}, cls=DjangoJSONEncoder, ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(ESCAPES)),  # noqa: S308 - the three characters of markup are escaped
    )


def describe_trail(
    entries: Iterable[Any], title: str, address: str | None
) -> dict[str, Any] | None:
    """Return the way to a page as a BreadcrumbList; None where nothing is above it, or it has no address yet."""
    steps = [(each.title, urljoin(address or "", each.url)) for each in entries if each.url]
    if not steps or not address:
        return None
    listed = enumerate([*steps, (title, address)], start=1)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in listed
        ],
    }


def describe_office(address: str | None, points: Iterable[ContactPoint] = ()) -> dict[str, Any]:
    """Return the bureau in the words of schema.org, with the address of its site.

    Its telephone and its postal address are those of the first contact points that have them.
    """
    listed = list(points)
    office: dict[str, Any] = {
        "@type": "GovernmentOffice",
        "name": gettext("Bureau of Educator Standards and Certification"),
        "url": address,
    }
    phones = [point.dialed for point in listed if point.phone]
    postal = [point.postal_address for point in listed if point.postal_address]
    if phones:
        office["telephone"] = phones[0]
    if postal:
        office["address"] = describe_place(postal[0].splitlines())
    return office


def describe_place(lines: list[str]) -> dict[str, str]:
    """Return the lines of an address in the words of schema.org."""
    return {"@type": "PostalAddress", "streetAddress": ", ".join(lines)}


def plain(html: Any) -> str:
    """Return the words of rich text."""
    return " ".join(get_text_for_indexing(str(html)).split())
