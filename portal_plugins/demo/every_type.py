"""A wizard that asks one question of each type, to look at; nothing follows from it."""

from portal.sdk.wizards import (
    ChoiceSpec,
    ExpectedSpec,
    FieldSpec,
    ScenarioSpec,
    StepKind,
    StepSpec,
    Text,
    WizardSpec,
    answer,
    call,
    eq,
    in_row,
    text,
)


def ask(field_id: str, label: Text, **facts: object) -> FieldSpec:
    """Return a question whose id is its type, which need not be answered."""
    facts = {"type": field_id, "required": False} | facts
    return FieldSpec(id=field_id, label=label, **facts)  # type: ignore[arg-type]


CHOICES = (
    ChoiceSpec(value="day", label=text("By day", "De día")),
    ChoiceSpec(value="evening", label=text("In the evening", "Por la tarde")),
)
WORDS = StepSpec(
    id="words",
    title=text("In words", "Con palabras"),
    fields=(
        ask(
            "statement",
            text("Nothing here has to be answered", "No hace falta responder nada"),
            hint=text(
                "This is a statement: it is read, and asks nothing.",
                "Esto es un texto: se lee y no pregunta nada.",
            ),
        ),
        ask("name", text("Name", "Nombre")),
        ask(
            "signature",
            text("Signature", "Firma"),
            hint=text(
                "Type your full name as it is on your record.",
                "Escriba su nombre completo como consta en su expediente.",
            ),
        ),
        ask(
            "ssn",
            text("Social Security number", "Número de Seguro Social"),
            hint=text(
                "For a try: 078-05-1120, which belongs to nobody.",
                "Para probar: 078-05-1120, que no es de nadie.",
            ),
            sensitive=True,
            binding="person.ssn",
        ),
        ask("text", text("One line", "Una línea")),
        ask("long_text", text("Several lines", "Varias líneas")),
        ask("email", text("E-mail address", "Correo electrónico")),
        ask("phone", text("Phone number", "Teléfono")),
        ask("state", text("State", "Estado"), hint=text("Two letters", "Dos letras")),
        ask("address", text("Address", "Dirección"), binding="person.address"),
        ask("zip_code", text("ZIP code", "Código postal")),
    ),
)
NUMBERS = StepSpec(
    id="numbers",
    title=text("In numbers", "Con números"),
    fields=(
        ask("integer", text("Whole number", "Número entero")),
        ask("decimal", text("Decimal number", "Número decimal")),
        ask("money", text("Amount for one month", "Importe de un mes")),
        ask(
            "calculated",
            text("Amount for a year", "Importe de un año"),
            calculation=call("multiply", answer("money"), 12),
            options={"gives": "money"},
        ),
        ask("date", text("Day", "Día"), options={"latest": "today"}),
        ask("month", text("Month", "Mes")),
    ),
)
PICKED = StepSpec(
    id="picked",
    title=text("By choosing", "Eligiendo"),
    fields=(
        ask("yes_no", text("Yes or no", "Sí o no")),
        ask("choice", text("One of these", "Una de estas"), choices=CHOICES),
        ask("multi_choice", text("Any of these", "Cualquiera de estas"), choices=CHOICES),
        ask(
            "credential",
            text("A certificate of yours", "Un certificado suyo"),
            options={"types": ["professional", "initial"]},
        ),
        ask("endorsement", text("An endorsement", "Una especialidad")),
        ask(
            "organization",
            text("A district, school or college", "Un distrito, una escuela o una universidad"),
        ),
        ask(
            "rows",
            text("Course", "Curso"),
            rows=(
                ask("title", text("Title", "Título"), type="text", required=True),
                ask("hours", text("Hours", "Horas"), type="decimal"),
                ask("finished", text("Is it completed?", "¿Está terminado?"), type="yes_no"),
                ask(
                    "month",
                    text("Completed in", "Terminado en"),
                    condition=eq(in_row("finished"), True),
                ),
            ),
        ),
    ),
)
PAPERS = StepSpec(
    id="papers",
    title=text("With documents", "Con documentos"),
    kind=StepKind.DOCUMENTS,
    fields=(ask("document", text("Transcript", "Expediente"), options={"kinds": ["transcript"]}),),
)
A_FEW = ScenarioSpec(
    id="answers_a_few",
    name=text("Answers a question on each page", "Responde a una pregunta en cada página"),
    on="2026-03-02",
    record={"person.first_name": "Maren", "person.last_name": "Okafor"},
    answers={
        "words": {"name": "Maren", "signature": "OKAFOR, Maren", "ssn": "given"},
        "numbers": {"money": 125_000},
        "picked": {
            "endorsement": "013",
            "organization": {"name": "Lakeside Academy"},
            "rows": [{"title": "Reading", "finished": True, "month": "2026-01"}],
        },
        "papers": {},
    },
    expected=ExpectedSpec(steps=("words", "numbers", "picked", "papers")),
)
EVERY_TYPE = WizardSpec(
    key="demo.every_type",
    title=text("See every type of question", "Ver todos los tipos de pregunta"),
    summary=text(
        "For editors and authors of plugins: one question of each type.",
        "Para editores y autores de complementos: una pregunta de cada tipo.",
    ),
    steps=(WORDS, NUMBERS, PICKED, PAPERS),
    minutes=5,
    scenarios=(A_FEW,),
)
