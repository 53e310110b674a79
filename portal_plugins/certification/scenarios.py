"""Holders who renew a Professional certificate, and what must become of each; publication refuses what differs."""

from typing import Any

from portal.sdk.library import CONTACT_ANSWERS
from portal.sdk.wizards import ExpectedSpec, HeldCredentialSpec, ScenarioSpec, Text, text

DAY, NUMBER = "2026-03-02", "2026000017"
CLEAN = {"convicted": False, "charges_pending": False, "disciplined": False}
STEPS = ("certificate", "contact", "disclosures", "acknowledgment")
FEES = ("renewal",)
WITH_STATEMENT = ("certificate", "contact", "disclosures", "statement", "acknowledgment")


def _renewal(
    name: str, title: Text, expected: ExpectedSpec, *, refused: bool = False, **answers: Any
) -> ScenarioSpec:
    """Return a holder of one certificate who answers everything; ``answers`` by step add to the usual ones."""
    usual: dict[str, Any] = {
        "certificate": {"certificate": NUMBER},
        "contact": CONTACT_ANSWERS,
        "disclosures": CLEAN,
        "acknowledgment": {"acknowledgment": "2026-01"},
    }
    held = HeldCredentialSpec(
        number=NUMBER, type="professional", expires_on="2026-06-30", refused=refused
    )
    return ScenarioSpec(
        id=name,
        name=title,
        on=DAY,
        credentials=(held,),
        answers=usual | answers,
        expected=expected,
    )


SCENARIOS = (
    _renewal(
        "nothing_to_disclose",
        text("Renews in time, nothing to disclose", "Renueva a tiempo, sin nada que declarar"),
        ExpectedSpec(steps=STEPS, fees=FEES),
    ),
    _renewal(
        "too_early",
        text("Renews before the window opens", "Renueva antes de que se abra el plazo"),
        ExpectedSpec(steps=STEPS, not_accepted=("certificate.certificate",)),
        refused=True,
    ),
    _renewal(
        "pending_charge",
        text(
            "Explains a pending charge, without papers",
            "Explica un cargo pendiente, sin documentos",
        ),
        ExpectedSpec(steps=WITH_STATEMENT, fees=FEES),
        disclosures={**CLEAN, "charges_pending": True},
        statement={"explanation": "A charge of trespass in Hartford; the court date is in May."},
    ),
    _renewal(
        "conviction_unexplained",
        text(
            "Discloses a conviction and explains nothing", "Declara una condena y no explica nada"
        ),
        ExpectedSpec(steps=WITH_STATEMENT, not_accepted=("statement.explanation",)),
        disclosures={**CLEAN, "convicted": True},
    ),
)
