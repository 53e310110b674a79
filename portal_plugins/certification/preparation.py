"""How somebody was prepared: program, institution and degree, the endorsements asked for, and the tests taken.

Each degree and test becomes an item that a specialist verifies; what follows from the answers is in ``effects``.
"""

from portal.sdk.wizards import (
    ChoiceSpec,
    FieldSpec,
    RefusalSpec,
    StepSpec,
    answer,
    eq,
    text,
)

__all__ = ["ENDORSEMENTS", "MOST_ENDORSEMENTS", "OWN_SUBJECT", "PROGRAM", "TESTS"]

MOST_ENDORSEMENTS, MOST_TESTS = 4, 8
NAME_LENGTH = {"max_length": 200}
OWN_SUBJECT = "110"
"""The code of a unique subject, which is named beside it (DOMAIN 2)."""
OTHER = "other"

PROGRAM = StepSpec(
    id="program",
    title=text("Your program and degree", "Su programa y su título"),
    fields=(
        FieldSpec(
            id="institution",
            type="organization",
            label=text(
                "At which institution did you complete your program?",
                "¿En qué institución completó su programa?",
            ),
            hint=text(
                "Type its name where it is not on the list.",
                "Escriba su nombre si no aparece en la lista.",
            ),
            options={"kinds": ["college"]},
        ),
        FieldSpec(
            id="program",
            type="text",
            label=text("Which program was it?", "¿Qué programa fue?"),
            hint=text("For example Elementary Education.", "Por ejemplo, Elementary Education."),
            options=NAME_LENGTH,
        ),
        FieldSpec(
            id="completed_on",
            type="date",
            label=text("When did you complete it?", "¿Cuándo lo completó?"),
            options={"latest": "today"},
        ),
        FieldSpec(
            id="degree",
            type="text",
            label=text("Your degree", "Su título"),
            hint=text("For example Bachelor of Science.", "Por ejemplo, Bachelor of Science."),
            options={"max_length": 60},
        ),
        FieldSpec(
            id="field_of_study",
            type="text",
            label=text("Field of study", "Área de estudio"),
            options={"max_length": 100},
        ),
        FieldSpec(
            id="conferred_on",
            type="date",
            label=text("When was it conferred?", "¿Cuándo se le otorgó?"),
            options={"latest": "today"},
        ),
        FieldSpec(
            id="is_recommended",
            type="yes_no",
            label=text(
                "Does your institution recommend you for certification?",
                "¿Su institución le recomienda para la certificación?",
            ),
            hint=text(
                "An approved program recommends those who completed it. Ask its certification officer if you are "
                "not sure.",
                "Un programa aprobado recomienda a quienes lo completaron. Pregunte a su responsable de certificación "
                "si no está seguro.",
            ),
            refusals=(
                RefusalSpec(
                    when=eq(answer("is_recommended"), False),
                    message=text(
                        "This service takes the recommendation of your institution. Ask for it, then apply.",
                        "Este servicio exige la recomendación de su institución. Pídala y luego presente su solicitud.",
                    ),
                ),
            ),
        ),
        FieldSpec(
            id="recommended_by",
            type="text",
            label=text(
                "Who signs the recommendation there?", "¿Quién firma allí la recomendación?"
            ),
            hint=text("Name and position.", "Nombre y cargo."),
            options=NAME_LENGTH,
        ),
    ),
)

ENDORSEMENTS = StepSpec(
    id="endorsements",
    title=text("The endorsements you ask for", "Las especialidades que solicita"),
    introduction=text(
        "List those for which your institution recommends you. Endorsements of different categories stand on separate "
        "certificates. Each after the first has a fee of its own.",
        "Indique aquellas para las que su institución le recomienda. Las especialidades de categorías distintas "
        "figuran en certificados separados. Cada una después de la primera tiene su propia tarifa.",
    ),
    fields=(
        FieldSpec(
            id="endorsements",
            type="rows",
            label=text("Endorsement", "Especialidad"),
            options={"max_rows": MOST_ENDORSEMENTS, "distinct": ["endorsement"]},
            rows=(
                FieldSpec(
                    id="endorsement",
                    type="endorsement",
                    label=text("Endorsement", "Especialidad"),
                    options={
                        "categories": [
                            "teaching",
                            "special_services",
                            "administrative",
                            "vocational",
                        ]
                    },
                ),
                FieldSpec(
                    id="subject",
                    type="text",
                    label=text("Subject", "Asignatura"),
                    hint=text(
                        "Only for endorsement 110, unique subject: for example Computer Science.",
                        "Solo para la especialidad 110, asignatura única: por ejemplo Computer Science.",
                    ),
                    required=False,
                    options={"max_length": 100},
                ),
            ),
        ),
    ),
)

TESTS = StepSpec(
    id="tests",
    title=text("The tests you took", "Las pruebas que rindió"),
    introduction=text(
        "List each test with the score that was reported. A specialist compares it with the provider’s report and with "
        "the passing score of the day. Leave the page empty if your endorsement asks for none.",
        "Indique cada prueba con la puntuación que se le comunicó. Un especialista la compara con el informe del "
        "proveedor y con la puntuación exigida ese día. Deje la página vacía si su especialidad no exige ninguna.",
    ),
    fields=(
        FieldSpec(
            id="tests",
            type="rows",
            label=text("Test", "Prueba"),
            required=False,
            options={
                "min_rows": 0,
                "max_rows": MOST_TESTS,
                "distinct": ["provider", "code", "taken_on"],
            },
            rows=(
                FieldSpec(
                    id="provider",
                    type="choice",
                    label=text("Who gave the test?", "¿Quién administró la prueba?"),
                    choices=(
                        ChoiceSpec(value="ETS", label=text("ETS (Praxis)", "ETS (Praxis)")),
                        ChoiceSpec(value="Pearson", label=text("Pearson", "Pearson")),
                        ChoiceSpec(value="ACTFL", label=text("ACTFL", "ACTFL")),
                        ChoiceSpec(value=OTHER, label=text("Somebody else", "Otra entidad")),
                    ),
                ),
                FieldSpec(
                    id="code",
                    type="text",
                    label=text("Code of the test", "Código de la prueba"),
                    options={"max_length": 10},
                ),
                FieldSpec(
                    id="score",
                    type="integer",
                    label=text("Your score", "Su puntuación"),
                    options={"min": 0, "max": 999},
                ),
                FieldSpec(
                    id="taken_on",
                    type="date",
                    label=text("Taken on", "Fecha de la prueba"),
                    options={"latest": "today"},
                ),
            ),
        ),
    ),
)
