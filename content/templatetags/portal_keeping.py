"""A tag for parts of public pages that are the same on many: drawn once, and again when what they show changes."""

from functools import partial

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from content.keeping import PageMemory
from portal.sdk.freshness import remember

Varied = list[FilterExpression]

register = template.Library()


class RememberedNode(template.Node):
    """The part between the two tags."""

    def __init__(self, nodelist: NodeList, name: FilterExpression, varied_by: Varied) -> None:
        self.nodelist = nodelist
        self._name, self._varied_by = name, varied_by

    def render(self, context: template.Context) -> SafeString:
        """Draw the part, or repeat it."""
        name = self._name.resolve(context)
        if not name:
            return self._draw(context)
        is_part = isinstance(name, PageMemory)
        varied_by = [str(each.resolve(context)) for each in self._varied_by]
        key = ("part", name.name if is_part else name, *varied_by)
        return remember(key, partial(self._draw, context), is_watched=True, is_part=is_part)

    def _draw(self, context: template.Context) -> SafeString:
        return mark_safe(self.nodelist.render(context))  # noqa: S308 (what a template drew)


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    """Draw `{% remembered name what it varies by … %}…{% endremembered %}` once for each combination.

    Nothing inside may depend on who is reading. Tables that it reads are noticed; other things say so themselves.
    The name is a word, or the PageMemory of a page; with an empty one the part is drawn each time.
    """
    _tag, name, *varied_by = token.split_contents()
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    expressions = [parser.compile_filter(each) for each in varied_by]
    return RememberedNode(nodelist, parser.compile_filter(name), expressions)
