"""The wizards of this plugin: every type of question, one with a fee, and success, refusal and crash."""

from portal.sdk.wizards import (
    ChoiceSpec,
    DeclarationSpec,
    ExpectedSpec,
    FieldSpec,
    ScenarioSpec,
    StepKind,
    StepSpec,
    Text,
    WizardSpec,
    answer,
    eq,
    text,
)
from portal_plugins.demo.costs import COSTS
from portal_plugins.demo.every_type import EVERY_TYPE
from portal_plugins.demo.vouching import VOUCHING

PHONE = StepSpec(
    id="phone",
    title=text("Your phone number", "Su número de teléfono"),
    introduction=text(
        "We filled in what is on your record.", "Hemos completado lo que consta en su expediente."
    ),
    fields=(
        FieldSpec(
            id="phone",
            type="phone",
            label=text("Phone number", "Teléfono"),
            binding="person.phone",
        ),
        FieldSpec(
            id="may_call",
            type="yes_no",
            label=text("May we call you?", "¿Podemos llamarle?"),
        ),
        FieldSpec(
            id="best_time",
            type="choice",
            label=text("When is the best time?", "¿Cuál es la mejor hora?"),
            choices=(
                ChoiceSpec(value="morning", label=text("In the morning", "Por la mañana")),
                ChoiceSpec(value="evening", label=text("In the evening", "Por la tarde")),
            ),
            condition=eq(answer("may_call"), True),
        ),
    ),
)
PROMISE = StepSpec(
    id="promise",
    title=text("Your statement", "Su declaración"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="1",
        statement=text("The number is mine.", "El número es mío."),
        accept=text("I confirm this", "Lo confirmo"),
    ),
)
MOMENT = StepSpec(
    id="moment",
    title=text("When it happens", "Cuándo ocurre"),
    fields=(
        FieldSpec(
            id="moment",
            type="choice",
            label=text("When should it fail?", "¿Cuándo debe fallar?"),
            choices=(
                ChoiceSpec(value="approved", label=text("On approval", "Al aprobarse")),
                ChoiceSpec(value="submitted", label=text("On submission", "Al enviarse")),
                ChoiceSpec(
                    value="fee",
                    label=text("When the fee is worked out", "Al calcular la tarifa"),
                ),
            ),
        ),
    ),
)
CALLED = ScenarioSpec(
    id="may_be_called",
    name=text("May be called, in the evening", "Se le puede llamar, por la tarde"),
    on="2026-03-02",
    record={"person.phone": "860-555-0123"},
    answers={
        "phone": {"phone": "860-555-0123", "may_call": True, "best_time": "evening"},
        "promise": {"promise": "1"},
    },
    expected=ExpectedSpec(steps=("phone", "promise")),
)
UNDECIDED = ScenarioSpec(
    id="no_time_named",
    name=text("May be called, but does not say when", "Se le puede llamar, pero no dice cuándo"),
    on="2026-03-02",
    answers={"phone": {"phone": "860-555-0123", "may_call": True}, "promise": {"promise": "1"}},
    expected=ExpectedSpec(steps=("phone", "promise"), not_accepted=("phone.best_time",)),
)
CHOOSES = ScenarioSpec(
    id="chooses_a_moment",
    name=text("Chooses when it fails", "Elige cuándo falla"),
    on="2026-03-02",
    answers={"moment": {"moment": "approved"}},
    expected=ExpectedSpec(steps=("moment",)),
)


def fail_on_purpose(key: str, title: Text) -> WizardSpec:
    """Return a wizard of one question: the moment at which it fails."""
    summary = text(
        "For tests and for authors of plugins: it fails on purpose.",
        "Para pruebas y autores de complementos: falla a propósito.",
    )
    return WizardSpec(
        key=key, title=title, summary=summary, steps=(MOMENT,), minutes=1, scenarios=(CHOOSES,)
    )


WIZARDS = [
    WizardSpec(
        key="demo.succeeds",
        title=text("Change a phone number", "Cambiar un número de teléfono"),
        summary=text(
            "For tests and for authors of plugins: it succeeds.",
            "Para pruebas y autores de complementos: funciona.",
        ),
        steps=(PHONE, PROMISE),
        minutes=2,
        scenarios=(CALLED, UNDECIDED),
    ),
    fail_on_purpose("demo.refuses", text("Be refused", "Ser rechazado")),
    fail_on_purpose("demo.crashes", text("Crash", "Fallar")),
    COSTS,
    EVERY_TYPE,
    VOUCHING,
]
