"""Texts of a definition: {language: text}, so that a content hash never depends on who looks.

Texts of the platform itself are translated by gettext and do not belong here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.functional import lazy
from django.utils.translation import get_language

__all__ = [
    "FALLBACK_LANGUAGE",
    "LANGUAGES",
    "Text",
    "fill_in",
    "in_language",
    "lazy_text",
    "reader_language",
    "text",
]

Text = Mapping[str, str]
LANGUAGES = ("en", "es")
FALLBACK_LANGUAGE = "en"
PLACE = re.compile(r"\{([a-z_.]+)\}")


def text(en: str, es: str) -> Text:
    """Return a text in every language the portal speaks."""
    return {"en": en, "es": es}


def in_language(value: Text, language: str) -> str:
    """Return the text in ``language``, in English where that is missing, or an empty string."""
    return value.get(language[:2]) or value.get(FALLBACK_LANGUAGE, "")


def reader_language() -> str:
    """Return the language of whoever is served now, as the texts know it; English where none is active."""
    return (get_language() or FALLBACK_LANGUAGE)[:2]


def fill_in(message: str, values: Mapping[str, object]) -> str:
    """Return a message with the values whose names stand in it in braces."""
    return PLACE.sub(lambda found: str(values.get(found[1], found[0])), message)


def lazy_text(en: str, es: str) -> str:
    """Return a text that reads in the language of whoever looks; for a plugin's title."""
    return lazy(lambda: in_language(text(en, es), reader_language()), str)()
