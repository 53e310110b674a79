"""The report of a district: how many days, and the plan where some have to be made up."""

from portal.sdk.rules import call
from portal.sdk.wizards import (
    DeclarationSpec,
    ExpectedSpec,
    FieldSpec,
    ScenarioSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    answer,
    gt,
    text,
)

ALLOWED = 3

LOST = FieldSpec(
    id="lost",
    type="snow_days.days",
    label=text("How many days were the schools closed?", "¿Cuántos días cerraron las escuelas?"),
    options={"max": 60},
)
PLAN = FieldSpec(
    id="plan",
    type="long_text",
    label=text("How will the days be made up?", "¿Cómo se recuperarán los días?"),
    condition=gt(call("snow_days.to_make_up", answer("lost"), ALLOWED), 0),
)
STATEMENT = DeclarationSpec(
    version="1",
    statement=text("The report is complete.", "El informe está completo."),
    accept=text("I agree", "Estoy de acuerdo"),
)
FEW = ScenarioSpec(
    id="few_days",
    name=text("Lost two days, nothing to make up", "Perdió dos días, nada que recuperar"),
    on="2026-03-02",
    answers={"closing": {"lost": "2"}, "statement": {"statement": "1"}},
    expected=ExpectedSpec(steps=("closing", "statement")),
)
MANY = ScenarioSpec(
    id="many_days",
    name=text("Lost five days and has no plan", "Perdió cinco días y no tiene un plan"),
    on="2026-03-02",
    answers={"closing": {"lost": "5"}, "statement": {"statement": "1"}},
    expected=ExpectedSpec(steps=("closing", "statement"), not_accepted=("closing.plan",)),
)

WIZARDS = [
    WizardSpec(
        key="snow_days.report",
        title=text("Report snow days", "Informar días de nieve"),
        summary=text("Tell the bureau how long schools closed.", "Diga cuánto cerraron."),
        minutes=5,
        steps=(
            StepSpec(id="closing", title=text("Closing", "Cierre"), fields=(LOST, PLAN)),
            StepSpec(
                id="statement",
                title=text("Statement", "Declaración"),
                kind=StepKind.DECLARATION,
                declaration=STATEMENT,
            ),
        ),
        scenarios=(FEW, MANY),
    )
]
