"""Faults of a wizard's own words for what is mailed, each by a stable name at the message where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from portal.definitions.message_spec import (
    PLACEHOLDERS,
    REPLACEABLE,
    MessageSpec,
    find_braced,
    place_of_message,
)
from portal.definitions.rule_checks import Fault
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import LANGUAGES, Text

__all__ = ["LONGEST_BODY", "LONGEST_SUBJECT", "find_message_faults"]

LONGEST_SUBJECT, LONGEST_BODY = 200, 5_000
"""In characters of one language."""


def find_message_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each fault of the messages of a definition."""
    seen: set[str] = set()
    for message in spec.messages:
        place = place_of_message(message.kind)
        if message.kind in seen:
            yield "duplicate_message", place, message.kind
        seen.add(message.kind)
        if message.kind not in PLACEHOLDERS:
            yield "unknown_message", place, message.kind
        else:
            yield from _faults_of(message, place)


def _faults_of(message: MessageSpec, place: str) -> Iterator[Fault]:
    if not (_says_anything(message.subject) or _says_anything(message.body)):
        yield "empty_message", place, ""
    if message.replaces and (message.kind not in REPLACEABLE or not _says_anything(message.body)):
        yield "nothing_to_replace", place, ""
    for text, longest in ((message.subject, LONGEST_SUBJECT), (message.body, LONGEST_BODY)):
        if not _says_anything(text):
            continue
        for language in LANGUAGES:
            said = text.get(language, "")
            if not said.strip():
                yield "missing_text", place, language
            if len(said) > longest:
                yield "message_too_long", place, str(longest)
            for name in sorted(set(find_braced(said)) - set(PLACEHOLDERS[message.kind])):
                yield "unknown_placeholder", place, f"{{{name}}}"


def _says_anything(text: Text) -> bool:
    return any(said.strip() for said in text.values())
