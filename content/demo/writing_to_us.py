"""The demo page of the form that needs no account, in both languages; the contact page leads to it."""

from content.demo.writing import DemoPage, questions
from content.pages.service import ServicePage

WRITE_TO_US = DemoPage(
    slug="write-to-us",
    page_type=ServicePage,
    title="Write to us",
    summary="A question, something that does not work, or a suggestion: a short form that needs no account.",
    fields={
        "service_key": "feedback.contact",
        "before_you_start": (
            "<p>For the state of an application, look at <b>your account</b> first: it shows the same as we see.</p>"
        ),
        "body": [
            questions(
                "Before you ask",
                (
                    "Can I stop and come back?",
                    (
                        "<p>Yes. Press <b>Save and come back later</b> and give an email address: we mail a link that "
                        "opens the form again, once, in any browser.</p>"
                    ),
                ),
                (
                    "Do I have to say who I am?",
                    "<p>No. Without an email address we read what you write and cannot answer it.</p>",
                ),
            )
        ],
    },
)

WRITE_TO_US_ES = DemoPage(
    slug="escribanos",
    page_type=ServicePage,
    title="Escríbanos",
    summary="Una pregunta, algo que no funciona o una sugerencia: un formulario breve que no necesita una cuenta.",
    fields={
        "service_key": "feedback.contact",
        "before_you_start": (
            "<p>Para conocer el estado de una solicitud, mire primero <b>su cuenta</b>: muestra lo mismo que vemos "
            "nosotros.</p>"
        ),
        "body": [
            questions(
                "Antes de preguntar",
                (
                    "¿Puedo dejarlo y volver?",
                    (
                        "<p>Sí. Pulse <b>Guardar y volver más tarde</b> e indique un correo electrónico: le enviamos "
                        "un enlace que abre el formulario de nuevo, una vez, en cualquier navegador.</p>"
                    ),
                ),
                (
                    "¿Tengo que decir quién soy?",
                    "<p>No. Sin un correo electrónico leemos lo que escribe y no podemos responderle.</p>",
                ),
            )
        ],
    },
)
