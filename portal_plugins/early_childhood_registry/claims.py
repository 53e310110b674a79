"""The steps whose rows become claimed items: where one worked, learned and trained.

Employers and colleges are named freely. What follows from the rows is in ``effects``.
"""

from portal.sdk.library import TRAINING_COLUMNS
from portal.sdk.wizards import FieldSpec, StepSpec, text

MOST_ROWS = 10
NAME_LENGTH = {"max_length": 200}

EMPLOYMENT = StepSpec(
    id="employment",
    title=text("Where you have worked", "Dónde ha trabajado"),
    introduction=text(
        "List the positions in which you worked with young children or for those who do. Leave "
        "the page empty if there is none.",
        "Indique los puestos en los que trabajó con la primera infancia o para quienes lo hacen. "
        "Deje la página vacía si no hay ninguno.",
    ),
    fields=(
        FieldSpec(
            id="employment",
            type="rows",
            label=text("Position", "Puesto"),
            required=False,
            options={
                "min_rows": 0,
                "max_rows": MOST_ROWS,
                "distinct": ["position", "organization", "starts_on"],
            },
            rows=(
                FieldSpec(
                    id="position",
                    type="text",
                    label=text("Your position", "Su puesto"),
                    options={"max_length": 100},
                ),
                FieldSpec(
                    id="organization",
                    type="text",
                    label=text("Program or employer", "Programa o empleador"),
                    options=NAME_LENGTH,
                ),
                FieldSpec(
                    id="starts_on",
                    type="date",
                    label=text("First day", "Primer día"),
                    options={"latest": "today"},
                ),
                FieldSpec(
                    id="ends_on",
                    type="date",
                    label=text("Last day, if you have left", "Último día, si ya no trabaja allí"),
                    required=False,
                    options={"latest": "today"},
                ),
                FieldSpec(
                    id="full_time_percent",
                    type="integer",
                    label=text("Percent of full time", "Porcentaje de tiempo completo"),
                    hint=text(
                        "100 for full time, 50 for half of it.",
                        "100 si es tiempo completo, 50 si es la mitad.",
                    ),
                    options={"min": 1, "max": 100},
                ),
            ),
        ),
    ),
)

EDUCATION = StepSpec(
    id="education",
    title=text("Your education", "Sus estudios"),
    introduction=text(
        "List degrees and awards. A verifier compares each with an official transcript. Leave the "
        "page empty if there is none.",
        "Indique títulos y certificados. Se compara cada uno con un expediente académico oficial. "
        "Deje la página vacía si no hay ninguno.",
    ),
    fields=(
        FieldSpec(
            id="education",
            type="rows",
            label=text("Degree or award", "Título o certificado"),
            required=False,
            options={
                "min_rows": 0,
                "max_rows": MOST_ROWS,
                "distinct": ["degree", "institution", "field_of_study"],
            },
            rows=(
                FieldSpec(
                    id="degree",
                    type="text",
                    label=text("Name of the degree or award", "Nombre del título o certificado"),
                    hint=text(
                        "For example Associate of Science.", "Por ejemplo, Associate of Science."
                    ),
                    options={"max_length": 60},
                ),
                FieldSpec(
                    id="institution",
                    type="text",
                    label=text("College or institution", "Universidad o institución"),
                    options=NAME_LENGTH,
                ),
                FieldSpec(
                    id="field_of_study",
                    type="text",
                    label=text("Field of study", "Área de estudio"),
                    required=False,
                    options={"max_length": 100},
                ),
                FieldSpec(
                    id="conferred_on",
                    type="date",
                    label=text("Conferred on", "Fecha de otorgamiento"),
                    required=False,
                    options={"latest": "today"},
                ),
            ),
        ),
    ),
)

TRAINING = StepSpec(
    id="training",
    title=text("Your training", "Su formación"),
    introduction=text(
        "List the courses that you completed besides your studies. Leave the page empty if there "
        "is none.",
        "Indique los cursos que completó además de sus estudios. Deje la página vacía si no hay "
        "ninguno.",
    ),
    fields=(
        FieldSpec(
            id="training",
            type="rows",
            label=text("Course", "Curso"),
            required=False,
            options={
                "min_rows": 0,
                "max_rows": MOST_ROWS,
                "distinct": ["course", "provider", "completed_on"],
            },
            rows=TRAINING_COLUMNS,
        ),
    ),
)
