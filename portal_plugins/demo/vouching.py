"""A wizard that asks somebody else: the applicant names a person, who confirms by a link without an account."""

from portal.sdk.wizards import (
    ExpectedSpec,
    FieldSpec,
    RefusalSpec,
    RequestSpec,
    ScenarioSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    answer,
    as_of,
    eq,
    gt,
    record,
    text,
)

EMPLOYER = StepSpec(
    id="employer",
    title=text("Confirmation by your employer", "Confirmación de su empleador"),
    kind=StepKind.THIRD_PARTY,
    introduction=text(
        "Name somebody who can confirm where you work. We write to them once you have sent the application.",
        "Nombre a alguien que pueda confirmar dónde trabaja. Le escribiremos cuando envíe la solicitud.",
    ),
    fields=(
        FieldSpec(id="employer_name", type="name", label=text("Their name", "Su nombre")),
        FieldSpec(
            id="employer_email",
            type="email",
            label=text("Their email address", "Su correo electrónico"),
            refusals=(
                RefusalSpec(
                    when=eq(answer("employer_email"), record("person.email")),
                    message=text(
                        "This is your own address. Name somebody else.",
                        "Esta es su propia dirección. Nombre a otra persona.",
                    ),
                ),
            ),
        ),
        FieldSpec(
            id="employer_school",
            type="text",
            label=text("School or district", "Escuela o distrito"),
            required=False,
        ),
    ),
    request=RequestSpec(
        name="employer_name",
        email="employer_email",
        organization="employer_school",
        purpose=text(
            "Please confirm that the applicant works for you, and since when.",
            "Confirme que la persona solicitante trabaja con usted y desde cuándo.",
        ),
        asked=(
            FieldSpec(
                id="works_here",
                type="yes_no",
                label=text("Does the applicant work for you?", "¿Trabaja esa persona con usted?"),
            ),
            FieldSpec(
                id="since",
                type="month",
                label=text("Since which month?", "¿Desde qué mes?"),
                required=False,
                condition=eq(answer("works_here"), True),
                refusals=(
                    RefusalSpec(
                        when=gt(answer("since"), as_of()),
                        message=text(
                            "That month has not begun yet.", "Ese mes aún no ha empezado."
                        ),
                    ),
                ),
            ),
            FieldSpec(
                id="remarks",
                type="long_text",
                label=text("Anything we should know", "Algo que debamos saber"),
                required=False,
            ),
        ),
        days=14,
    ),
)
NAMES_ONE = ScenarioSpec(
    id="names_an_employer",
    name=text("Names somebody at school", "Nombra a alguien de la escuela"),
    on="2026-03-02",
    record={"person.email": "maren@example.org"},
    answers={
        "employer": {"employer_name": "Odalys Brandt", "employer_email": "odalys@example.org"}
    },
    expected=ExpectedSpec(steps=("employer",)),
)
NAMES_SELF = ScenarioSpec(
    id="names_oneself",
    name=text("Gives the own address", "Da su propia dirección"),
    on="2026-03-02",
    record={"person.email": "maren@example.org"},
    answers={"employer": {"employer_name": "Maren", "employer_email": "maren@example.org"}},
    expected=ExpectedSpec(steps=("employer",), not_accepted=("employer.employer_email",)),
)
VOUCHING = WizardSpec(
    key="demo.vouches",
    title=text("Have an employer confirm", "Pedir la confirmación de un empleador"),
    summary=text(
        "For tests and for authors of plugins: it asks somebody else.",
        "Para pruebas y autores de complementos: pregunta a otra persona.",
    ),
    steps=(EMPLOYER,),
    minutes=2,
    scenarios=(NAMES_ONE, NAMES_SELF),
)
