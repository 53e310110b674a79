"""A small service with a scenario that passes: a permit, its training, a move, papers and a promise."""

from dataclasses import replace
from typing import Any

from portal.definitions.rules.build import answer, eq, gt, lt, record
from portal.definitions.scenario_spec import (
    ExpectedSpec,
    HeldCredentialSpec,
    HeldDocumentSpec,
    ScenarioSpec,
)
from portal.definitions.spec import (
    DeclarationSpec,
    FieldSpec,
    RefusalSpec,
    RequirementSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text

T = text("Text", "Texto")
PERMIT = StepSpec(
    id="permit",
    title=text("Permit", "Permiso"),
    fields=(
        FieldSpec(
            id="permit",
            type="credential",
            label=text("Which one?", "¿Cuál?"),
            binding="application.credential",
            options={"types": ["coaching"]},
        ),
        FieldSpec(id="moved", type="yes_no", label=text("Moved?", "¿Se mudó?")),
    ),
)
TRAINING = StepSpec(
    id="training",
    title=text("Training", "Formación"),
    fields=(
        FieldSpec(
            id="hours",
            type="integer",
            label=text("Hours", "Horas"),
            refusals=(
                RefusalSpec(
                    when=lt(answer("hours"), record("credential.renewal_hours")), message=T
                ),
            ),
        ),
    ),
)
MOVE = StepSpec(
    id="move",
    title=text("Move", "Mudanza"),
    condition=eq(answer("moved"), True),
    fields=(FieldSpec(id="town", type="text", label=text("Town", "Localidad")),),
)
PAPERS = StepSpec(
    id="papers",
    title=text("Papers", "Documentos"),
    kind=StepKind.DOCUMENTS,
    fields=(
        FieldSpec(id="card", type="document", label=T, required=False, options={"kinds": ["card"]}),
        FieldSpec(
            id="photo", type="document", label=T, required=False, options={"kinds": ["photo"]}
        ),
        FieldSpec(
            id="proof",
            type="document",
            label=text("Proof", "Comprobante"),
            options={"kinds": ["proof"]},
            condition=gt(answer("hours"), 20),
        ),
    ),
    requirements=(
        RequirementSpec(
            id="either", title=text("either", "uno"), alternatives=(("card",), ("photo",))
        ),
    ),
)
PROMISE = StepSpec(
    id="promise",
    title=text("Promise", "Promesa"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(version="7", statement=T, accept=T),
)
HELD = HeldCredentialSpec(
    number="2026000025", type="coaching", expires_on="2026-06-30", renewal_hours=15
)
USUAL = ScenarioSpec(
    id="usual",
    name=text("Stays where they are", "Sin mudanza"),
    on="2026-03-02",
    record={"person.email": "maren@example.org"},
    credentials=(HELD,),
    documents=(HeldDocumentSpec(id="a", kind="card"), HeldDocumentSpec(id="b", kind="proof")),
    answers={
        "permit": {"permit": "2026000025", "moved": False},
        "training": {"hours": 15},
        "papers": {"card": ["a"]},
        "promise": {"promise": "7"},
    },
    expected=ExpectedSpec(
        steps=("permit", "training", "papers", "promise"), needed=("papers.either",)
    ),
)
SPEC = WizardSpec(
    key="test.permit",
    title=T,
    summary=T,
    steps=(PERMIT, TRAINING, MOVE, PAPERS, PROMISE),
    scenarios=(USUAL,),
)


def answering(**steps: Any) -> dict[str, Any]:
    """Return the usual answers with those of some steps changed."""
    return {**USUAL.answers, **steps}


def expecting(**facts: Any) -> ExpectedSpec:
    """Return what is expected usually, changed as given."""
    return replace(USUAL.expected, **facts)
