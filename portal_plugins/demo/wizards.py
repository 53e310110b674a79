"""The wizards of this plugin: every type of question, and success, refusal and crash, as ``effects`` makes them."""

from portal.sdk.wizards import (
    ChoiceSpec,
    DeclarationSpec,
    FieldSpec,
    StepKind,
    StepSpec,
    Text,
    WizardSpec,
    answer,
    eq,
    text,
)
from portal_plugins.demo.every_type import EVERY_TYPE

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
            ),
        ),
    ),
)


def fail_on_purpose(key: str, title: Text) -> WizardSpec:
    """Return a wizard of one question: the moment at which it fails."""
    summary = text(
        "For tests and for authors of plugins: it fails on purpose.",
        "Para pruebas y autores de complementos: falla a propósito.",
    )
    return WizardSpec(key=key, title=title, summary=summary, steps=(MOMENT,), minutes=1)


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
    ),
    fail_on_purpose("demo.refuses", text("Be refused", "Ser rechazado")),
    fail_on_purpose("demo.crashes", text("Crash", "Fallar")),
    EVERY_TYPE,
]
