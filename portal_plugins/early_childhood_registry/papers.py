"""The papers behind what a member claims: a verifier reads them beside each item."""

from portal.sdk.wizards import FieldSpec, StepKind, StepSpec, text

PAPERS = StepSpec(
    id="papers",
    title=text("Your papers", "Sus documentos"),
    kind=StepKind.DOCUMENTS,
    introduction=text(
        "Papers are not required to join, but an item with its paper is verified sooner.",
        "No se exigen documentos para unirse, pero lo que tiene comprobante se verifica antes.",
    ),
    fields=(
        FieldSpec(
            id="transcripts",
            type="document",
            label=text("Transcripts and diplomas", "Expedientes académicos y títulos"),
            hint=text(
                "A paper in another language needs a certified translation beside it.",
                "Un documento en otro idioma necesita una traducción certificada.",
            ),
            required=False,
            options={
                "kinds": ["transcript", "diploma", "credential_evaluation"],
                "translation": True,
            },
        ),
        FieldSpec(
            id="confirmations",
            type="document",
            label=text(
                "Confirmations of employment and training",
                "Comprobantes de empleo y de formación",
            ),
            required=False,
            options={"kinds": ["employment", "experience", "training"]},
        ),
    ),
)
