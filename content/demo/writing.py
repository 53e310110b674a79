"""The words in which demo pages are written down: pages as data, and a short form for each family of blocks.

A link names a page by its path from the home page; content.demo.loading turns it into the stored form.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from content.demo.papers import Paper
from content.pages.base import PortalPage
from content.snippets.base import PublicRow

Block = dict[str, Any]


@dataclass(frozen=True)
class PageReference:
    """A page of the demo content, by its path from the home page without slashes at the ends."""

    path: str


@dataclass(frozen=True)
class RowReference:
    """A row of the demo content, by its key."""

    key: str


@dataclass(frozen=True)
class FileReference:
    """A file that comes with the demo content, in content/demo/files."""

    name: str


@dataclass(frozen=True)
class DemoVersion:
    """A version of a resource: a page of the demo content, a paper or a table."""

    label: str
    issued_on: date
    changes: str
    page: str = ""
    paper: Paper | None = None
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class DemoRow:
    """A row that pages show. Its key is its identity: it says which row was loaded before."""

    key: str
    model: type[PublicRow]
    fields: dict[str, Any]
    versions: tuple[DemoVersion, ...] = ()


@dataclass(frozen=True)
class DemoPage:
    """One page and the pages under it."""

    slug: str
    page_type: type[PortalPage]
    title: str
    summary: str
    fields: dict[str, Any] = field(default_factory=dict)
    children: tuple["DemoPage", ...] = ()
    is_in_menu: bool = False


def link(text: str = "", *, page: str = "", address: str = "") -> dict[str, Any]:
    """Write a link to a page of the demo content or to an address."""
    return {"text": text, "page": PageReference(page) if page else None, "address": address}


def text(html: str) -> Block:
    """Write running text. `href="page:…"` leads to a page of the demo content."""
    return {"type": "text", "value": html}


def card(
    title: str, words: str, *, to: dict[str, Any] | None = None, illustration: str = ""
) -> Block:
    """Write one card."""
    return {"title": title, "text": words, "illustration": illustration, "link": to or link()}


def cards(heading: str, *entries: Block, introduction: str = "") -> Block:
    """Write a heading and its cards."""
    return {
        "type": "cards",
        "value": {"heading": heading, "introduction": introduction, "cards": _items(entries)},
    }


def call_to_action(heading: str, words: str, to: dict[str, Any]) -> Block:
    """Write a panel with one button."""
    return {"type": "call_to_action", "value": {"heading": heading, "text": words, "link": to}}


def steps(heading: str, *entries: tuple[str, str]) -> Block:
    """Write numbered steps, each a title and its text."""
    values = [{"title": title, "text": html} for title, html in entries]
    return {"type": "steps", "value": {"heading": heading, "steps": _items(values)}}


def notice(kind: str, title: str, html: str) -> Block:
    """Write a notice."""
    return {"type": "notice", "value": {"kind": kind, "title": title, "text": html}}


def questions(heading: str, *entries: tuple[str, str]) -> Block:
    """Write questions with their answers."""
    values = [{"question": question, "answer": html} for question, html in entries]
    return {"type": "questions", "value": {"heading": heading, "questions": _items(values)}}


def summary_list(heading: str, *entries: tuple[str, str]) -> Block:
    """Write facts, each a name and a value."""
    values = [{"label": label, "value": f"<p>{value}</p>"} for label, value in entries]
    return {"type": "summary_list", "value": {"heading": heading, "rows": _items(values)}}


def reusable(key: str) -> Block:
    """Show a passage that several pages show."""
    return {"type": "reusable", "value": RowReference(key)}


def contact_point(key: str) -> Block:
    """Show a contact point."""
    return {"type": "contact_point", "value": RowReference(key)}


def terms(heading: str, *keys: str) -> Block:
    """Show terms of the glossary."""
    return {
        "type": "terms",
        "value": {"heading": heading, "terms": _items(RowReference(key) for key in keys)},
    }


def question_group(heading: str, *entries: tuple[str, str]) -> Block:
    """Write a group of a page of questions."""
    return {**questions(heading, *entries), "type": "group"}


def _items(values: Any) -> list[Block]:
    return [{"type": "item", "value": value} for value in values]
