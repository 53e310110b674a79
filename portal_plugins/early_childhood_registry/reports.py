"""The report of this plugin: members by how far their entries are verified, those who wait first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.sdk.reports import MOST_ROWS, VIEW_PERSON, Cell, StaffReport, list_members, text


def list_rows() -> Iterator[Sequence[Cell]]:
    """Yield a row a member."""
    for each in list_members(most=MOST_ROWS + 1):
        yield (
            each.registry_id,
            each.last_name,
            each.first_name,
            each.claimed,
            each.verified,
            each.rejected,
        )


REPORTS = [
    StaffReport(
        name="members",
        title=text("Registry members by verification", "Miembros del registro por verificación"),
        permission=VIEW_PERSON,
        note=text(
            "Members whose entries wait for a verifier come first.",
            "Primero, los miembros cuyos registros esperan verificación.",
        ),
        columns=(
            text("Registry ID", "Número de registro"),
            text("Last name", "Apellido"),
            text("First name", "Nombre"),
            text("Entries that wait", "Registros en espera"),
            text("Verified", "Verificados"),
            text("Not accepted", "No aceptados"),
        ),
        rows=list_rows,
    )
]
