"""Names on record that are spelled like one that found nobody, in place of the rows of a list.

They are asked for by a link: a page with the rows asks all the statements that a list may.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from portal.records.credentials.suggestions import suggest_names

__all__ = ["ALIKE", "describe_alike"]

ALIKE = "alike"


def describe_alike(
    typed: str, narrowed: Mapping[str, str], *, is_asked: bool, is_empty: bool
) -> dict[str, Any]:
    """Return the names that were asked for, each with the query that searches by it, or else the query that asks.

    1 SQL where they were asked for; nothing where somebody was found or a number was typed.
    """
    term = typed.strip()
    if is_asked:
        names = suggest_names(term, on=timezone.localdate(), of_anybody=True)
        return {"alike": [(name, urlencode({**narrowed, "q": name})) for name in names]}
    if not is_empty or not term or any(letter.isdecimal() for letter in term):
        return {}
    return {"alike_query": urlencode({**narrowed, "q": term, ALIKE: 1})}
