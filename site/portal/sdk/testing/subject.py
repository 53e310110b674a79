"""What is judged: one installed plugin with everything that it offers, and a finding about it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from ninja import Router
from wagtail.blocks import Block

from portal.accounts.cards import DashboardCard
from portal.accounts.plugin_demo import DemoFill
from portal.casework.offered import AdminPage
from portal.casework.reports import StaffReport
from portal.definitions.fields.base import FieldType
from portal.definitions.rules import RuleFunction
from portal.definitions.spec import WizardSpec
from portal.definitions.tools import Tool
from portal.lifecycle.plugin_checks import RecordCheck
from portal.notifications.plugin_jobs import RegularJob
from portal.payments.contract import PaymentMethod, Webhook
from portal.plugins.config import PluginConfig
from portal.plugins.registry import installed_plugins, plugin_modules

__all__ = ["Finding", "Subject", "read_plugin", "read_wizards_again"]

KEPT_MODULES = frozenset({"apps", "models", "migrations"})
"""Modules that a process can import only once."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, by the check that found it, and where: a key, or a path below one."""

    check: str
    place: str
    detail: str

    def __str__(self) -> str:
        return f"{self.check}: {self.place}: {self.detail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A plugin and what its modules provide."""

    config: PluginConfig
    wizards: tuple[WizardSpec, ...] = ()
    effects: Mapping[str, Any] = field(default_factory=dict)
    fees: Mapping[str, Any] = field(default_factory=dict)
    tools: tuple[Tool, ...] = ()
    urls: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    fields: tuple[FieldType, ...] = ()
    functions: tuple[RuleFunction, ...] = ()
    blocks: Mapping[str, Block] = field(default_factory=dict)
    cards: Mapping[str, DashboardCard] = field(default_factory=dict)
    checks: Mapping[str, RecordCheck] = field(default_factory=dict)
    messages: Mapping[str, Any] = field(default_factory=dict)
    jobs: tuple[RegularJob, ...] = ()
    admin: tuple[AdminPage, ...] = ()
    reports: tuple[StaffReport, ...] = ()
    demo: DemoFill | None = None
    router: Router | None = None
    methods: tuple[PaymentMethod, ...] = ()
    webhooks: Mapping[str, Webhook] = field(default_factory=dict)

    @property
    def plugin_id(self) -> str:
        """Return the plugin's id."""
        return self.config.label


def read_plugin(plugin_id: str) -> Subject | None:
    """Return the plugin with what it offers, or None where this portal runs none of that id."""
    for config in installed_plugins():
        if config.label == plugin_id:
            return Subject(
                config=config,
                wizards=tuple(_provided(plugin_id, "wizards", "WIZARDS", ())),
                effects=_provided(plugin_id, "effects", "EFFECTS", {}),
                fees=_provided(plugin_id, "fees", "FEES", {}),
                tools=tuple(_provided(plugin_id, "tools", "TOOLS", ())),
                urls=_provided(plugin_id, "urls", "URLS", {}),
                fields=tuple(_provided(plugin_id, "fields", "FIELD_TYPES", ())),
                functions=tuple(_provided(plugin_id, "rules", "FUNCTIONS", ())),
                blocks=_provided(plugin_id, "blocks", "BLOCKS", {}),
                cards=_provided(plugin_id, "dashboard", "CARDS", {}),
                checks=_provided(plugin_id, "checks", "CHECKS", {}),
                messages=_provided(plugin_id, "messages", "MESSAGES", {}),
                jobs=tuple(_provided(plugin_id, "jobs", "JOBS", ())),
                admin=tuple(_provided(plugin_id, "admin", "ADMIN", ())),
                reports=tuple(_provided(plugin_id, "reports", "REPORTS", ())),
                demo=_provided(plugin_id, "demo", "DEMO", None),
                router=_provided(plugin_id, "api", "ROUTER", None),
                methods=tuple(_provided(plugin_id, "payment_methods", "METHODS", ())),
                webhooks=_provided(plugin_id, "webhooks", "WEBHOOKS", {}),
            )
    return None


def _provided(plugin_id: str, name: str, attribute: str, nothing: Any) -> Any:
    for plugin, module in plugin_modules(name):
        if plugin.label == plugin_id:
            return getattr(module, attribute)
    return nothing


def read_wizards_again(subject: Subject) -> tuple[WizardSpec, ...]:
    """Return the wizards as a new process would read them; the modules in use stay those they were."""
    if not subject.wizards:
        return ()
    used = _modules_of(subject.config.name)
    for name in used:
        del sys.modules[name]
    try:
        return tuple(import_module(f"{subject.config.name}.wizards").WIZARDS)
    finally:
        for name in _modules_of(subject.config.name):
            del sys.modules[name]
        for name, module in used.items():
            sys.modules[name] = module
            parent, _dot, own = name.rpartition(".")
            setattr(sys.modules[parent], own, module)


def _modules_of(package: str) -> dict[str, ModuleType]:
    return {
        name: module
        for name, module in sorted(sys.modules.items())
        if name.startswith(f"{package}.")
        and name.removeprefix(f"{package}.").partition(".")[0] not in KEPT_MODULES
    }
