"""The services as the overview lists them: wizards and tools, each of which can be switched, and wizards archived."""

from __future__ import annotations

from dataclasses import dataclass

from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language, reader_language
from portal.definitions.tools import list_switched_off, offered_tools
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["ServiceLine", "list_service_lines"]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service; a tool is there while its plugin is.

    ``declined`` is the version taken back for the one that is ``offered``, if any.
    """

    key: str
    title: str
    plugins: str
    is_on: bool
    has_plugins: bool
    is_plugins: bool = True
    offered: WizardVersion | None = None
    declined: WizardVersion | None = None
    is_archived: bool = False
    is_wizard: bool = False


def list_service_lines() -> list[ServiceLine]:
    """Return wizards, then tools, each by key; 2 SQL once compiled."""
    language = reader_language()
    wizards = Wizard.objects.filter(current_version__isnull=False).select_related(
        "current_version", "declined"
    )
    lines = [_from_wizard(wizard, language) for wizard in wizards.order_by("key")]
    off = list_switched_off()
    tools = (
        ServiceLine(
            key=tool.key,
            title=in_language(tool.title, language),
            plugins=plugin_id,
            is_on=tool.key not in off,
            has_plugins=True,
        )
        for plugin_id, tool in offered_tools()
    )
    return lines + sorted(tools, key=lambda line: line.key)


def _from_wizard(wizard: Wizard, language: str) -> ServiceLine:
    version = wizard.current_version
    assert version is not None
    compiled = get_compiled(version.pk, version.content_hash)
    return ServiceLine(
        key=wizard.key,
        title=in_language(compiled.spec.title, language),
        plugins=", ".join(sorted(version.required_plugins)),
        is_on=wizard.is_on,
        has_plugins=not compiled.missing_plugins,
        is_plugins=wizard.origin == Wizard.Origin.PLUGIN,
        offered=version,
        declined=wizard.declined,
        is_archived=wizard.archived_at is not None,
        is_wizard=True,
    )
