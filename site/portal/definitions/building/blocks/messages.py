"""The stream of a draft's own words for what is mailed: a block a kind of message, each at most once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from portal.definitions.building.blocks.texts import pair
from portal.definitions.message_spec import PLACEHOLDERS, REPLACEABLE
from portal.definitions.message_words import MESSAGES, PLACEHOLDER_WORDS

__all__ = ["messages_stream"]


@lru_cache(maxsize=1)
def messages_stream() -> blocks.StreamBlock:
    """Return the stream of the messages."""
    return blocks.StreamBlock(
        [(str(kind), _message(str(kind))) for kind in MESSAGES],
        required=False,
        block_counts={str(kind): {"max_num": 1} for kind in MESSAGES},
    )


def _message(kind: str) -> blocks.StructBlock:
    parts: list[tuple[str, blocks.Block]] = [
        ("subject", pair(gettext_lazy("Subject, instead of the portal's"))),
        ("body", pair(gettext_lazy("Paragraphs"), long=True)),
    ]
    if kind in REPLACEABLE:
        label: Any = gettext_lazy("Instead of what the portal says about every service")
        parts.append(("replaces", blocks.BooleanBlock(required=False, label=label)))
    help_text = lazy(_say_help, str)(kind)
    return blocks.StructBlock(parts, label=MESSAGES[kind], icon="mail", help_text=help_text)


def _say_help(kind: str) -> str:
    """Return what may stand in braces in a message."""
    names = "; ".join(f"{{{each}}}: {PLACEHOLDER_WORDS[each]}" for each in PLACEHOLDERS[kind])
    return _("An empty line parts paragraphs. What may stand in braces: %(names)s.") % {
        "names": names
    }
