"""The papers of a coaching renewal: cards of CPR and first aid, in either form, and the refresher's certificate."""

from portal.sdk.wizards import FieldSpec, RequirementSpec, StepKind, StepSpec, text

PAPERS = StepSpec(
    id="papers",
    title=text("Your cards and certificate", "Sus tarjetas y su certificado"),
    kind=StepKind.DOCUMENTS,
    introduction=text(
        "Add a copy or a photo of each. What you have handed in before is still on your account.",
        "Añada una copia o una foto de cada uno. Lo que entregó antes sigue en su cuenta.",
    ),
    fields=(
        FieldSpec(
            id="both_card",
            type="document",
            label=text(
                "One card for both CPR and first aid",
                "Una tarjeta para RCP y primeros auxilios",
            ),
            required=False,
            options={"kinds": ["cpr_first_aid_card"], "most": 2},
        ),
        FieldSpec(
            id="cpr_card",
            type="document",
            label=text("CPR card", "Tarjeta de RCP"),
            hint=text(
                "Only if your certifications are on two cards.",
                "Solo si sus certificaciones están en dos tarjetas.",
            ),
            required=False,
            options={"kinds": ["cpr_card"], "most": 2},
        ),
        FieldSpec(
            id="first_aid_card",
            type="document",
            label=text("First aid card", "Tarjeta de primeros auxilios"),
            hint=text(
                "Only if your certifications are on two cards.",
                "Solo si sus certificaciones están en dos tarjetas.",
            ),
            required=False,
            options={"kinds": ["first_aid_card"], "most": 2},
        ),
        FieldSpec(
            id="refresher_certificate",
            type="document",
            label=text(
                "Certificate of the concussion refresher",
                "Certificado de la actualización sobre conmociones cerebrales",
            ),
            options={"kinds": ["concussion"], "most": 2},
        ),
    ),
    requirements=(
        RequirementSpec(
            id="lifesaving",
            title=text(
                "one card for both CPR and first aid, or a card for each",
                "una tarjeta para RCP y primeros auxilios, o una tarjeta de cada una",
            ),
            alternatives=(("both_card",), ("cpr_card", "first_aid_card")),
        ),
    ),
)
