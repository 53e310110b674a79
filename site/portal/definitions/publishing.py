"""Publishes definitions as immutable versions, and what plugins define at every migrate.

Equal content is one version: publishing the same definition again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from portal.definitions.checks import DefinitionError, check_wizard
from portal.definitions.fee_items import find_lost_items
from portal.definitions.open_plugins import find_plugin_faults
from portal.definitions.requirements import Needs, installed_versions
from portal.definitions.scenario_checks import find_faults_of_all
from portal.definitions.scenarios import check_scenarios
from portal.definitions.serialization import (
    DefinitionFormatError,
    content_hash,
    dump_wizard,
    load_wizard,
)
from portal.definitions.spec import SCHEMA_VERSION, WizardSpec
from portal.records.audit.operations import record_event
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["UnsoundDefinitionError", "publish_wizard", "sync_wizards"]


class UnsoundDefinitionError(ValueError):
    """A definition was refused; ``errors`` names what is wrong and where."""

    def __init__(self, key: str, errors: list[DefinitionError]) -> None:
        super().__init__(f"{key}: " + "; ".join(str(error) for error in errors))
        self.errors = errors


@transaction.atomic
def publish_wizard(
    *,
    spec: WizardSpec,
    origin: str,
    required_plugins: dict[str, str],
    actor_id: int | None,
    at: datetime,
) -> WizardVersion:
    """Publish a definition as the current version; return the existing one where it is equal.

    Raises UnsoundDefinitionError before anything is written, where a scenario of its own fails too. A plugin may bring
    a fee whose item the bureau has yet to record: until then nobody can apply.
    """
    if errors := check_wizard(spec) or find_faults_of_all(spec) or find_plugin_faults(spec):
        raise UnsoundDefinitionError(spec.key, errors)
    if origin == Wizard.Origin.EDITOR and (errors := find_lost_items(spec)):
        raise UnsoundDefinitionError(spec.key, errors)
    definition = dump_wizard(spec)
    digest = content_hash(definition)
    if not _is_on_offer(spec.key, digest) and (errors := check_scenarios(spec)):
        raise UnsoundDefinitionError(spec.key, errors)
    Wizard.objects.get_or_create(key=spec.key, defaults={"origin": origin})
    wizard = Wizard.objects.select_for_update().get(key=spec.key)
    version = wizard.versions.filter(content_hash=digest).first() or _upgrades_to(wizard, spec)
    if version is None:
        newest = wizard.versions.order_by("-number").values_list("number", flat=True).first()
        version = wizard.versions.create(
            number=(newest or 0) + 1,
            schema_version=SCHEMA_VERSION,
            definition=definition,
            required_plugins=_with_used(spec, required_plugins),
            content_hash=digest,
            published_at=at,
        )
    is_new = wizard.current_version_id != version.pk
    if is_new or wizard.declined_id is not None:
        wizard.current_version, wizard.declined = version, None
        wizard.save(update_fields=["current_version", "declined"])
    if is_new:
        record_event(
            action="wizard.published",
            record_type="wizard",
            record_id=spec.key,
            state={"content_hash": digest, "number": version.number},
            actor_id=actor_id,
            at=at,
        )
    return version


def _is_on_offer(key: str, digest: str) -> bool:
    """Tell whether nothing would change: a later release must not take away a service over its scenarios."""
    return Wizard.objects.filter(key=key, current_version__content_hash=digest).exists()


def _upgrades_to(wizard: Wizard, spec: WizardSpec) -> WizardVersion | None:
    """Return the version on offer where an earlier schema wrote it and it says the same; the row stays as it is."""
    version = wizard.current_version
    if version is None or version.schema_version >= SCHEMA_VERSION:
        return None
    try:
        return version if load_wizard(version.definition) == spec else None
    except DefinitionFormatError:
        return None


def _with_used(spec: WizardSpec, required: dict[str, str]) -> dict[str, str]:
    """Return the plugins a version needs, by version: those named, and those whose parts it uses."""
    used, installed = Needs(spec).plugins, installed_versions()
    return {plugin_id: installed[plugin_id] for plugin_id in sorted(used)} | required


def sync_wizards(
    *, offered: Iterable[tuple[str, str, WizardSpec]], at: datetime
) -> list[WizardVersion]:
    """Publish what plugins offer, and return what is on offer then.

    ``offered`` gives plugin id, plugin version and definition. Exactly what somebody took back is left where it is.
    """
    return [_sync_wizard(plugin_id, version, spec, at=at) for plugin_id, version, spec in offered]


@transaction.atomic
def _sync_wizard(
    plugin_id: str, plugin_version: str, spec: WizardSpec, *, at: datetime
) -> WizardVersion:
    """Publish one, unless it is what its wizard's ``declined`` says."""
    wizard = Wizard.objects.select_for_update().filter(key=spec.key).first()
    declined, on_offer = (wizard.declined, wizard.current_version) if wizard else (None, None)
    if declined and on_offer and declined.content_hash == content_hash(dump_wizard(spec)):
        return on_offer
    return publish_wizard(
        spec=spec,
        origin=Wizard.Origin.PLUGIN,
        required_plugins={plugin_id: plugin_version},
        actor_id=None,
        at=at,
    )
