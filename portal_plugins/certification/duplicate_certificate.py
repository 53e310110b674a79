"""A duplicate of a certificate: which one and why. Paid at once, and then issued without a decision (``effects``)."""

from portal.sdk.library import NAME_AND_CONTACT
from portal.sdk.wizards import (
    ChoiceSpec,
    DeclarationSpec,
    DraftPolicy,
    FeeSpec,
    FieldSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    text,
)
from portal_plugins.certification.duplicate_scenarios import SCENARIOS

CERTIFICATE = StepSpec(
    id="certificate",
    title=text("Choose your certificate", "Elija su certificado"),
    fields=(
        FieldSpec(
            id="certificate",
            type="credential",
            label=text(
                "Of which certificate do you want a duplicate?",
                "¿De qué certificado desea un duplicado?",
            ),
            hint=text(
                "Only certificates under which you may work today are listed.",
                "Solo aparecen los certificados con los que puede trabajar hoy.",
            ),
            binding="application.credential",
            options={"statuses": ["active", "in_process"]},
        ),
    ),
)

REASON = StepSpec(
    id="reason",
    title=text("Why you need a duplicate", "Por qué necesita un duplicado"),
    fields=(
        FieldSpec(
            id="reason",
            type="choice",
            label=text("What happened to your certificate?", "¿Qué ocurrió con su certificado?"),
            choices=(
                ChoiceSpec(value="lost", label=text("It is lost", "Se perdió")),
                ChoiceSpec(value="damaged", label=text("It is damaged", "Está dañado")),
                ChoiceSpec(value="stolen", label=text("It was stolen", "Me lo robaron")),
                ChoiceSpec(
                    value="not_received", label=text("It never reached me", "Nunca me llegó")
                ),
                ChoiceSpec(
                    value="another", label=text("I need another copy", "Necesito otra copia")
                ),
            ),
        ),
    ),
)

ACKNOWLEDGMENT = StepSpec(
    id="acknowledgment",
    title=text("Acknowledge and continue", "Reconozca y continúe"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="2026-11",
        statement=text(
            "The certificate is mine, and what I have entered is true. I understand that a duplicate shows the day on "
            "which it was issued, and changes neither the dates of the certificate nor what it authorizes.",
            "El certificado es mío y lo que he escrito es verdadero. Entiendo que un duplicado muestra el día en que "
            "se emitió y no cambia ni las fechas del certificado ni lo que autoriza.",
        ),
        accept=text("I acknowledge this statement", "Reconozco esta declaración"),
    ),
)

DUPLICATE_CERTIFICATE = WizardSpec(
    key="certification.duplicate_certificate",
    title=text("Request a duplicate certificate", "Solicitar un duplicado de un certificado"),
    summary=text(
        "Get another copy of a certificate that you hold. It is issued as soon as the fee is paid.",
        "Obtenga otra copia de un certificado que tiene. Se emite en cuanto se paga la tarifa.",
    ),
    steps=(CERTIFICATE, REASON, NAME_AND_CONTACT, ACKNOWLEDGMENT),
    offer=text("Request a duplicate", "Solicitar un duplicado"),
    drafts=DraftPolicy.ONE_UNDER_WAY,
    minutes=3,
    needs=(
        text(
            "An account linked to your certification record",
            "Una cuenta vinculada a su expediente de certificación",
        ),
        text("A way to pay the fee", "Un medio para pagar la tarifa"),
    ),
    confirmation=text(
        "As soon as the fee is paid, your certificate’s page shows the duplicate with its day, and you can print it.",
        "En cuanto se pague la tarifa, la página de su certificado muestra el duplicado con su fecha y puede "
        "imprimirla.",
    ),
    fees=(FeeSpec(id="duplicate", item="duplicate"),),
    scenarios=SCENARIOS,
)
