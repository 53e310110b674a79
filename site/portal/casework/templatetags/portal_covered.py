"""A tag for a template that stands in front of one of Wagtail's of the same name, and draws that one once.

Wagtail's stays the one source of markup. Only small templates that show what they are given belong behind such a tag.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.casework.keeping import Keeper, UncomparableError, freeze
from portal.wizards.marks import Pieces, cut, fill, mark

TOKEN = "csrf_token"  # noqa: S105 (the name of a variable)
"""Comes with every tag's variables, another each time; templates behind this tag have no forms."""

GAP = mark_safe(mark(1))  # noqa: S308 (no markup)

register = template.Library()


class CoveredNode(template.Node):
    """The whole of a template that covers another."""

    def __init__(self, name: str, filled: str) -> None:
        self.name, self.filled = name, filled
        self._pieces: Keeper[Pieces] = Keeper()

    def render(self, context: template.Context) -> SafeString:
        """Draw what is covered, or repeat it where all that it may read is as it was."""
        inside = context.get(self.filled) if self.filled else GAP
        try:
            key = self._key(context)
        except UncomparableError:
            return self._draw(context)
        if inside != "" and not isinstance(inside, SafeString):
            return self._draw(context)
        pieces = self._pieces.get(key, lambda: self._cut(context))
        return mark_safe(fill(pieces, [inside]))  # noqa: S308 (what a template drew)

    def _key(self, context: template.Context) -> Any:
        values = [
            (name, freeze(value))
            for layer in context.dicts[1:]
            for name, value in layer.items()
            if name not in {TOKEN, self.filled}
        ]
        return get_language(), context.autoescape, tuple(values)

    def _cut(self, context: template.Context) -> Pieces:
        with context.push(**({self.filled: GAP} if self.filled else {})):
            return cut(self._draw(context))

    def _draw(self, context: template.Context) -> SafeString:
        engine = context.template.engine  # type: ignore[union-attr]  # it is drawing this node
        covered, _origin = engine.find_template(self.name, skip=[self.origin])
        return covered.render(context)  # type: ignore[no-any-return,arg-type,unused-ignore]


@register.tag
def covered(parser: Parser, token: Token) -> CoveredNode:
    """Draw the template of the same name behind this one: `{% covered %}`, or `{% covered children %}`.

    The variable that is named is text that is put in where the template shows it, and may differ each time.
    """
    _tag, *filled = token.split_contents()
    assert parser.origin is not None
    return CoveredNode(str(parser.origin.template_name), *filled or [""])
