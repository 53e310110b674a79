"""Checks of what a plugin defines, without running it: keys, integrity, scenarios, texts, what can be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from portal.definitions.checks import check_wizard
from portal.definitions.scenarios import check_scenarios
from portal.definitions.serialization import dump_wizard, load_wizard
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import LANGUAGES
from portal.definitions.tools import Tool
from portal.sdk.testing.reaching import find_unreachable
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_definitions", "check_keys", "check_reach", "check_texts", "check_tried"]

OPTIONAL_TEXTS = frozenset({"hint", "introduction", "confirmation", "offer", "subject", "body"})
NO_TEXTS = frozenset({"options", "record", "answers"})


def check_keys(subject: Subject) -> Iterator[Finding]:
    """See that each service's key begins with the plugin's id, stands once, and effects have one."""
    wizards = [spec.key for spec in subject.wizards]
    keys = wizards + [tool.key for tool in subject.tools]
    for key in keys:
        if not key.startswith(f"{subject.plugin_id}."):
            yield Finding("keys", key, f"does not begin with {subject.plugin_id!r} and a dot")
    for key, times in Counter(keys).items():
        if times > 1:
            yield Finding("keys", key, f"stands {times} times")
    for key in subject.effects:
        if key not in wizards:
            yield Finding("keys", key, "has effects, but is no wizard of this plugin")


def check_definitions(subject: Subject) -> Iterator[Finding]:
    """See that each wizard may be published, its scenarios passing, and reads back from its JSON."""
    for spec in subject.wizards:
        errors = check_wizard(spec) or check_scenarios(spec)
        for error in errors:
            place = f"{spec.key}.{error.place}"
            yield Finding("definitions", place, f"{error.name} {error.detail}".strip())
        if not errors and dump_wizard(load_wizard(dump_wizard(spec))) != dump_wizard(spec):
            yield Finding("definitions", spec.key, "does not read back from its JSON")


def check_tried(subject: Subject) -> Iterator[Finding]:
    """See that each wizard has a scenario; that each one passes is a condition of its publication."""
    for spec in subject.wizards:
        if not spec.scenarios:
            yield Finding("scenarios", spec.key, "has no scenario")


def check_texts(subject: Subject) -> Iterator[Finding]:
    """See that every text of every service is there in every language that the portal speaks."""
    services: tuple[WizardSpec | Tool, ...] = (*subject.wizards, *subject.tools)
    for service in services:
        for place, name, said in _texts(service, service.key):
            if not said and name in OPTIONAL_TEXTS:
                continue
            for language in LANGUAGES:
                if not said.get(language, "").strip():
                    yield Finding("texts", place, f"no text in {language!r}")


def _texts(node: Any, place: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Yield place, attribute and text of everything below a dataclass."""
    for each in fields(node):
        value = getattr(node, each.name)
        if each.name in NO_TEXTS:
            continue
        for index, item in enumerate(value if isinstance(value, tuple) else (value,)):
            own = getattr(item, "id", None) or getattr(item, "value", None)
            below = f"{place}.{own or each.name}"
            if isinstance(item, Mapping):
                name = f"{each.name}.{index}" if isinstance(value, tuple) else each.name
                yield f"{place}.{name}", each.name, item
            elif is_dataclass(item) and each.name != "condition":
                yield from _texts(item, below)


def check_reach(subject: Subject) -> Iterator[Finding]:
    """Look for answers that open each step and each question; see ``reaching`` for where it is blind."""
    for spec in subject.wizards:
        for place in find_unreachable(spec):
            yield Finding("reach", f"{spec.key}.{place}", "none of the answers tried opens it")
