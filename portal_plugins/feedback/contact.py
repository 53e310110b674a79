"""Writing to the bureau: what it is about, the message, and where an answer goes if one is wanted. Nobody signs in."""

from portal.sdk.wizards import (
    Applicants,
    ChoiceSpec,
    DeclarationSpec,
    DraftPolicy,
    FieldSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    answer,
    eq,
    one_of,
    text,
)
from portal_plugins.feedback.scenarios import SCENARIOS

SUBJECTS = (
    ChoiceSpec(
        value="question",
        label=text("A question about a certificate", "Una pregunta de un certificado"),
    ),
    ChoiceSpec(
        value="problem",
        label=text("Something on this site does not work", "Algo de este sitio no funciona"),
    ),
    ChoiceSpec(
        value="barrier",
        label=text(
            "I cannot read or use a page (accessibility)",
            "No puedo leer o usar una página (accesibilidad)",
        ),
    ),
    ChoiceSpec(
        value="concern",
        label=text("A concern about how I was treated", "Una queja sobre el trato que recibí"),
    ),
    ChoiceSpec(
        value="suggestion", label=text("A suggestion or thanks", "Una sugerencia o unas gracias")
    ),
)
ABOUT = StepSpec(
    id="about",
    title=text("What it is about", "De qué se trata"),
    fields=(
        FieldSpec(
            id="subject",
            type="choice",
            label=text("What do you write about?", "¿Sobre qué nos escribe?"),
            choices=SUBJECTS,
        ),
        FieldSpec(
            id="page",
            type="text",
            label=text("Which page, or which step?", "¿Qué página o qué paso?"),
            hint=text("Its title or its address is enough.", "Basta su título o su dirección."),
            options={"max_length": 200},
            required=False,
            condition=one_of(answer("subject"), "problem", "barrier"),
        ),
    ),
)
MESSAGE = StepSpec(
    id="message",
    title=text("Your message", "Su mensaje"),
    fields=(
        FieldSpec(
            id="message",
            type="long_text",
            label=text("What do you want to tell us?", "¿Qué quiere decirnos?"),
            hint=text(
                "Write no Social Security number, and nothing about anybody's health.",
                "No escriba ningún número de Seguro Social ni nada sobre la salud de nadie.",
            ),
            options={"max_length": 4000},
        ),
        FieldSpec(
            id="wants_answer",
            type="yes_no",
            label=text("Do you want an answer?", "¿Desea una respuesta?"),
        ),
    ),
)
REPLY = StepSpec(
    id="reply",
    title=text("Where to answer", "Dónde responderle"),
    condition=eq(answer("wants_answer"), True),
    fields=(
        FieldSpec(
            id="called",
            type="text",
            label=text("What should we call you?", "¿Cómo debemos llamarle?"),
            options={"max_length": 150},
            required=False,
        ),
        FieldSpec(
            id="email",
            type="email",
            label=text("Email address", "Correo electrónico"),
            hint=text("We use it for the answer alone.", "Lo usamos solo para la respuesta."),
        ),
    ),
)
RECORD = StepSpec(
    id="record",
    title=text("Before you send it", "Antes de enviarlo"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="1",
        statement=text(
            "What people write to a public office is a public record. Others may ask to see it, except what the law "
            "protects.",
            "Lo que se escribe a una oficina pública es un documento público. Otras personas pueden pedir verlo, salvo "
            "lo que la ley protege.",
        ),
        accept=text("I have read this", "He leído esto"),
    ),
)
CONTACT = WizardSpec(
    key="feedback.contact",
    title=text("Write to the bureau", "Escribir a la oficina"),
    summary=text(
        "Ask a question, tell us what does not work, or suggest something better. You need no account.",
        "Haga una pregunta, díganos qué no funciona o sugiera algo mejor. No necesita una cuenta.",
    ),
    steps=(ABOUT, MESSAGE, REPLY, RECORD),
    minutes=5,
    confirmation=text(
        "Somebody at the bureau reads every message. Where you asked for an answer, it takes about five working days.",
        "Alguien de la oficina lee cada mensaje. Si pidió una respuesta, tarda unos cinco días hábiles.",
    ),
    applicants=Applicants.ANYBODY,
    drafts=DraftPolicy.MANY,
    scenarios=SCENARIOS,
)
