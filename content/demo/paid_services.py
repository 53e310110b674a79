"""The demo pages of the services that cost something: a first certificate, and a duplicate; each in both languages."""

from content.demo.writing import DemoPage, notice, questions, steps
from content.pages.service import ServicePage

FIRST_CERTIFICATE = DemoPage(
    slug="first-certificate",
    page_type=ServicePage,
    title="Apply for your first certificate",
    summary="For those who completed an approved program of a Connecticut institution and are recommended by it.",
    fields={
        "service_key": "certification.first_certificate",
        "before_you_start": (
            "<p>If you completed your program in another state, or hold a certificate there, this is not the service "
            'for you: see <a href="page:out-of-state">Moving to Connecticut</a>.</p>'
        ),
        "body": [
            steps(
                "What happens",
                (
                    "Tell us how you were prepared",
                    "<p>Your program and degree, the endorsements you ask for and the tests you took.</p>",
                ),
                (
                    "Add your papers",
                    "<p>The official transcript, or the diploma with your institution’s signed recommendation.</p>",
                ),
                (
                    "Pay the review part",
                    "<p>It pays for looking at your application and is not given back.</p>",
                ),
                (
                    "A specialist finds you eligible",
                    "<p>We write to you. From then on the rest of the fee is due.</p>",
                ),
                (
                    "Your certificate is issued",
                    "<p>Once the fee is paid and the decision is made it is on your account and in the look-up.</p>",
                ),
            ),
            questions(
                "Before you ask",
                (
                    "Why do I pay in two parts?",
                    (
                        "<p>The review part covers the work on your application. The rest is the price of the "
                        "certificate, and nobody pays it who is not found eligible.</p>"
                    ),
                ),
                (
                    "My test scores were sent to you.",
                    (
                        "<p>List them all the same, so that a specialist can match what arrived. A score report is "
                        "needed only where the provider does not report to us.</p>"
                    ),
                ),
            ),
        ],
    },
)

DUPLICATE = DemoPage(
    slug="duplicate-certificate",
    page_type=ServicePage,
    title="Request a duplicate certificate",
    summary="Your certificate is lost or damaged? Get another copy as soon as the fee is paid.",
    fields={
        "service_key": "certification.duplicate_certificate",
        "before_you_start": (
            "<p>You may not need one: an employer can check your certificate at any time in the "
            '<a href="page:look-up">look-up</a>, without a fee.</p>'
        ),
        "body": [
            steps(
                "What happens",
                (
                    "Choose the certificate",
                    "<p>The service shows those under which you may work today.</p>",
                ),
                ("Say why", "<p>One answer is enough; no papers are needed.</p>"),
                ("Pay the fee", "<p>It is due at once.</p>"),
                (
                    "Print your duplicate",
                    "<p>The page of your certificate says “Duplicate” with the day on which it was issued.</p>",
                ),
            ),
            notice(
                "info",
                "A duplicate changes nothing else",
                "<p>The number, the dates and the endorsements stay as they are.</p>",
            ),
        ],
    },
)

FIRST_CERTIFICATE_ES = DemoPage(
    slug="primer-certificado",
    page_type=ServicePage,
    title="Solicitar su primer certificado",
    summary="Para quienes completaron un programa aprobado de una institución de Connecticut que les recomienda.",
    fields={
        "service_key": "certification.first_certificate",
        "before_you_start": (
            "<p>Si completó su programa en otro estado, o tiene allí un certificado, este no es su servicio: vea "
            '<a href="page:out-of-state">Venir a Connecticut</a>.</p>'
        ),
        "body": [
            steps(
                "Qué ocurre",
                (
                    "Cuéntenos cómo se preparó",
                    "<p>Su programa y su título, las especialidades que solicita y las pruebas que rindió.</p>",
                ),
                (
                    "Añada sus documentos",
                    (
                        "<p>El expediente académico oficial, o el diploma con la recomendación firmada de su "
                        "institución.</p>"
                    ),
                ),
                (
                    "Pague la parte de revisión",
                    "<p>Paga el examen de su solicitud y no se devuelve.</p>",
                ),
                (
                    "Un especialista determina que cumple los requisitos",
                    "<p>Le escribimos. Desde ese momento debe el resto de la tarifa.</p>",
                ),
                (
                    "Se emite su certificado",
                    (
                        "<p>Una vez pagada la tarifa y tomada la decisión, está en su cuenta y en la consulta "
                        "pública.</p>"
                    ),
                ),
            ),
            questions(
                "Antes de preguntar",
                (
                    "¿Por qué pago en dos partes?",
                    (
                        "<p>La parte de revisión cubre el trabajo con su solicitud. El resto es el precio del "
                        "certificado, y no lo paga quien no cumple los requisitos.</p>"
                    ),
                ),
                (
                    "Ya les enviaron mis puntuaciones.",
                    (
                        "<p>Indíquelas de todos modos, para que un especialista las relacione con lo recibido. Solo "
                        "hace falta un informe si el proveedor no nos comunica los resultados.</p>"
                    ),
                ),
            ),
        ],
    },
)

DUPLICATE_ES = DemoPage(
    slug="duplicado",
    page_type=ServicePage,
    title="Solicitar un duplicado de un certificado",
    summary="¿Perdió o se dañó su certificado? Obtenga otra copia en cuanto se pague la tarifa.",
    fields={
        "service_key": "certification.duplicate_certificate",
        "before_you_start": (
            "<p>Quizá no lo necesite: quien le emplea puede comprobar su certificado en cualquier momento en la "
            '<a href="page:look-up">consulta pública</a>, sin tarifa.</p>'
        ),
        "body": [
            steps(
                "Qué ocurre",
                (
                    "Elija el certificado",
                    "<p>El servicio muestra aquellos con los que puede trabajar hoy.</p>",
                ),
                ("Diga por qué", "<p>Basta una respuesta; no se necesitan documentos.</p>"),
                ("Pague la tarifa", "<p>Se debe en el acto.</p>"),
                (
                    "Imprima su duplicado",
                    "<p>La página de su certificado dice «Duplicado» con el día en que se emitió.</p>",
                ),
            ),
            notice(
                "info",
                "Un duplicado no cambia nada más",
                "<p>El número, las fechas y las especialidades siguen igual.</p>",
            ),
        ],
    },
)
