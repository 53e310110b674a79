"""A wizard's own words in a message about one of its applications: those of the version that the application is on.

They are looked up when the message leaves. One that was sent never leaves its version, so neither do its messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.message_spec import PLACEHOLDERS, MessageKind, Placeholder
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import fill_in, in_language
from portal.definitions.upgrades import DefinitionFormatError
from portal.records.applications.models import Application
from portal.records.people.models import Person

__all__ = ["NO_WORDS", "OwnWords", "find_own_words", "write_own_words"]

LAST_DAYS = {
    MessageKind.DRAFT_CLOSING.value: "closing_day",
    MessageKind.DRAFT_EXPIRING.value: "last_day",
}
"""By kind, the name under which a message knows the day that it is about."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a wizard says in a message, in one language, with the values in the places of their names."""

    subject: str = ""
    body: str = ""
    replaces: bool = False
    confirmation: str = ""
    """What it says once an application was sent, such as how long a review takes."""


NO_WORDS = OwnWords()


def find_own_words(kind: str, language: str, facts: Mapping[str, str]) -> OwnWords:
    """Return what the wizard of a message's application says in it; 1 SQL where it names one.

    Nothing where this release cannot read the definition: the portal's own message goes out then.
    """
    application = _find_application(facts) if kind in PLACEHOLDERS else None
    if application is None:
        return NO_WORDS
    version = application.version
    try:
        spec = get_compiled(version.pk, version.content_hash).spec
    except DefinitionFormatError:
        return NO_WORDS
    values = {
        "applicant": _name_of(application.person),
        "reference": application.reference or "",
    }
    return write_own_words(spec, kind, language, {**facts, **values})


def write_own_words(
    spec: WizardSpec, kind: str, language: str, facts: Mapping[str, str]
) -> OwnWords:
    """Return what a definition says in a kind of message; each value stands on one line, whatever is in it."""
    found = next((each for each in spec.messages if each.kind == kind), None)
    confirmation = in_language(spec.confirmation, language)
    if found is None:
        return OwnWords(confirmation=confirmation)
    values = {
        Placeholder.SERVICE.value: in_language(spec.title, language),
        Placeholder.APPLICANT.value: facts.get("applicant", ""),
        Placeholder.REFERENCE.value: facts.get("reference", ""),
        Placeholder.LAST_DAY.value: facts.get(LAST_DAYS.get(kind, ""), ""),
        Placeholder.AMOUNT.value: facts.get("amount", ""),
        Placeholder.ASKED.value: facts.get("name", ""),
    }
    on_one_line = {name: " ".join(value.split()) for name, value in values.items()}
    subject, body = (in_language(each, language) for each in (found.subject, found.body))
    lines = "\n".join(line.rstrip() for line in body.strip().splitlines())
    return OwnWords(
        subject=fill_in(" ".join(subject.split()), on_one_line),
        body=fill_in(lines, on_one_line),
        replaces=found.replaces,
        confirmation=confirmation,
    )


def _name_of(person: Person | None) -> str:
    """Return what an applicant is called, who may have given no name."""
    return person.full_name if person else _("applicant")


def _find_application(facts: Mapping[str, str]) -> Application | None:
    """Return the application that a message names, if it is still there."""
    named = facts.get("application_id")
    if not named:
        return None
    found = Application.objects.filter(public_id=named).select_related("version", "person")
    return found.defer("version__definition").first()
