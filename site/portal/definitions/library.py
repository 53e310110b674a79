"""Questions that many services ask, bound to the shared records: the library that definitions draw on.

What one service alone asks stays with the service.
"""

from __future__ import annotations

from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text

__all__ = ["CONTACT", "LEGAL_NAME"]

LEGAL_NAME = (
    FieldSpec(
        id="first_name",
        type="name",
        label=text("First name", "Nombre"),
        binding="person.first_name",
        options={"autocomplete": "given-name"},
    ),
    FieldSpec(
        id="middle_name",
        type="name",
        label=text("Middle name", "Segundo nombre"),
        required=False,
        binding="person.middle_name",
        options={"autocomplete": "additional-name"},
    ),
    FieldSpec(
        id="last_name",
        type="name",
        label=text("Last name", "Apellido"),
        hint=text(
            "A specialist compares a changed name with your record before it is printed.",
            "Un especialista compara un nombre cambiado con su expediente antes de imprimirlo.",
        ),
        binding="person.last_name",
        options={"autocomplete": "family-name"},
    ),
)
"""First, middle and last name as on record; a changed one is compared by a specialist."""

CONTACT = (
    FieldSpec(
        id="email",
        type="email",
        label=text("Email address", "Correo electrónico"),
        hint=text(
            "We write to this address about your application.",
            "Le escribiremos a esta dirección sobre su solicitud.",
        ),
        binding="person.email",
        options={"autocomplete": "email"},
    ),
    FieldSpec(
        id="phone",
        type="phone",
        label=text("Phone number", "Teléfono"),
        required=False,
        binding="person.phone",
        options={"autocomplete": "tel"},
    ),
    FieldSpec(
        id="address_line",
        type="text",
        label=text("Street address or P.O. box", "Dirección o apartado postal"),
        binding="person.address_line",
        options={"autocomplete": "street-address"},
    ),
    FieldSpec(
        id="address_town",
        type="text",
        label=text("Town or city", "Localidad o ciudad"),
        binding="person.address_town",
        options={"autocomplete": "address-level2", "max_length": 100},
    ),
    FieldSpec(
        id="address_state",
        type="state",
        label=text("State", "Estado"),
        hint=text("Two letters, such as CT.", "Dos letras, por ejemplo CT."),
        binding="person.address_state",
        options={"autocomplete": "address-level1"},
    ),
    FieldSpec(
        id="address_zip",
        type="zip_code",
        label=text("ZIP code", "Código postal"),
        binding="person.address_zip",
        options={"autocomplete": "postal-code"},
    ),
)
"""E-mail, phone and mailing address as on record."""
