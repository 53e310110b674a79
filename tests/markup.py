"""Reads the markup of a page strictly: every element is closed where it was opened, and no id stands twice."""

import json
from html.parser import HTMLParser
from typing import Any

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
CLOSED_BY_ITSELF = {
    "p": {"div", "ul", "ol", "dl", "p", "h1", "h2", "h3", "section", "table", "form", "details"}
}
"""What a parser would close a paragraph before: the markup says something else than it means."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Markup(HTMLParser):
    """A page taken apart; `faults` names what a strict parser would refuse."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.metas: dict[str, str] = {}
        self.data: list[dict[str, Any]] = []
        self._open: list[str] = []
        self._data: list[str] | None = None
        self.feed(markup)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]
        self.faults += [
            f"id {each} stands twice" for each in set(self.ids) if self.ids.count(each) > 1
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = dict(attrs)
        if len(given) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice at {self.getpos()}")
        for outer, refused in CLOSED_BY_ITSELF.items():
            if outer in self._open and tag in refused:
                self.faults.append(f"<{tag}> inside <{outer}> at {self.getpos()}")
        if tag in {"a", "button"} and {"a", "button"} & set(self._open):
            self.faults.append(f"<{tag}> inside another control at {self.getpos()}")
        self._note(tag, given)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element written as `<br/>`, which only those that hold nothing may be."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()
            self.faults.append(f"<{tag}/> does not close itself at {self.getpos()}")

    def _note(self, tag: str, given: dict[str, str | None]) -> None:
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in HEADINGS:
            self.headings.append(HEADINGS.index(tag) + 1)
        elif tag == "a":
            self.links.append(given.get("href") or "")
        elif tag == "img":
            self.pictures.append(given)
        elif tag == "meta":
            self.metas[given.get("property") or given.get("name") or ""] = (
                given.get("content") or ""
            )
        elif tag == "link" and given.get("rel") == "canonical":
            self.metas["canonical"] = given.get("href") or ""
        elif tag == "script" and given.get("type") == "application/ld+json":
            self._data = []

    def handle_data(self, data: str) -> None:
        """Keep what a data block says."""
        if self._data is not None:
            self._data.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which has to be the one opened last."""
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]} at {self.getpos()}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "script" and self._data is not None:
            self.data.append(json.loads("".join(self._data)))
            self._data = None

    @property
    def skipped_levels(self) -> list[tuple[int, int]]:
        """Return where a heading is more than one level below the one before it."""
        pairs = zip(self.headings, self.headings[1:], strict=False)
        return [(before, after) for before, after in pairs if after > before + 1]
