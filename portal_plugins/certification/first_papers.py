"""The papers of a first application: the recommendation in either form, the degree, and scores that come by hand."""

from portal.sdk.wizards import FieldSpec, RequirementSpec, StepKind, StepSpec, text

__all__ = ["PAPERS"]

PAPERS = StepSpec(
    id="papers",
    title=text("Your papers", "Sus documentos"),
    kind=StepKind.DOCUMENTS,
    introduction=text(
        "Add a copy of each. What your institution sends us itself need not be added twice.",
        "Añada una copia de cada uno. Lo que nos envíe su propia institución no hace falta añadirlo dos veces.",
    ),
    fields=(
        FieldSpec(
            id="recommendation",
            type="document",
            label=text(
                "Recommendation of your institution, signed",
                "Recomendación de su institución, firmada",
            ),
            required=False,
            options={"kinds": ["statement"], "most": 2},
        ),
        FieldSpec(
            id="transcript",
            type="document",
            label=text("Official transcript", "Expediente académico oficial"),
            hint=text(
                "It has to show the degree and the day on which it was conferred.",
                "Debe mostrar el título y el día en que se otorgó.",
            ),
            required=False,
            options={"kinds": ["transcript"], "most": 3, "translation": True},
        ),
        FieldSpec(
            id="diploma",
            type="document",
            label=text("Diploma", "Diploma"),
            hint=text(
                "Only together with the recommendation, until the transcript arrives.",
                "Solo junto con la recomendación, hasta que llegue el expediente.",
            ),
            required=False,
            options={"kinds": ["diploma"], "most": 2, "translation": True},
        ),
        FieldSpec(
            id="scores",
            type="document",
            label=text("Score reports", "Informes de puntuación"),
            hint=text(
                "Only where the provider does not report to us.",
                "Solo si el proveedor no nos comunica los resultados.",
            ),
            required=False,
            options={"kinds": ["test_scores"], "most": 5},
        ),
    ),
    requirements=(
        RequirementSpec(
            id="degree",
            title=text(
                "the official transcript, or the diploma with the signed recommendation",
                "el expediente académico oficial, o el diploma con la recomendación firmada",
            ),
            alternatives=(("transcript",), ("diploma", "recommendation")),
        ),
    ),
)
