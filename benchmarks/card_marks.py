"""What tells that a page, a script or a row holds a card: numbers, fields, and scripts of others. Asks nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

__all__ = ["PLANTED_PAGE", "SPECIMEN", "PageMarks", "find_numbers", "foreign_sources", "read_page"]

SPECIMEN = "4242424242424242"
"""A number that every provider gives to those who test."""
PLANTED_PAGE = '<input name="cardnumber" autocomplete="cc-number"><script src="https://js.example/v3/"></script>'
DIGITS = re.compile(r"(?<![\w.])(?:\d{13,19}|\d{4}(?:[ -]\d{4}){2,3}[ -]?\d{1,7})(?!\w)")
FIELD = re.compile(
    r"\bcc-|card[-_ ]?(?:no|num|number)|\bpan\b|\bcv[cv]2?\b|\bcsc\b|exp(?:iry)?[-_ ]?(?:month|year)"
)
SCRIPT_RULES = frozenset(
    {"script-src", "script-src-elem", "frame-src", "connect-src", "default-src"}
)


def find_numbers(text: str) -> list[str]:
    """Return the strings of 13 to 19 digits, in one piece or by fours, that have a card's check digit."""
    found = (re.sub(r"\D", "", each) for each in DIGITS.findall(text))
    return [each for each in found if 13 <= len(each) <= 19 and _has_check_digit(each)]


def _has_check_digit(digits: str) -> bool:
    doubled = [int(each) * 2 for each in digits[-2::-2]]
    plain = sum(int(each) for each in digits[-1::-2])
    return (plain + sum(each - 9 if each > 9 else each for each in doubled)) % 10 == 0


class PageMarks(HTMLParser):
    """The fields of a page that look like a card's, and the sources of its scripts and frames."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[str] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a control or a source."""
        given = {name: value or "" for name, value in attrs}
        if tag in {"input", "select", "textarea"}:
            words = " ".join(given.get(name, "") for name in ("name", "id", "autocomplete"))
            if FIELD.search(words.lower()):
                self.fields.append(words)
        if tag in {"script", "iframe", "object", "embed"}:
            self.sources.append(given.get("src") or given.get("data") or "")


def read_page(markup: str) -> PageMarks:
    """Return what tells of cards in a page."""
    marks = PageMarks()
    marks.feed(markup)
    return marks


def foreign_sources(policy: str, marks: PageMarks) -> list[str]:
    """Return the hosts of others from which a page loads scripts or frames, or from which its policy lets it."""
    found = [each for each in marks.sources if urlsplit(each).netloc]
    for rule in policy.split(";"):
        name, *sources = rule.split() or [""]
        if name in SCRIPT_RULES:
            found += [each for each in sources if "." in each or each in {"*", "https:", "http:"}]
    return found
