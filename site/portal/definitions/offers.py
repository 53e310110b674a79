"""What the installed plugins define: the ``wizards`` module of each, read when asked."""

from __future__ import annotations

from collections.abc import Iterator

from portal.definitions.spec import WizardSpec
from portal.plugins.registry import plugin_modules

__all__ = ["offered_wizards"]


def offered_wizards(*, of: str | None = None) -> Iterator[tuple[str, str, WizardSpec]]:
    """Yield plugin id, plugin version and definition of every wizard on offer, or of one plugin's."""
    for plugin, module in plugin_modules("wizards"):
        if of not in {None, plugin.label}:
            continue
        for spec in module.WIZARDS:
            yield plugin.label, plugin.version, spec
