"""The terms of the demo glossary."""

from django.utils.text import slugify

from content.demo.writing import DemoRow
from content.snippets.glossary import GlossaryTerm


def term(words: str, definition: str, *, key: str = "") -> DemoRow:
    """Write one term."""
    fields = {"term": words, "definition": definition}
    return DemoRow(f"term {key or slugify(words)}", GlossaryTerm, fields)


TERMS = (
    term(
        "Advance",
        "To move from the Initial to the Professional level. It takes years of service and further study.",
    ),
    term(
        "Career ladder",
        "The levels of education and training by which the early childhood registry describes its members.",
    ),
    term(
        "Certificate",
        "The state's permission to work as an educator in public schools. It names a level, endorsements and dates.",
    ),
    term(
        "Clock hour",
        "Sixty minutes of instruction. The hours of a coaching course are counted in it.",
    ),
    term(
        "Coaching permit",
        "What everyone who coaches a public school team holds, paid or not. It is valid for five years.",
    ),
    term(
        "Cross-endorsement",
        "A second subject on a certificate you already hold. For most subjects it is enough to pass the test.",
    ),
    term(
        "Educator identification number (EIN)",
        "The number of your record. It stays the same for all certificates and permits; quote it when you write.",
        key="ein",
    ),
    term("Endorsement", "The subject or field, and the grades, that a certificate covers."),
    term(
        "In process",
        "What the look-up says of a certificate whose renewal was filed on time and is not decided yet.",
    ),
    term(
        "Initial certificate", "The first level of certificate, valid for ten years.", key="initial"
    ),
    term(
        "Module 15",
        "The training on concussion that every coach completes before the first permit. It takes three hours.",
    ),
    term(
        "Professional certificate",
        "The second level of certificate. Renewing it is free, and no proof of study is sent.",
        key="professional",
    ),
    term(
        "Registry ID",
        "The number of a member of the early childhood registry. It stays the same for life.",
        key="registry-id",
    ),
    term("School month", "The unit of experience. A school year counts as ten school months."),
    term(
        "Shortage area permit (DSAP)",
        "A permit that a district requests for someone who teaches a subject with too few teachers while "
        "studying for the certificate.",
        key="dsap",
    ),
    term("TEAM", "The mentoring program for new teachers. It usually takes two years."),
    term(
        "Technical assistance provider",
        "Somebody who trains, advises, mentors or coaches the staff of early childhood programs.",
        key="ta-provider",
    ),
)
