"""Coaches who renew a five-year permit, and what must become of each; publication refuses what differs."""

from typing import Any

from portal.sdk.library import CONTACT_ANSWERS
from portal.sdk.wizards import (
    ExpectedSpec,
    HeldCredentialSpec,
    HeldDocumentSpec,
    ScenarioSpec,
    Text,
    text,
)

DAY, NUMBER = "2026-03-02", "2026000025"
STEPS = (
    *("permit", "contact", "refresher", "training"),
    *("cpr", "first_aid", "papers", "acknowledgment"),
)
NEEDED = ("papers.refresher_certificate", "papers.lifesaving")
PERMIT = HeldCredentialSpec(
    number=NUMBER,
    type="coaching_5yr",
    expires_on="2026-06-30",
    renewal_hours=15,
    refresher_months=60,
)
PAPERS = (
    HeldDocumentSpec(id="both", kind="cpr_first_aid_card"),
    HeldDocumentSpec(id="cpr", kind="cpr_card"),
    HeldDocumentSpec(id="first_aid", kind="first_aid_card"),
    HeldDocumentSpec(id="refresher", kind="concussion"),
)


def _course(title: str, hours: int) -> dict[str, Any]:
    given = {"provider": "Coaching program", "completed_on": "2025-11-08"}
    return {**given, "course": title, "hours": hours}


def _certified(name: str, method: str = "in_person") -> dict[str, Any]:
    return {
        f"{name}_provider": "Lifesaving society",
        f"{name}_method": method,
        f"{name}_completed_on": "2025-05-10",
        f"{name}_expires_on": "2027-05-10",
    }


def _refresher(completed_on: str) -> dict[str, Any]:
    given = {"coaches_football": False, "refresher_provider": "Athletic conference"}
    return {**given, "refreshed_on": completed_on}


USUAL: dict[str, Any] = {
    "permit": {"permit": NUMBER},
    "contact": CONTACT_ANSWERS,
    "refresher": _refresher("2025-08-01"),
    "training": {"training": [_course("Heat illness", 9), _course("Growing up strong", 6)]},
    "cpr": _certified("cpr"),
    "first_aid": _certified("first_aid", "blended"),
    "papers": {"both_card": ["both"], "refresher_certificate": ["refresher"]},
    "acknowledgment": {"acknowledgment": "2026-01"},
}


def _renewal(name: str, title: Text, *not_accepted: str, **answers: Any) -> ScenarioSpec:
    """Return a coach with one permit; ``answers`` by step stand in the place of the usual ones."""
    return ScenarioSpec(
        id=name,
        name=title,
        on=DAY,
        credentials=(PERMIT,),
        documents=PAPERS,
        answers=USUAL | answers,
        expected=ExpectedSpec(
            steps=STEPS,
            not_accepted=not_accepted,
            needed=NEEDED,
            fees=() if not_accepted else ("permit",),
        ),
    )


SCENARIOS = (
    _renewal(
        "one_card",
        text("Fifteen hours, one card for both", "Quince horas, una tarjeta para ambos"),
    ),
    _renewal(
        "two_cards",
        text("Fifteen hours, a card for each", "Quince horas, una tarjeta de cada una"),
        papers={
            "cpr_card": ["cpr"],
            "first_aid_card": ["first_aid"],
            "refresher_certificate": ["refresher"],
        },
    ),
    _renewal(
        "card_missing",
        text("First aid card not handed in", "Tarjeta de primeros auxilios no entregada"),
        "papers.first_aid_card",
        papers={"cpr_card": ["cpr"], "refresher_certificate": ["refresher"]},
    ),
    _renewal(
        "hours_missing",
        text("Fourteen hours only", "Solo catorce horas"),
        "training.training",
        training={"training": [_course("Heat illness", 9), _course("Growing up strong", 5)]},
    ),
    _renewal(
        "refresher_too_old",
        text("Refresher of more than five years ago", "Actualización de hace más de cinco años"),
        "refresher.refreshed_on",
        refresher=_refresher("2021-03-01"),
    ),
    _renewal(
        "online_only",
        text("CPR learned online only", "RCP aprendida solo en línea"),
        "cpr.cpr_method",
        cpr=_certified("cpr", "online"),
    ),
)
