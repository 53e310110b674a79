"""The tag that writes a page's structured data into its head."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from content.structured_data import write_structured_data

register = template.Library()


@register.simple_tag
def structured_data_of(data: dict[str, Any] | None) -> SafeString | str:
    """Return the element with the data, or nothing where the page has none."""
    return write_structured_data(data) if data else ""
