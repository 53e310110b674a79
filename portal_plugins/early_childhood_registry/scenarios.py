"""People who join the registry, and what must become of each; publication refuses what differs."""

from typing import Any

from portal.sdk.library import CONTACT_ANSWERS
from portal.sdk.wizards import ExpectedSpec, HeldDocumentSpec, ScenarioSpec, Text, text

DAY = "2026-03-02"
STEPS = (
    *("membership", "contact", "employment", "education"),
    *("training", "papers", "acknowledgment"),
)
COURSE = {"provider": "Community college", "course": "Early literacy", "hours": 12}
USUAL: dict[str, Any] = {
    "membership": {"role": "teaching", "setting": "center"},
    "contact": CONTACT_ANSWERS,
    "employment": {
        "employment": [
            {
                "position": "Assistant teacher",
                "organization": "Riverside Children's Center",
                "starts_on": "2023-09-01",
                "full_time_percent": 100,
            }
        ]
    },
    "education": {
        "education": [{"degree": "Associate of Science", "institution": "Community college"}]
    },
    "training": {"training": [{**COURSE, "completed_on": "2025-10-04"}]},
    "papers": {"transcripts": ["transcript"]},
    "acknowledgment": {"acknowledgment": "2026-01"},
}
PAPERS = (HeldDocumentSpec(id="transcript", kind="transcript"),)


def _joining(name: str, title: Text, *not_accepted: str, **answers: Any) -> ScenarioSpec:
    """Return somebody who joins; ``answers`` by step stand in the place of the usual ones."""
    return ScenarioSpec(
        id=name,
        name=title,
        on=DAY,
        documents=PAPERS,
        answers=USUAL | answers,
        expected=ExpectedSpec(steps=STEPS, not_accepted=not_accepted),
    )


SCENARIOS = (
    _joining(
        "teaches_in_a_center",
        text(
            "Teaches in a center, claims one item of each",
            "Enseña en un centro, declara uno de cada",
        ),
    ),
    _joining(
        "nothing_to_claim",
        text("New to the field, claims nothing", "Empieza en el sector, no declara nada"),
        employment={},
        education={},
        training={},
        papers={},
    ),
    _joining(
        "advises_others",
        text(
            "Advises programs and is not asked where", "Asesora programas y no se le pregunta dónde"
        ),
        membership={"role": "technical_assistance"},
    ),
    _joining(
        "does_not_say_where",
        text("Teaches and does not say where", "Enseña y no dice dónde"),
        "membership.setting",
        membership={"role": "teaching"},
    ),
    _joining(
        "course_to_come",
        text("Lists a course that is still to come", "Indica un curso que aún no ha terminado"),
        "training.training",
        training={"training": [{**COURSE, "completed_on": "2026-03-03"}]},
    ),
)
