"""The report of a district: how many days, and the plan where some have to be made up."""

from portal.sdk.rules import call
from portal.sdk.wizards import (
    DeclarationSpec,
    FieldSpec,
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
    )
]
