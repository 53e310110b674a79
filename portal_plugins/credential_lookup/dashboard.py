"""The card of this plugin on the account page: where others can check the holder's certificates."""

from __future__ import annotations

from django.urls import reverse

from portal.sdk.dashboard import Card, CardFacts, CardLink, Status, text

SHOWN = frozenset({Status.ACTIVE, Status.IN_PROCESS})
MOST_LINKS = 6


def share(facts: CardFacts) -> Card | None:
    """Lead to the public page of each certificate under which its holder may work today."""
    shown = [each for each in facts.certificates if each.status in SHOWN][:MOST_LINKS]
    if not shown:
        return None
    return Card(
        title=text("Show that you are certified", "Demuestre su certificación"),
        paragraphs=(
            text(
                "Send an employer the public page of a certificate, or print its code: what they read there is "
                "always of the day.",
                "Envíe a quien le emplea la página pública de un certificado o imprima su código: lo que se lee "
                "allí está siempre al día.",
            ),
        ),
        links=tuple(
            CardLink(
                text(f"{each.title}, {each.number}", f"{each.title}, {each.number}"),
                reverse("credential_lookup:verify", args=[each.number]),
                language="en",
            )
            for each in shown
        ),
    )


CARDS = {"share": share}
