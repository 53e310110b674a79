"""The first certificate of somebody who completed a program in Connecticut: degree, tests, endorsements, papers.

What is claimed on the way is asked in ``preparation``, the papers behind it in ``first_papers`` (DOMAIN 1.2, 1.5, 3).
"""

from portal.sdk.library import NAME_AND_CONTACT
from portal.sdk.wizards import (
    DeclarationSpec,
    DraftPolicy,
    RefusalSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    any_of,
    contains,
    record,
    text,
)
from portal_plugins.certification.conduct import COMPARED, DISCLOSURES, STATEMENT
from portal_plugins.certification.first_papers import PAPERS
from portal_plugins.certification.first_scenarios import SCENARIOS
from portal_plugins.certification.preparation import ENDORSEMENTS, PROGRAM, TESTS

HELD = "credentials.active_types"

ACKNOWLEDGMENT = StepSpec(
    id="acknowledgment",
    title=text("Acknowledge and continue", "Reconozca y continúe"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="2026-11",
        statement=text(
            "What I have entered is true and complete as far as I know. The review part of the fee pays for looking "
            "at my application and is not given back. I must tell the bureau if an answer changes before a decision is "
            "made.",
            "Lo que he escrito es verdadero y completo según mi leal saber. La parte de revisión de la tarifa paga el "
            "examen de mi solicitud y no se devuelve. Debo avisar a la oficina si una respuesta cambia antes de la "
            "decisión.",
        ),
        accept=text("I acknowledge this statement", "Reconozco esta declaración"),
    ),
)

FIRST_CERTIFICATE = WizardSpec(
    key="certification.first_certificate",
    title=text(
        "Apply for your first certificate after a Connecticut program",
        "Solicitar su primer certificado tras un programa de Connecticut",
    ),
    summary=text(
        "For those who completed an approved program of a Connecticut institution. You pay the review part when you "
        "apply, and the rest once you are found eligible.",
        "Para quienes completaron un programa aprobado de una institución de Connecticut. Paga la parte de revisión al "
        "presentar la solicitud y el resto cuando se determina que cumple los requisitos.",
    ),
    steps=(
        *(NAME_AND_CONTACT, PROGRAM, ENDORSEMENTS, TESTS, DISCLOSURES, STATEMENT, PAPERS),
        ACKNOWLEDGMENT,
    ),
    access=(
        RefusalSpec(
            when=any_of(
                contains(record(HELD), "initial"),
                contains(record(HELD), "provisional"),
                contains(record(HELD), "professional"),
            ),
            message=text(
                "You hold an educator certificate that is valid today. This service is for a first one.",
                "Usted tiene un certificado de educador vigente hoy. Este servicio es para el primero.",
            ),
        ),
    ),
    drafts=DraftPolicy.ONE_UNDER_WAY,
    needs_settled_evidence=True,
    minutes=25,
    needs=(
        text(
            "The name of your program and the day on which your degree was conferred",
            "El nombre de su programa y el día en que se le otorgó el título",
        ),
        text(
            "Codes, days and scores of the tests that you took",
            "Códigos, fechas y puntuaciones de las pruebas que rindió",
        ),
        text(
            "Your institution’s recommendation, or its statement with your transcript",
            "La recomendación de su institución, o su declaración con su expediente académico",
        ),
    ),
    confirmation=text(
        "A review usually takes six to eight weeks, and up to twice as long from May to September. "
        "Your institution may still have to confirm its recommendation. When a specialist finds you eligible, we write "
        "to you and the rest of the fee is due.",
        "Una revisión suele tardar de seis a ocho semanas, y hasta el doble de mayo a septiembre. "
        "Es posible que su institución aún deba confirmar su recomendación. Cuando un especialista determine que "
        "cumple los requisitos, le escribiremos y deberá pagar el resto de la tarifa.",
    ),
    private=COMPARED,
    scenarios=SCENARIOS,
)
