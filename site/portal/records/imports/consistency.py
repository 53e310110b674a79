"""What the lines of one file must agree in: one holder, one name; one certificate, one line. Knows no records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portal.records.imports.matching import names_of
from portal.records.imports.models import ImportFile

__all__ = ["SeenLines", "holder_of"]

Values = Mapping[str, Any]


def holder_of(values: Values) -> str:
    """Return what is the same for the lines of one person: it tells nothing about them."""
    name = sorted(names_of({**values, "former_last_name": ""}))
    number = values["ein"] or values.get("legacy_number")
    identity = [bool(values["ein"]), number] if number else [name, values["birth_date"]]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()


@dataclass(slots=True)
class SeenLines:
    """The lines of a file so far, by what another one may contradict; ``people`` is for whoever matches them."""

    kind: str
    people: dict[str, int] = field(default_factory=dict)
    _holders: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _identities: dict[Any, tuple[str, int]] = field(default_factory=dict)
    _subjects: dict[Any, int] = field(default_factory=dict)

    def find_fault(self, number: int, values: Values, holder: str) -> list[dict[str, str]]:
        """Return how a line contradicts an earlier one; remember a line that does not."""
        identity = (*sorted(names_of({**values, "former_last_name": ""})), values["birth_date"])
        is_roster = self.kind == ImportFile.Kind.ROSTER
        subject = (holder, values["starts_on"]) if is_roster else values["certificate_number"]
        if subject in self._subjects:
            text = (
                _("Line %(number)s is about the same person and day.")
                if is_roster
                else _("Line %(number)s has the same certificate number.")
            )
            return _fault(
                "starts_on" if is_roster else "certificate_number", text, self._subjects[subject]
            )
        named, first = self._holders.get(holder, (identity, number))
        if named != identity:
            text = _("Line %(number)s has the same number with another name or birth date.")
            return _fault("ein", text, first)
        other, first = self._identities.get(identity, (holder, number))
        if other != holder and values["birth_date"]:
            text = _("Line %(number)s has the same name and birth date under another number.")
            return _fault("ein", text, first)
        self._subjects[subject] = number
        self._holders.setdefault(holder, (identity, number))
        self._identities.setdefault(identity, (holder, number))
        return []


def _fault(column: str, text: str, number: int) -> list[dict[str, str]]:
    return [{"column": column, "message": text % {"number": number}}]
