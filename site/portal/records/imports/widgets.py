"""What each column of a file means: text in, a value that JSON holds out, or a ValueError that says what is wrong.

What only the records know (types, codes, categories) comes with each call, as ``known``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from portal.records.people.eins import EIN_DIGITS

__all__ = [
    "ChoiceWidget",
    "DayWidget",
    "EinWidget",
    "EmailWidget",
    "EndorsementsWidget",
    "Known",
    "KnownWidget",
    "NumberWidget",
    "PatternWidget",
    "TextWidget",
]

Known = Mapping[str, Collection[str]]
DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y")
FIRST_YEAR, LAST_YEAR = 1900, 2200
NEEDS_SUBJECT = "110"
LONGEST_SUBJECT = 100
SEPARATORS = re.compile(r"[\s\-‐‑–]")
CERTIFICATE_NUMBER = re.compile(r"[A-Z0-9]{1,20}")


class TextWidget(Widget):
    """A text, without spaces at its ends and with single ones inside."""

    def __init__(self, *, longest: int, is_needed: bool = False) -> None:
        super().__init__()
        self.longest, self.is_needed = longest, is_needed

    def clean(self, value: Any, row: Any = None, **context: Any) -> Any:
        """Return the value."""
        text = " ".join(unicodedata.normalize("NFC", value or "").split())
        if not text:
            if self.is_needed:
                raise ValueError(_("This must not be empty."))
            return self.read_nothing()
        if len(text) > self.longest:
            raise ValueError(_("At most %(count)s characters.") % {"count": self.longest})
        return self.read(text, context.get("known", {}))

    def read_nothing(self) -> Any:
        """Return what an empty cell stands for."""
        return ""

    def read(self, text: str, known: Known) -> Any:
        """Return what a text stands for."""
        return text


class PatternWidget(TextWidget):
    """A text of one form, in capitals."""

    def __init__(self, pattern: str, message: Callable[[], str]) -> None:
        super().__init__(longest=30)
        self.pattern, self.message = re.compile(pattern), message

    def read(self, text: str, known: Known) -> str:
        """Return it in capitals."""
        if not self.pattern.fullmatch(text.upper()):
            raise ValueError(self.message())
        return text.upper()


class EinWidget(TextWidget):
    """An educator identification number."""

    def __init__(self) -> None:
        super().__init__(longest=30)

    def read(self, text: str, known: Known) -> str:
        """Return its ten digits."""
        digits = SEPARATORS.sub("", text)
        if len(digits) != EIN_DIGITS or not (digits.isascii() and digits.isdecimal()):
            raise ValueError(_("An EIN has ten digits."))
        return digits


class NumberWidget(TextWidget):
    """A certificate number, the portal's or the former system's."""

    def __init__(self) -> None:
        super().__init__(longest=30, is_needed=True)

    def read(self, text: str, known: Known) -> str:
        """Return it in capitals, without spaces and hyphens."""
        number = SEPARATORS.sub("", text).upper()
        if not CERTIFICATE_NUMBER.fullmatch(number):
            raise ValueError(_("A certificate number has up to 20 letters and digits."))
        return number


class DayWidget(TextWidget):
    """A day, year first or as 12/31/2025; kept in the form of ISO 8601."""

    def __init__(self, *, is_needed: bool = False) -> None:
        super().__init__(longest=30, is_needed=is_needed)

    def read_nothing(self) -> None:
        """Return that there is no day."""
        return

    def read(self, text: str, known: Known) -> str:
        """Return the day."""
        day = next(filter(None, (_read_day(text, form) for form in DAY_FORMATS)), None)
        if day is None:
            raise ValueError(_("This is no day. Write it as 2025-12-31 or 12/31/2025."))
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(_("The year is out of range."))
        return day.isoformat()


class EmailWidget(TextWidget):
    """An e-mail address."""

    def __init__(self) -> None:
        super().__init__(longest=254)

    def read(self, text: str, known: Known) -> str:
        """Return the address."""
        try:
            validate_email(text)
        except ValidationError as error:
            raise ValueError(_("This is no e-mail address.")) from error
        return text


class ChoiceWidget(TextWidget):
    """One of some words, each standing for a value."""

    def __init__(self, choices: Mapping[str, Any], *, empty: Any = "") -> None:
        super().__init__(longest=50)
        self.choices, self.empty = choices, empty

    def read_nothing(self) -> Any:
        """Return what no word stands for."""
        return self.empty

    def read(self, text: str, known: Known) -> Any:
        """Return what the word stands for."""
        return self.choices[_find_word(text, self.choices)]


class KnownWidget(TextWidget):
    """One of the words that the records know."""

    def __init__(self, name: str, *, empty: str = "", is_needed: bool = False) -> None:
        super().__init__(longest=50, is_needed=is_needed)
        self.name, self.empty = name, empty

    def read_nothing(self) -> str:
        """Return what an empty cell stands for."""
        return self.empty

    def read(self, text: str, known: Known) -> str:
        """Return the word."""
        return _find_word(text, known[self.name])


class EndorsementsWidget(TextWidget):
    """Endorsement codes, each with its subject where it has one: ``305; 110:Computer Science``."""

    def __init__(self) -> None:
        super().__init__(longest=1_000)

    def read_nothing(self) -> list[list[str]]:
        """Return that there are none."""
        return []

    def read(self, text: str, known: Known) -> list[list[str]]:
        """Return pairs of code and subject, in order."""
        pairs = [_read_endorsement(part) for part in text.split(";") if part.strip()]
        for code, subject in pairs:
            if code not in known["codes"]:
                raise ValueError(_("There is no endorsement %(code)s.") % {"code": code})
            if code == NEEDS_SUBJECT and not subject:
                raise ValueError(
                    _("Endorsement %(code)s needs its subject after a colon.") % {"code": code}
                )
            if len(subject) > LONGEST_SUBJECT:
                raise ValueError(_("At most %(count)s characters.") % {"count": LONGEST_SUBJECT})
        if len({tuple(pair) for pair in pairs}) < len(pairs):
            raise ValueError(_("An endorsement stands there twice."))
        return sorted(pairs)


def _find_word(text: str, words: Collection[str]) -> str:
    """Return the word that was meant, in whatever case; raise ValueError."""
    word = text.casefold()
    if word not in words:
        listed = ", ".join(sorted(words))
        raise ValueError(_("This must be one of: %(words)s.") % {"words": listed})
    return word


def _read_day(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


def _read_endorsement(part: str) -> list[str]:
    """Return code and subject; a spreadsheet takes leading zeros away."""
    code, _colon, subject = part.partition(":")
    code = code.strip()
    return [code.zfill(3) if code.isdecimal() else code, subject.strip()]
