"""An electronic signature: the applicant's full name, typed, which must be the name on record.

What is signed is said by the questions and the declaration around it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.fields.base import AnsweringContext
from portal.definitions.fields.texts import NameType
from portal.definitions.spec import FieldSpec

__all__ = ["SignatureType", "is_name_of"]

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
FIRST, MIDDLE, LAST = "person.first_name", "person.middle_name", "person.last_name"
APOSTROPHES = str.maketrans("", "", "'’‘`´.")


class SignatureType(NameType):
    """The full name of whoever applies, typed in place of a signature on paper; never filled in."""

    key = "signature"
    title = gettext_lazy("Signature")
    missing = gettext_lazy("Type your full name to sign.")
    length = 300
    needs_record: ClassVar[bool] = True
    settings = ()

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a one-line field for a name, which a browser may offer to complete."""
        control = super().form_field(question, language)
        control.widget.attrs["autocomplete"] = "name"
        return control

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Take the name on record alone; any, where the record has none."""
        record = context.record

        def check(typed: str) -> None:
            if not is_name_of(typed, record):
                names = (str(record.get(path) or "") for path in (FIRST, MIDDLE, LAST))
                text = _("Sign with your full name as it is on your record: %(name)s.")
                name = " ".join(filter(None, names))
                raise ValidationError(text % {"name": name}, code="signature")

        control.validators = [*control.validators, check]


def is_name_of(typed: str, record: Mapping[str, Any]) -> bool:
    """Tell whether a typed name is that of a record, without regard to marks, capitals, punctuation and order.

    The first and the last name must be whole; the middle name may be left out or be an initial, and a suffix such as
    "Jr." may follow. A record without a first or last name is met by any name.
    """
    first, middle, last = (_words(str(record.get(path) or "")) for path in (FIRST, MIDDLE, LAST))
    if not first and not last:
        return True
    given = _words(typed)
    orders = (first + last, last + first, first + middle + last, last + first + middle)
    if "".join(given) in {"".join(words) for words in orders}:
        return True
    for word in first + last:
        if word not in given:
            return False
        given.remove(word)
    more = SUFFIXES.union(middle)
    return all(len(word) == 1 or word in more for word in given)


def _words(name: str) -> list[str]:
    """Return the words of a name in one form: no marks, no capitals, hyphens as spaces."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(APOSTROPHES))
    bare = (char for char in folded if not unicodedata.combining(char))
    return "".join(char if char.isalpha() else " " for char in bare).split()
