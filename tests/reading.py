"""Reads a page as a screen reader would: its language, and the words that are not marked as another language's."""

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "svg", "time"}
SPOKEN = {"aria-label", "alt", "title", "placeholder"}
WORD = re.compile(r"[^\W\d_]+")


class SpokenPage(HTMLParser):
    """What a page says in its own language; `elsewhere` is what it says in marked others."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.language = ""
        self.said: list[str] = []
        self.elsewhere: list[str] = []
        self._open: list[tuple[str, str, bool]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element, which may change the language."""
        given = {name: value or "" for name, value in attrs}
        language, silent = self._open[-1][1:] if self._open else ("", False)
        language = given.get("lang", language)
        if tag == "html":
            self.language = language
        if not silent:
            for name, value in given.items():
                if name in SPOKEN or (name.startswith("data-") and " " in value):
                    self._say(value, language)
            if tag == "meta" and given.get("name") == "description":
                self._say(given.get("content", ""), "meta")
        if tag not in VOID:
            self._open.append((tag, language, silent or tag in SILENT))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; an unclosed one inside it ends too."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note what is said, unless nobody hears it."""
        language, silent = self._open[-1][1:] if self._open else ("", False)
        if not silent and data.strip():
            self._say(data, language)

    def _say(self, text: str, language: str) -> None:
        said = " ".join(text.split())
        (self.said if language == self.language else self.elsewhere).append(said)


def words_of(text: str) -> set[str]:
    """Return the words of a text in lower case, without placeholders, markup, addresses and numbers.

    What has a digit in it is a number or a reference, whose letters may happen to be a word.
    """
    plain = re.sub(r"%\(\w+\)\w|<[^>]+>|\S+@\S+|https?://\S+|/\S*|\w*\d\w*", " ", text)
    return {word.lower() for word in WORD.findall(plain)}
