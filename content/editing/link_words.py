"""Words that say nothing about where a link leads, in both languages of the portal."""

import re

VAGUE = frozenset(
    {
        *("click", "click here", "here", "read more", "more", "more info", "more information"),
        *("link", "this link", "this page", "this", "learn more", "details", "go", "see here"),
        *("haga clic", "haga clic aquí", "clic aquí", "pulse aquí", "aquí", "leer más", "más"),
        *("más información", "enlace", "este enlace", "esta página", "ver más", "detalles", "ir"),
    }
)
BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
AROUND = " \t\r\n\u00a0.,:;!?…»›>→()[]\"'“”‘’"


def is_vague(words: str) -> bool:
    """Tell whether the words of a link say nothing when they are read alone."""
    return " ".join(words.strip(AROUND).split()).casefold() in VAGUE


def is_bare_address(words: str) -> bool:
    """Tell whether an address stands where words should."""
    return BARE_ADDRESS.fullmatch(words.strip()) is not None
