"""Whether a plugin's ``fees`` module charges for a wizard that nobody could pay; sums are the work of ``payments``."""

from __future__ import annotations

from types import ModuleType

from portal.definitions.checks import DefinitionError
from portal.definitions.spec import WizardSpec
from portal.plugins.guard import call_on_input
from portal.plugins.registry import plugin_modules

__all__ = ["find_unpayable"]


def find_unpayable(spec: WizardSpec) -> list[DefinitionError]:
    """Return the plugins that work out fees for a wizard which is filled in without an account.

    A plugin whose module fails here is told of where sums are worked out, and harms no publication.
    """
    if not spec.is_for_anybody:
        return []
    return [
        DefinitionError("plugin_fee_without_account", "wizard", plugin.label)
        for plugin, module in plugin_modules("fees")
        if call_on_input(f"{plugin.label}:fees", _charges, module, spec.key)
    ]


def _charges(module: ModuleType, key: str) -> bool:
    return key in module.FEES
