"""Contact points of the demo site. The postal address is the bureau's; telephone numbers and mailboxes are invented."""

from typing import Any

from content.demo.writing import DemoRow
from content.snippets.contacts import ContactPoint

MAILING_ADDRESS = (
    "Bureau of Educator Standards and Certification\nP.O. Box 150471\nHartford, CT 06115-0471"
)


def contact(key: str, name: str, audience: str, position: int, **fields: Any) -> DemoRow:
    """Write one contact point."""
    named = {"name": name, "audience": audience, "position": position, **fields}
    return DemoRow(f"contact {key}", ContactPoint, named)


CONTACTS = (
    contact(
        "applications",
        "Questions about an application",
        "Educators and coaches who cannot find the answer in their account. Have your EIN or the "
        "reference number ready.",
        10,
        phone="(860) 555-0110",
        hours="Mondays and Thursdays, noon to 2 p.m.",
        email="certification@bureau.example",
    ),
    contact(
        "status",
        "Status by telephone",
        "Anyone who would rather listen: a recorded voice reads the state of an application.",
        20,
        phone="(860) 555-0111",
        hours="At any hour, every day",
    ),
    contact(
        "accounts",
        "Help with an account",
        "People who cannot sign in, or whose message never came.",
        30,
        email="accounts@bureau.example",
        hours="Read on weekdays",
    ),
    contact(
        "districts",
        "District line",
        "Staff of school districts with a question about a permit, a roster or a deadline.",
        40,
        phone="(860) 555-0114",
        hours="Weekdays, 9 a.m. to 4 p.m.",
        email="districts@bureau.example",
    ),
    contact(
        "registry",
        "Early childhood registry",
        "Members of the registry, program administrators and advisors.",
        50,
        phone="(860) 555-0117",
        hours="Weekdays, 9 a.m. to 4 p.m.",
        email="registry@bureau.example",
    ),
    contact(
        "mail",
        "Letters, documents and payments",
        "Everything on paper. Write your EIN or the reference number on every sheet.",
        60,
        postal_address=MAILING_ADDRESS,
    ),
)
