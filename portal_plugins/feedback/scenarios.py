"""People who write to the bureau, and what must become of each; publication refuses what differs."""

from typing import Any

from portal.sdk.wizards import ExpectedSpec, ScenarioSpec, text

DAY = "2026-03-02"
READ = {"record": {"record": "1"}}
ANSWERED = ("about", "message", "reply", "record")
UNANSWERED = ("about", "message", "record")


def _told(message: str, *, wants_answer: bool) -> dict[str, Any]:
    return {"message": message, "wants_answer": wants_answer}


SCENARIOS = (
    ScenarioSpec(
        id="asks",
        name=text("Asks, and wants an answer", "Pregunta y desea una respuesta"),
        on=DAY,
        answers={
            "about": {"subject": "question"},
            "message": _told("How long is a renewal valid?", wants_answer=True),
            "reply": {"called": "Ines", "email": "ines@example.org"},
            **READ,
        },
        expected=ExpectedSpec(steps=ANSWERED),
    ),
    ScenarioSpec(
        id="tells_of_a_barrier",
        name=text("Names a page, and wants no answer", "Nombra una página y no desea respuesta"),
        on=DAY,
        answers={
            "about": {"subject": "barrier", "page": "Fees"},
            "message": _told("The table cannot be read aloud.", wants_answer=False),
            **READ,
        },
        expected=ExpectedSpec(steps=UNANSWERED),
    ),
    ScenarioSpec(
        id="thanks_for_a_page",
        name=text(
            "Is asked of no page for thanks, so none is taken",
            "No se pregunta por ninguna página si da las gracias",
        ),
        on=DAY,
        answers={
            "about": {"subject": "suggestion"},
            "message": _told("Thank you.", wants_answer=False),
            **READ,
        },
        expected=ExpectedSpec(steps=UNANSWERED),
    ),
    ScenarioSpec(
        id="without_an_address",
        name=text("Wants an answer and gives no address", "Desea respuesta y no da dirección"),
        on=DAY,
        answers={
            "about": {"subject": "concern"},
            "message": _told("Nobody called back.", wants_answer=True),
            "reply": {"called": "Ines"},
            **READ,
        },
        expected=ExpectedSpec(steps=ANSWERED, not_accepted=("reply.email",)),
    ),
)
