"""Tags that find the portal's drawings by the name an editor chose."""

from django import template

from content.illustrations import Illustration, get_illustration

register = template.Library()


@register.simple_tag
def illustration_named(key: str | None) -> Illustration | None:
    """Return the drawing of that name, or nothing where none was chosen or it is gone."""
    return get_illustration(key or "")
