"""A published wizard as one portable file, and what such a file would change here.

A bundle names what it needs: nothing is published that this portal could not run. What differs is found in
``differences``; the file's name and where it is kept are its carrier's business.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.definitions.checks import DefinitionError, check_wizard
from portal.definitions.differences import Change, find_differences
from portal.definitions.fee_items import find_lost_items
from portal.definitions.offers import offered_wizards
from portal.definitions.open_plugins import find_plugin_faults
from portal.definitions.publishing import publish_wizard
from portal.definitions.requirements import Needs, installed_versions
from portal.definitions.scenarios import check_scenarios
from portal.definitions.schema import find_faults_of_shape
from portal.definitions.serialization import (
    DefinitionFormatError,
    canonical_json,
    content_hash,
    load_wizard,
)
from portal.definitions.spec import WizardSpec
from portal.definitions.upgrades import upgrade_definition
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = [
    "LARGEST",
    "Bundle",
    "BundleError",
    "decode_bundle",
    "find_bundle_changes",
    "publish_bundle",
    "read_bundle",
    "write_bundle",
]

FORMAT = 1
LARGEST = 5_000_000
"""Bytes, or characters, of a bundle; 40 steps of 20 questions in two languages take a tenth."""
DEEPEST = 200
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What JSON can say and no database can keep."""


class BundleError(ValueError):
    """A bundle cannot be taken; ``errors`` names what is wrong and where."""

    def __init__(self, errors: list[DefinitionError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Bundle:
    """A definition that was read whole, and the plugins it was published with."""

    spec: WizardSpec
    required_plugins: Mapping[str, str]


def write_bundle(version: WizardVersion) -> str:
    """Return a version as text, the same for the same version everywhere."""
    return canonical_json(
        {
            "format": FORMAT,
            "definition": version.definition,
            "required_plugins": version.required_plugins,
            "content_hash": version.content_hash,
        }
    )


def decode_bundle(content: bytes) -> str:
    """Return the text of a bundle's file, with or without the mark that some editors begin one with."""
    if len(content) > LARGEST:
        raise _refuse("too_large", "bundle", f"{len(content)} > {LARGEST}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse("not_text", "bundle", f"byte {error.start}") from error


def read_bundle(text: str) -> Bundle:
    """Return what a text holds; raise BundleError where it is no whole, unchanged, sound bundle for this portal."""
    data = _parse(text)
    definition, required = data.get("definition"), data.get("required_plugins", {})
    if not isinstance(definition, dict) or not _is_of_texts(required):
        raise _refuse("not_a_bundle", "bundle", "definition or required_plugins is missing")
    if content_hash(definition) != data.get("content_hash"):
        raise _refuse("changed_since_export", "bundle", "its content is not what its digest says")
    try:
        present = upgrade_definition(definition)
        if faults := find_faults_of_shape(present):
            raise BundleError(faults)
        spec = load_wizard(present)
    except DefinitionFormatError as error:
        raise _refuse(error.name, error.place, str(error)) from error
    errors = [*_missing_plugins(spec, required), *check_wizard(spec), *_owned(spec)]
    if not errors:
        errors = find_lost_items(spec) or find_plugin_faults(spec) or check_scenarios(spec)
    if errors:
        raise BundleError(errors)
    return Bundle(spec, required)


def find_bundle_changes(bundle: Bundle) -> tuple[WizardSpec | None, list[Change]]:
    """Return the definition on offer under the bundle's key, if any, and what publishing would change in it."""
    wizard = Wizard.objects.select_related("current_version").filter(key=bundle.spec.key).first()
    if wizard is None or wizard.current_version is None:
        return None, []
    offered = load_wizard(wizard.current_version.definition)
    return offered, find_differences(offered, bundle.spec)


def publish_bundle(bundle: Bundle, *, actor_id: int | None, at: datetime) -> WizardVersion:
    """Publish the bundle's definition as its wizard's version; the existing one where it is equal."""
    installed = installed_versions()
    return publish_wizard(
        spec=bundle.spec,
        origin=Wizard.Origin.EDITOR,
        required_plugins={each: installed[each] for each in bundle.required_plugins},
        actor_id=actor_id,
        at=at,
    )


def _parse(text: str) -> Mapping[str, Any]:
    if len(text) > LARGEST:
        raise _refuse("too_large", "bundle", f"more than {LARGEST} characters")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refuse("not_json", "bundle", str(error)) from error
    if not isinstance(data, dict) or "format" not in data:
        raise _refuse("not_a_bundle", "bundle", "it does not say its format")
    if data["format"] != FORMAT:
        raise _refuse(
            "unknown_format", "bundle", f"format {data['format']!r}, this portal reads {FORMAT}"
        )
    if max(depth for _each, depth in _walk(data)) > DEEPEST:
        raise _refuse("too_deep", "bundle", f"nested more than {DEEPEST} times")
    if any(isinstance(each, str) and UNKEEPABLE.search(each) for each, _depth in _walk(data)):
        raise _refuse("unkeepable_text", "bundle", "a text holds NUL or half a character")
    return data


def _walk(data: Any) -> Iterator[tuple[Any, int]]:
    """Yield everything that the data hold, names too, with how deep it is nested."""
    waiting = [(data, 1)]
    while waiting:
        each, depth = waiting.pop()
        yield each, depth
        inner = [*each, *each.values()] if isinstance(each, dict) else each
        if isinstance(inner, list):
            waiting += [(one, depth + 1) for one in inner]


def _is_of_texts(data: object) -> bool:
    return isinstance(data, dict) and all(isinstance(each, str) for each in data.values())


def _missing_plugins(spec: WizardSpec, required: Mapping[str, str]) -> list[DefinitionError]:
    return [
        DefinitionError("missing_plugin", "bundle", plugin_id)
        for plugin_id in Needs(spec, required).missing()
    ]


def _owned(spec: WizardSpec) -> list[DefinitionError]:
    """Refuse what a plugin here publishes itself: its next start would put its own definition back."""
    owners = (plugin for plugin, _version, offered in offered_wizards() if offered.key == spec.key)
    return [DefinitionError("belongs_to_plugin", "wizard", plugin) for plugin in owners]


def _refuse(name: str, place: str, detail: str) -> BundleError:
    return BundleError([DefinitionError(name, place, detail)])
