"""The two kinds of file as resources of django-import-export: it reads and cleans rows, and gathers their errors.

It never writes: what is recorded goes through the operations of the applets, from ``imports.recording``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource

from portal.records.credentials.models import CredentialType, Endorsement, EndorsementTerms
from portal.records.imports.columns import FORMATS
from portal.records.imports.models import ImportFile
from portal.records.imports.reading import Line
from portal.records.imports.widgets import (
    ChoiceWidget,
    DayWidget,
    EinWidget,
    EmailWidget,
    EndorsementsWidget,
    Known,
    KnownWidget,
    NumberWidget,
    PatternWidget,
    TextWidget,
)
from portal.records.people.models import NAME_LENGTH

__all__ = ["CleanedLine", "ask_known", "clean_lines"]

STATUSES = {name: name for name in ("revoked", "suspended", "surrendered")}
YES_OR_NO = {"yes": True, "no": False}
USUAL_CATEGORY = "teaching"
Errors = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CleanedLine:
    """A line with its values, or with what is wrong: column (or nothing) and words."""

    line: Line
    values: dict[str, Any]
    errors: list[dict[str, str]]


def ask_known() -> Known:
    """Return the types, endorsement codes and categories that the records know; 3 SQL."""
    categories = EndorsementTerms.objects.values_list("category", flat=True).distinct()
    return {
        "types": set(CredentialType.objects.values_list("key", flat=True)),
        "codes": set(Endorsement.objects.values_list("code", flat=True)),
        "categories": {USUAL_CATEGORY, *categories},
    }


def _column(name: str, widget: Any) -> Field:
    return Field(attribute=name, column_name=name, widget=widget)


class StagedResource(Resource):
    """A row becomes a plain object; its class says what must agree between columns."""

    class Meta:
        instance_loader_class = BaseInstanceLoader
        skip_diff = True
        store_instance = True

    def get_instance(self, instance_loader: Any, row: Any) -> None:
        """Find nothing: whom a row is about is told by ``imports.matching``."""
        return

    def init_instance(self, row: Any = None) -> SimpleNamespace:
        """Begin with no values."""
        return SimpleNamespace()

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Add what does not agree to what is wrong in single columns."""
        errors: Errors = dict(import_validation_errors or {})
        for name, text in self.check_row(SimpleNamespace(**{**self.nothing(), **vars(instance)})):
            errors.setdefault(name, []).append(text)
        super().validate_instance(instance, errors, validate_unique)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Write nothing."""

    def nothing(self) -> dict[str, None]:
        """Return every column without a value."""
        return dict.fromkeys(self.fields)

    def check_row(self, row: SimpleNamespace) -> list[tuple[str, str]]:
        """Return what does not agree, by column."""
        raise NotImplementedError


class LegacyResource(StagedResource):
    """One certificate a row, with its holder."""

    ein = _column("ein", EinWidget())
    legacy_number = _column("legacy_number", TextWidget(longest=40))
    first_name = _column("first_name", TextWidget(longest=NAME_LENGTH))
    middle_name = _column("middle_name", TextWidget(longest=NAME_LENGTH))
    last_name = _column("last_name", TextWidget(longest=NAME_LENGTH, is_needed=True))
    former_last_name = _column("former_last_name", TextWidget(longest=NAME_LENGTH))
    birth_date = _column("birth_date", DayWidget())
    email = _column("email", EmailWidget())
    address_line = _column("address_line", TextWidget(longest=200))
    address_town = _column("address_town", TextWidget(longest=100))
    address_state = _column(
        "address_state", PatternWidget(r"[A-Z]{2}", lambda: _("A state has two letters."))
    )
    address_zip = _column(
        "address_zip",
        PatternWidget(r"\d{5}(-\d{4})?", lambda: _("A ZIP code looks like 06103 or 06103-1234.")),
    )
    certificate_number = _column("certificate_number", NumberWidget())
    type = _column("type", KnownWidget("types", is_needed=True))
    category = _column("category", KnownWidget("categories", empty=USUAL_CATEGORY))
    endorsements = _column("endorsements", EndorsementsWidget())
    issued_on = _column("issued_on", DayWidget(is_needed=True))
    expires_on = _column("expires_on", DayWidget())
    status = _column("status", ChoiceWidget(STATUSES))
    status_on = _column("status_on", DayWidget())
    status_is_final = _column("status_is_final", ChoiceWidget(YES_OR_NO, empty=True))

    def check_row(self, row: SimpleNamespace) -> list[tuple[str, str]]:
        """Return what does not agree, by column."""
        found = [*_check_birth(row)]
        if row.ein == "" and row.legacy_number == "":
            found.append(("ein", _("A row needs an EIN or a number of the former system.")))
        if row.issued_on and row.expires_on and row.expires_on < row.issued_on:
            found.append(("expires_on", _("This is before the day of issue.")))
        if row.status and not row.status_on:
            found.append(("status_on", _("A status needs its day.")))
        if row.status == "" and row.status_on:
            found.append(("status", _("A day of a status needs the status.")))
        if row.status_on and row.issued_on and row.status_on < row.issued_on:
            found.append(("status_on", _("This is before the day of issue.")))
        return found


class RosterResource(StagedResource):
    """One person of a district's staff a row."""

    ein = _column("ein", EinWidget())
    first_name = _column("first_name", TextWidget(longest=NAME_LENGTH))
    last_name = _column("last_name", TextWidget(longest=NAME_LENGTH))
    birth_date = _column("birth_date", DayWidget())
    position = _column("position", TextWidget(longest=100))
    starts_on = _column("starts_on", DayWidget(is_needed=True))
    ends_on = _column("ends_on", DayWidget())

    def check_row(self, row: SimpleNamespace) -> list[tuple[str, str]]:
        """Return what does not agree, by column."""
        found = [*_check_birth(row)]
        if row.ein == "" and not (row.last_name and row.birth_date):
            found.append(("ein", _("A row needs an EIN, or a name and a birth date.")))
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            found.append(("ends_on", _("This is before the first day.")))
        return found


def _check_birth(row: SimpleNamespace) -> list[tuple[str, str]]:
    if row.birth_date and row.birth_date >= timezone.localdate().isoformat():
        return [("birth_date", _("This day is still to come."))]
    return []


RESOURCES: Mapping[str, type[StagedResource]] = {
    ImportFile.Kind.LEGACY: LegacyResource,
    ImportFile.Kind.ROSTER: RosterResource,
}


def clean_lines(kind: str, lines: Sequence[Line], known: Known) -> list[CleanedLine]:
    """Return the lines with their values or errors; nothing is written."""
    columns = FORMATS[kind].columns
    rows = [[line.texts.get(name, "") for name in columns] for line in lines]
    result = RESOURCES[kind]().import_data(
        tablib.Dataset(*rows, headers=columns), dry_run=True, raise_errors=False, known=known
    )
    cleaned = []
    for line, row in zip(lines, result.rows, strict=True):
        if row.errors:
            raise row.errors[0].error
        is_valid = row.validation_error is None
        values = vars(row.instance) if is_valid else {}
        errors = [] if is_valid else list(_tell(row.validation_error))
        cleaned.append(CleanedLine(line, values, errors))
    return cleaned


def _tell(error: ValidationError) -> list[dict[str, str]]:
    """Return what is wrong, by column."""
    return [
        {"column": "" if name == NON_FIELD_ERRORS else name, "message": text}
        for name, texts in error.message_dict.items()
        for text in texts
    ]
