"""Words of a search: what is taken from what was typed, where they stand in a text, and what may have been meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LONGEST_QUERY = 200
MOST_WORDS = 10
LONGEST_WORD = 40
AROUND = 110
BETWEEN = " · "
WORD = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]{3,}")


def to_words(typed: str) -> list[str]:
    """Return the words to search for: a few, in lower case, without the signs that databases give a meaning to."""
    found = WORD.findall(typed[:LONGEST_QUERY].lower())
    return [word[:LONGEST_WORD] for word in dict.fromkeys(found)][:MOST_WORDS]


def goes_on_like(title: str, words: list[str]) -> bool:
    """Tell whether a title has every word, or one that goes on like it."""
    own = to_words(title)
    return all(any(each.startswith(word) for each in own) for word in words)


def cut_excerpt(texts: Iterable[str], words: list[str]) -> SafeString:
    """Return the place in the texts where a word stands first, with the words marked; else how they begin."""
    text = BETWEEN.join(filter(None, (" ".join(text.split()) for text in texts)))
    found = _to_pattern(words).search(text)
    start = max(found.start() - AROUND, 0) if found else 0
    end = start + 2 * AROUND
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = text.rfind(" ", start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_words(f"{before}{text[start:end]}{after}", words)


def mark_words(text: str, words: list[str]) -> SafeString:
    """Return a text as HTML, with every word that begins like one of the words marked."""
    pieces = _to_pattern(words).split(text)
    marked = (f"<mark>{escape(p)}</mark>" if n % 2 else escape(p) for n, p in enumerate(pieces))
    return mark_safe("".join(marked))  # noqa: S308  every piece is escaped


def suggest_spelling(words: list[str], titles: Iterable[str]) -> str:
    """Return the search with words of titles in the place of those that none of them has; empty if there are none."""
    known = {word.lower() for title in titles for word in LETTERS.findall(title)}
    better = [
        word if word in known else next(iter(get_close_matches(word, known, n=1, cutoff=0.75)), "")
        for word in words
    ]
    return " ".join(better) if all(better) and better != words else ""


def _to_pattern(words: list[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(\b(?:{listed})\w*)" if listed else r"(\b\B)", re.IGNORECASE)
