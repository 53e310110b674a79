"""Renewal of a Professional Educator Certificate: free; papers only about what is disclosed (DOMAIN 1.2, 1.3).

The window and what "in time" means come from the dated terms of the type, never from here.
"""

from portal.sdk.library import NAME_AND_CONTACT
from portal.sdk.wizards import (
    DeclarationSpec,
    FeeSpec,
    FieldSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    text,
)
from portal_plugins.certification.conduct import COMPARED, DISCLOSURES, STATEMENT
from portal_plugins.certification.scenarios import SCENARIOS

CERTIFICATE = StepSpec(
    id="certificate",
    title=text("Choose your certificate", "Elija su certificado"),
    fields=(
        FieldSpec(
            id="certificate",
            type="credential",
            label=text(
                "Which certificate do you want to renew?", "¿Qué certificado desea renovar?"
            ),
            hint=text(
                "Only certificates that can be renewed today are listed.",
                "Solo aparecen los certificados que se pueden renovar hoy.",
            ),
            binding="application.credential",
            options={"types": ["professional"]},
        ),
    ),
)

ACKNOWLEDGMENT = StepSpec(
    id="acknowledgment",
    title=text("Acknowledge and continue", "Reconozca y continúe"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="2026-01",
        statement=text(
            "What I have entered is true and complete as far as I know. I understand that a false "
            "statement can lead to denial of this application or to loss of my certificate, and "
            "that I must tell the bureau if an answer changes before a decision is made.",
            "Lo que he escrito es verdadero y completo según mi leal saber. Entiendo que una "
            "declaración falsa puede llevar a la denegación de esta solicitud o a la pérdida de "
            "mi certificado, y que debo avisar a la oficina si una respuesta cambia antes de la "
            "decisión.",
        ),
        accept=text("I acknowledge this statement", "Reconozco esta declaración"),
    ),
)

RENEW_PROFESSIONAL = WizardSpec(
    key="certification.renew_professional",
    title=text(
        "Renew a Professional Educator Certificate",
        "Renovar un Certificado Profesional de Educador",
    ),
    summary=text(
        "Keep your Professional certificate current. There is no fee, and no document is required.",
        "Mantenga vigente su certificado Profesional. No hay tarifa ni documentos obligatorios.",
    ),
    steps=(CERTIFICATE, NAME_AND_CONTACT, DISCLOSURES, STATEMENT, ACKNOWLEDGMENT),
    renews=("professional",),
    minutes=5,
    needs=(
        text(
            "An account linked to your certification record",
            "Una cuenta vinculada a su expediente de certificación",
        ),
        text("Your current address and phone number", "Su dirección y teléfono actuales"),
        text(
            "Dates and places, if you have a conviction, pending charge or discipline to report",
            "Fechas y lugares, si tiene una condena, cargo pendiente o sanción que declarar",
        ),
        text(
            "Papers of the court or agency about it, if you have them",
            "Los documentos del tribunal u organismo, si los tiene",
        ),
    ),
    confirmation=text(
        "A review usually takes six to eight weeks, and up to twice as long from May to September. A "
        "certificate that had not expired when you filed stays valid or in process meanwhile.",
        "Una revisión suele tardar de seis a ocho semanas, y hasta el doble de mayo a septiembre. Un "
        "certificado que no había vencido cuando presentó la solicitud sigue vigente o en trámite mientras tanto.",
    ),
    private=COMPARED,
    fees=(FeeSpec(id="renewal", item="professional_renewal"),),
    scenarios=SCENARIOS,
)
