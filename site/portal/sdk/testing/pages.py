"""Reads the pages of a run as a browser does: what its form would post again, and the lines of a read-back."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser

__all__ = ["Posted", "RunPage", "without_blanks"]

Posted = dict[str, list[str]]
TICKED = frozenset({"radio", "checkbox"})
NOT_POSTED = frozenset({"submit", "button", "reset", "file"})


class RunPage(HTMLParser):
    """The controls and the question-and-answer lines of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.controls: Posted = defaultdict(list)
        self.lines: list[tuple[str, str]] = []
        self._name = ""
        self._label = ""
        self._heard: list[str] | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a control as it stands, and begin to listen to a text that counts."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            kind = given.get("type") or "text"
            if kind not in NOT_POSTED and (kind not in TICKED or "checked" in given):
                self.controls[name].append(given.get("value") or "")
        elif tag in {"textarea", "dt", "dd"}:
            self._name, self._heard = name, []
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "option" and "selected" in given:
            self.controls[self._name].append(given.get("value") or "")
        elif tag == "select":
            self._name = name

    def handle_endtag(self, tag: str) -> None:
        """Take the text that was listened to for what it is."""
        if tag not in {"textarea", "dt", "dd"} or self._heard is None:
            return
        text, self._heard = "".join(self._heard), None
        if tag == "textarea":
            self.controls[self._name].append(text.removeprefix("\n"))
        elif tag == "dt":
            self._label = plain(text)
        else:
            self.lines.append((self._label, plain(text)))

    def handle_data(self, data: str) -> None:
        """Listen."""
        if self._heard is not None:
            self._heard.append(data)

    def posted(self, prefix: str) -> Posted:
        """Return what the controls of a form would post again, by name without its prefix."""
        return {
            name.removeprefix(prefix): values
            for name, values in self.controls.items()
            if name.startswith(prefix)
        }


def plain(text: str) -> str:
    """Return a text with its white space as single blanks."""
    return " ".join(text.split())


def without_blanks(posted: Posted) -> Posted:
    """Return what was posted without controls that are empty, line ends as they were typed."""
    return {
        name: [value.replace("\r\n", "\n") for value in values]
        for name, values in sorted(posted.items())
        if any(values)
    }
