"""A wizard with a fee, to look at: what it costs hangs on the answers. Nothing follows from it."""

from portal.sdk.wizards import (
    ChoiceSpec,
    ExpectedSpec,
    FieldSpec,
    ScenarioSpec,
    StepSpec,
    WizardSpec,
    answer,
    eq,
    text,
)

WHAT = StepSpec(
    id="what",
    title=text("What you ask for", "Lo que solicita"),
    fields=(
        FieldSpec(
            id="what",
            type="choice",
            label=text("What do you ask for?", "¿Qué solicita?"),
            choices=(
                ChoiceSpec(
                    value="duplicate",
                    label=text("A duplicate of a certificate", "Un duplicado de un certificado"),
                ),
                ChoiceSpec(
                    value="endorsements",
                    label=text("Additional endorsements", "Especialidades adicionales"),
                ),
            ),
        ),
        FieldSpec(
            id="how_many",
            type="integer",
            label=text("How many endorsements?", "¿Cuántas especialidades?"),
            options={"min": 1, "max": 5},
            condition=eq(answer("what"), "endorsements"),
        ),
    ),
)
TWO = ScenarioSpec(
    id="two_endorsements",
    name=text("Asks for two endorsements", "Solicita dos especialidades"),
    on="2026-03-02",
    answers={"what": {"what": "endorsements", "how_many": 2}},
    expected=ExpectedSpec(steps=("what",)),
)
COSTS = WizardSpec(
    key="demo.costs",
    title=text("Ask for something that costs a fee", "Solicitar algo que tiene una tarifa"),
    summary=text(
        "For tests and for authors of plugins: it has a fee, paid on the page after sending.",
        "Para pruebas y autores de complementos: tiene una tarifa, que se paga en la página que sigue al envío.",
    ),
    steps=(WHAT,),
    minutes=1,
    scenarios=(TWO,),
)
