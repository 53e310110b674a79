"""The standard questions that editors pick as blocks of their own, bound to the shared records.

What they ask is in ``portal.definitions.library``; here stand those that no plugin's wizard needed yet.
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.definitions.building.data import LIBRARY_PREFIX
from portal.definitions.library import CONTACT, LEGAL_NAME
from portal.definitions.record_paths import ADDRESS
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text

__all__ = ["LIBRARY", "LIBRARY_TYPES"]

WHOLE_ADDRESS = FieldSpec(
    id="mailing_address",
    type="address",
    label=text("Mailing address", "Dirección postal"),
    binding=ADDRESS,
)
EMPLOYER = FieldSpec(
    id="employer",
    type="organization",
    label=text("Where do you work?", "¿Dónde trabaja?"),
    hint=text(
        "Choose the district, school or program. Type its name where it is not listed.",
        "Elija el distrito, la escuela o el programa. Escriba su nombre si no está en la lista.",
    ),
)
EMPLOYED_SINCE = FieldSpec(
    id="employed_since",
    type="month",
    label=text("Employed there since", "Empleado allí desde"),
    options={"latest": "today"},
)
DEGREE = FieldSpec(
    id="degree",
    type="text",
    label=text("Degree", "Título académico"),
    hint=text("As on the diploma.", "Como figura en el diploma."),
    options={"max_length": 150},
)
DEGREE_FROM = FieldSpec(
    id="degree_from",
    type="organization",
    label=text("College or university of the degree", "Universidad que otorgó el título"),
    options={"kinds": ["college"]},
)
LIBRARY: Mapping[str, FieldSpec] = {
    f"{LIBRARY_PREFIX}{each.id}": each
    for each in (
        *LEGAL_NAME,
        *CONTACT[:2],
        WHOLE_ADDRESS,
        EMPLOYER,
        EMPLOYED_SINCE,
        DEGREE,
        DEGREE_FROM,
    )
}
"""By the type of their block."""
LIBRARY_TYPES: Mapping[str, str] = {name: each.type for name, each in LIBRARY.items()}
