"""Holders who ask for a duplicate, and what must become of each."""

from typing import Any

from portal.sdk.library import CONTACT_ANSWERS
from portal.sdk.wizards import ExpectedSpec, HeldCredentialSpec, ScenarioSpec, Text, text

DAY, NUMBER = "2026-03-02", "2026000017"
STEPS = ("certificate", "reason", "contact", "acknowledgment")
ACTIVE = HeldCredentialSpec(number=NUMBER, type="initial", expires_on="2031-06-30")
REVOKED = HeldCredentialSpec(number=NUMBER, type="professional", refused=True)


def _asks(
    name: str, title: Text, held: HeldCredentialSpec, *not_accepted: str, **answers: Any
) -> ScenarioSpec:
    """Return a holder of one certificate; ``answers`` by step stand in the place of the usual ones."""
    usual: dict[str, Any] = {
        "certificate": {"certificate": NUMBER},
        "reason": {"reason": "lost"},
        "contact": CONTACT_ANSWERS,
        "acknowledgment": {"acknowledgment": "2026-11"},
    }
    return ScenarioSpec(
        id=name,
        name=title,
        on=DAY,
        credentials=(held,),
        answers=usual | answers,
        expected=ExpectedSpec(
            steps=STEPS, not_accepted=not_accepted, fees=() if not_accepted else ("duplicate",)
        ),
    )


SCENARIOS = (
    _asks(
        "lost", text("Lost a certificate that is valid", "Perdió un certificado vigente"), ACTIVE
    ),
    _asks(
        "no_reason",
        text("Gives no reason", "No indica el motivo"),
        ACTIVE,
        "reason.reason",
        reason={},
    ),
    _asks(
        "revoked",
        text("Certificate was revoked", "El certificado fue revocado"),
        REVOKED,
        "certificate.certificate",
    ),
)
