"""The columns of the files that can be imported: their names, which must be there, how long a text may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.records.imports.models import ImportFile

__all__ = ["ADDED", "FORMATS", "FileFormat", "find_problem_with_columns"]

ADDED = ("line", "errors")
"""What the download of the rows with errors has in front; a file that is read may have it, and it means nothing."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """The columns of one kind of file in their usual order; those not needed may be left out.

    A file of somebody else's has more columns than are read: ``ignores_unknown``. Those with ``numbers`` may begin with
    a sign. ``aliases`` are other names of a column, the preferred one first, for files that do not have it by its own.
    """

    needed: tuple[str, ...]
    others: tuple[str, ...]
    ignores_unknown: bool = False
    numbers: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column."""
        return (*self.needed, *self.others)

    def name_columns(self, header: Sequence[str]) -> list[str]:
        """Return a heading with the columns' own names in place of aliases."""
        own: dict[str, str] = {}
        for alias, name in self.aliases.items():
            if alias in header and name not in header and name not in own.values():
                own[alias] = name
        return [own.get(name, name) for name in header]


FORMATS: Mapping[str, FileFormat] = {
    ImportFile.Kind.LEGACY: FileFormat(
        needed=(
            *("ein", "legacy_number", "first_name", "last_name", "birth_date"),
            *("certificate_number", "type", "endorsements", "issued_on", "expires_on"),
        ),
        others=(
            *("middle_name", "former_last_name", "email"),
            *("address_line", "address_town", "address_state", "address_zip"),
            *("category", "status", "status_on", "status_is_final"),
        ),
    ),
    ImportFile.Kind.ROSTER: FileFormat(
        needed=("ein", "first_name", "last_name", "birth_date", "position", "starts_on"),
        others=("ends_on",),
    ),
}


def find_problem_with_columns(
    known: FileFormat, header: Sequence[str]
) -> tuple[list[str], list[str], list[str]]:
    """Return the columns that are missing, that nobody knows, and that stand there twice."""
    missing = [name for name in known.needed if name not in header]
    unknown = [name for name in header if name not in known.columns]
    read = known.columns if known.ignores_unknown else header
    twice = sorted({name for name in read if header.count(name) > 1})
    return missing, [] if known.ignores_unknown else unknown, twice
