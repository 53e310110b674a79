"""A tag for parts of public pages that are the same on many: drawn once, and again when what they show changes."""

from functools import partial

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from portal.sdk.freshness import remember

register = template.Library()


class RememberedNode(template.Node):
    """The part between the two tags."""

    def __init__(self, nodelist: NodeList, varied_by: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._varied_by = varied_by

    def render(self, context: template.Context) -> SafeString:
        """Draw the part, or repeat it."""
        key = ("part", *(str(each.resolve(context)) for each in self._varied_by))
        return remember(key, partial(self._draw, context), is_watched=True)

    def _draw(self, context: template.Context) -> SafeString:
        return mark_safe(self.nodelist.render(context))  # noqa: S308 (what a template drew)


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    """Draw `{% remembered "name" what it varies by … %}…{% endremembered %}` once for each combination.

    Nothing inside may depend on who is reading. Tables that it reads are noticed; other things say so themselves.
    """
    _name, *arguments = token.split_contents()
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(nodelist, [parser.compile_filter(each) for each in arguments])
