"""People who apply for a first certificate, and what must become of each."""

from typing import Any

from portal.sdk.library import CONTACT_ANSWERS
from portal.sdk.wizards import ExpectedSpec, HeldDocumentSpec, ScenarioSpec, Text, text

DAY = "2026-06-15"
CLEAN = {"convicted": False, "charges_pending": False, "disciplined": False}
STEPS = (
    *("contact", "program", "endorsements", "tests", "disclosures", "papers"),
    "acknowledgment",
)
WITH_STATEMENT = (*STEPS[:5], "statement", *STEPS[5:])
NEEDED = ("papers.degree",)
PAPERS = (
    HeldDocumentSpec(id="transcript", kind="transcript"),
    HeldDocumentSpec(id="diploma", kind="diploma"),
    HeldDocumentSpec(id="recommendation", kind="statement"),
)
PROGRAM = {
    "institution": {"name": "Ashford College"},
    "program": "Elementary Education",
    "completed_on": "2026-05-20",
    "degree": "Bachelor of Science",
    "field_of_study": "Elementary Education",
    "conferred_on": "2026-05-24",
    "is_recommended": True,
    "recommended_by": "Certification officer",
}
TEST = {"provider": "ETS", "code": "5002", "score": 165, "taken_on": "2026-02-07"}


def _applies(
    name: str, title: Text, *not_accepted: str, steps: tuple[str, ...] = STEPS, **answers: Any
) -> ScenarioSpec:
    """Return somebody without a certificate; ``answers`` by step stand in the place of the usual ones."""
    usual: dict[str, Any] = {
        "contact": CONTACT_ANSWERS,
        "program": PROGRAM,
        "endorsements": {"endorsements": [{"endorsement": "305"}]},
        "tests": {"tests": [TEST]},
        "disclosures": CLEAN,
        "papers": {"transcript": ["transcript"]},
        "acknowledgment": {"acknowledgment": "2026-11"},
    }
    return ScenarioSpec(
        id=name,
        name=title,
        on=DAY,
        documents=PAPERS,
        answers=usual | answers,
        expected=ExpectedSpec(steps=steps, not_accepted=not_accepted, needed=NEEDED),
    )


SCENARIOS = (
    _applies(
        "one_endorsement",
        text("One endorsement, with transcript", "Una especialidad, con expediente"),
    ),
    _applies(
        "two_endorsements",
        text(
            "Two endorsements, diploma with recommendation",
            "Dos especialidades, diploma con recomendación",
        ),
        endorsements={
            "endorsements": [
                {"endorsement": "305"},
                {"endorsement": "110", "subject": "Computer Science"},
            ]
        },
        papers={"diploma": ["diploma"], "recommendation": ["recommendation"]},
    ),
    _applies(
        "not_recommended",
        text("Institution does not recommend", "La institución no recomienda"),
        "program.is_recommended",
        program={**PROGRAM, "is_recommended": False},
    ),
    _applies(
        "diploma_alone",
        text("Diploma without recommendation", "Diploma sin recomendación"),
        "papers.recommendation",
        papers={"diploma": ["diploma"]},
    ),
    _applies(
        "pending_charge",
        text("Explains a pending charge", "Explica un cargo pendiente"),
        steps=WITH_STATEMENT,
        disclosures={**CLEAN, "charges_pending": True},
        statement={"explanation": "A charge of trespass in Hartford; the court date is in July."},
    ),
)
