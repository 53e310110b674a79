"""Questions that many services ask, bound to the shared records: the library that definitions draw on.

What one service alone asks stays with the service.
"""

from __future__ import annotations

from portal.definitions.spec import FieldSpec, StepSpec
from portal.definitions.texts import text

__all__ = [
    "CONTACT",
    "CONTACT_ANSWERS",
    "LEGAL_NAME",
    "NAME_AND_CONTACT",
    "PHONE_AND_ADDRESS",
    "TRAINING_COLUMNS",
]

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

EMAIL = FieldSpec(
    id="email",
    type="email",
    label=text("Email address", "Correo electrónico"),
    hint=text(
        "We write to this address about your application.",
        "Le escribiremos a esta dirección sobre su solicitud.",
    ),
    binding="person.email",
    options={"autocomplete": "email"},
)

PHONE_AND_ADDRESS = (
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
"""Phone and mailing address as on record."""

CONTACT = (EMAIL, *PHONE_AND_ADDRESS)
"""E-mail, phone and mailing address as on record."""

NAME_AND_CONTACT = StepSpec(
    id="contact",
    title=text("Confirm your name and contact details", "Confirme su nombre y datos de contacto"),
    introduction=text(
        "We filled in what is on your record. Correct anything that has changed.",
        "Hemos completado lo que consta en su expediente. Corrija lo que haya cambiado.",
    ),
    fields=(*LEGAL_NAME, *CONTACT),
)
"""The step in which an applicant looks through name and contact details."""

CONTACT_ANSWERS = {
    "first_name": "Maren",
    "last_name": "Okafor-Lind",
    "email": "maren@example.org",
    "phone": "860-555-0123",
    "address_line": "12 Elm Street",
    "address_town": "Hartford",
    "address_state": "CT",
    "address_zip": "06115",
}
"""What a made-up applicant answers on that step, for scenarios."""

TRAINING_COLUMNS = (
    FieldSpec(
        id="provider",
        type="text",
        label=text("Who gave it", "Quién lo impartió"),
        options={"max_length": 150},
    ),
    FieldSpec(id="course", type="text", label=text("Title", "Título"), options={"max_length": 200}),
    FieldSpec(
        id="completed_on",
        type="date",
        label=text("Completed on", "Fecha de finalización"),
        options={"latest": "today"},
    ),
    FieldSpec(
        id="hours",
        type="integer",
        label=text("Clock hours", "Horas"),
        options={"min": 1, "max": 500},
    ),
)
"""The columns of a group of rows about completed courses, of which each row can be claimed."""
