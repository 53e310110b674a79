"""What is wrong with a bundle, in plain words beside its name: for whoever hands one in on a screen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.definitions.building.fault_words import say_fault
from portal.definitions.checks import DefinitionError

__all__ = ["say_named"]

SENTENCES: Mapping[str, Promise] = {
    "belongs_to_plugin": gettext_lazy(
        "A plugin that is installed here publishes this wizard itself."
    ),
    "changed_since_export": gettext_lazy("The content was changed since it was exported."),
    "not_a_bundle": gettext_lazy("The file is no exported wizard, or a part of it is missing."),
    "not_json": gettext_lazy("The file is cut short, or it is no JSON."),
    "not_text": gettext_lazy("The file is no text in UTF-8, as export_wizard writes it."),
    "too_deep": gettext_lazy("It is nested too deeply."),
    "too_large": gettext_lazy("The file is too large."),
    "unkeepable_text": gettext_lazy("A text holds a character that cannot be kept."),
    "unknown_format": gettext_lazy("The file has a format that this portal does not read."),
    "unreadable_definition": gettext_lazy(
        "The definition cannot be read: it may come from a later release of the portal."
    ),
    "unreadable_scenario": gettext_lazy("A scenario cannot be read."),
    "wrong_shape": gettext_lazy("A part is missing, or is not what belongs there."),
}


def say_named(told: str) -> str:
    """Return an error, as ``str`` writes it, with its sentence after its name; itself where it is none."""
    place, colon, rest = told.partition(": ")
    name, _space, detail = rest.partition(" ")
    error = DefinitionError(name, place, detail)
    if not colon or str(error) != told:
        return told
    sentence = str(SENTENCES.get(name, "")) or say_fault(error)
    if sentence.startswith(name):
        return told
    is_told = sentence.endswith(detail) or any(
        each.format(detail) in sentence for each in ("“{}”", "({})")
    )
    more = "" if is_told else f" {detail}"
    return f"{place}: {name}. {sentence}{more}"
