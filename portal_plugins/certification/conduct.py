"""Convictions and discipline, which every certificate asks about, and what reviewers note (DOMAIN 1.5)."""

from portal.sdk.wizards import FieldSpec, StepSpec, answer, any_of, eq, text

__all__ = ["COMPARED", "DISCLOSED", "DISCLOSURES", "STATEMENT"]

DISCLOSED = any_of(
    eq(answer("convicted"), True),
    eq(answer("charges_pending"), True),
    eq(answer("disciplined"), True),
)

DISCLOSURES = StepSpec(
    id="disclosures",
    title=text("Convictions and discipline", "Condenas y medidas disciplinarias"),
    introduction=text(
        "Answer for your whole life, not only for the years since your last renewal. A yes does "
        "not end your application: you explain it on the next page and a specialist reads it.",
        "Responda por toda su vida, no solo por los años desde su última renovación. Una "
        "respuesta afirmativa no pone fin a su solicitud: la explica en la página siguiente y un "
        "especialista la lee.",
    ),
    fields=(
        FieldSpec(
            id="convicted",
            type="yes_no",
            label=text(
                "Have you ever been convicted of a crime?",
                "¿Ha sido condenado alguna vez por un delito?",
            ),
        ),
        FieldSpec(
            id="charges_pending",
            type="yes_no",
            label=text(
                "Are criminal charges against you pending?",
                "¿Tiene cargos penales pendientes?",
            ),
        ),
        FieldSpec(
            id="disciplined",
            type="yes_no",
            label=text(
                "Has a license, certificate or permit of yours ever been denied, suspended, "
                "revoked or surrendered, here or in another state?",
                "¿Se le ha denegado, suspendido o revocado alguna vez una licencia, certificado o "
                "permiso, o lo ha entregado, aquí o en otro estado?",
            ),
        ),
    ),
)

STATEMENT = StepSpec(
    id="statement",
    title=text("Explain what happened", "Explique lo ocurrido"),
    condition=DISCLOSED,
    fields=(
        FieldSpec(
            id="explanation",
            type="long_text",
            label=text("What happened, when and where?", "¿Qué ocurrió, cuándo y dónde?"),
            hint=text(
                "Name the court or agency and how the matter ended.",
                "Indique el tribunal u organismo y cómo terminó el asunto.",
            ),
        ),
        FieldSpec(
            id="papers",
            type="document",
            label=text("Papers of the court or agency", "Documentos del tribunal o del organismo"),
            hint=text(
                "If you have them now, the specialist need not ask for them later.",
                "Si los tiene ahora, el especialista no tendrá que pedírselos después.",
            ),
            required=False,
            options={"kinds": ["court_record", "statement"]},
        ),
    ),
)

COMPARED = (
    FieldSpec(
        id="compared",
        type="yes_no",
        label=text(
            "Compared with the papers of the court or agency",
            "Comparado con los documentos del tribunal o del organismo",
        ),
        condition=DISCLOSED,
    ),
    FieldSpec(
        id="compared_note",
        type="long_text",
        label=text("What the comparison showed", "Lo que mostró la comparación"),
        hint=text(
            "Name the paper and its date, and where it says otherwise than the applicant.",
            "Indique el documento y su fecha, y en qué difiere de lo que dice la persona.",
        ),
        required=False,
        condition=DISCLOSED,
    ),
)
