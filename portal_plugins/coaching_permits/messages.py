"""What a coach is told beside the standard messages: what the law asks each season (CGS 10-149b)."""

from portal.sdk.messages import MessageFacts, ServiceMessages, Text, text


def remind_of_each_season(_facts: MessageFacts) -> Text:
    """Say what a valid permit does not replace."""
    return text(
        "Before each season, go over the current concussion materials, except in a year in which you take the "
        "refresher course. Your permit does not replace this review.",
        "Antes de cada temporada, repase los materiales vigentes sobre conmociones cerebrales, salvo en el año en "
        "que siga el curso de actualización. Su permiso no sustituye este repaso.",
    )


MESSAGES = {"coaching_permits.renew": ServiceMessages(approved=remind_of_each_season)}
