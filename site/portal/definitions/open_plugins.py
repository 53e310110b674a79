"""Whether a plugin charges, or has something follow, for a wizard that is filled in without an account.

Nobody could pay, and there is no record that anything could follow on. What it charges is the work of ``payments``,
what follows that of ``lifecycle``.
"""

from __future__ import annotations

from types import ModuleType

from portal.definitions.checks import DefinitionError
from portal.definitions.spec import WizardSpec
from portal.plugins.guard import call_on_input
from portal.plugins.registry import plugin_modules

__all__ = ["find_plugin_faults"]

WHOLE = "wizard"
OF_ACCOUNTS = {
    "fees": ("FEES", "plugin_fee_without_account"),
    "effects": ("EFFECTS", "plugin_effect_without_account"),
}
"""By a plugin's module: what in it has the keys of wizards, and the name of the fault."""


def find_plugin_faults(spec: WizardSpec) -> list[DefinitionError]:
    """Return the plugins that work out fees or effects for a wizard which is filled in without an account.

    A plugin whose module fails here is told of where the module is used, and harms no publication.
    """
    if not spec.is_for_anybody:
        return []
    return [
        DefinitionError(fault, WHOLE, plugin.label)
        for name, (mapping, fault) in OF_ACCOUNTS.items()
        for plugin, module in plugin_modules(name)
        if call_on_input(f"{plugin.label}:{name}", _names, module, mapping, spec.key)
    ]


def _names(module: ModuleType, mapping: str, key: str) -> bool:
    return key in getattr(module, mapping)
