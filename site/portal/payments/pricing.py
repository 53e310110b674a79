"""What a service costs: its plugin names the items, purely and under guard; the fee schedule says the amounts.

A service that no plugin names fees for costs nothing. Whatever fails here refuses: it never makes a service free.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from portal.definitions.texts import Text
from portal.lifecycle.effects import CaseFacts
from portal.payments.fees import Bill, FeeRequest, Schedule, draw_up
from portal.payments.methods import has_method
from portal.payments.schedule import read_schedule
from portal.plugins.config import PluginConfig
from portal.plugins.guard import call_on_input, call_pure
from portal.plugins.registry import plugin_modules

__all__ = ["Quote", "ServiceFees", "bill_for", "can_be_paid", "quote_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFees:
    """What a plugin's ``fees`` module says of a service.

    ``usual`` is what most people pay, as pages say it before anybody has answered. ``for_case`` returns what an
    application costs; without it that is the usual. ``note`` says what it depends on.
    """

    usual: tuple[FeeRequest, ...]
    for_case: Callable[[CaseFacts], Sequence[FeeRequest]] | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a service usually costs on a day, and what that depends on."""

    bill: Bill
    note: Text | None = None


def bill_for(service_key: str, case: CaseFacts, *, on: date) -> Bill | None:
    """Return what an application costs on a day, or None where no plugin names fees for its service.

    1 SQL, none without fees. Raises PluginFailedError where the plugin fails, names an unknown item, or one without a
    row in force.
    """
    found = _find(service_key)
    if found is None:
        return None
    place, fees = found
    return call_pure(place, _bill, fees, case, read_schedule(), on)


def quote_for(service_key: str, *, on: date, schedule: Schedule | None = None) -> Quote | None:
    """Return what a service usually costs on a day, or None where no plugin names fees for it; as ``bill_for``.

    ``schedule`` is what was read before, for whoever asks about many services.
    """
    found = _find(service_key)
    if found is None:
        return None
    place, fees = found
    return call_pure(place, _quote, fees, schedule or read_schedule(), on)


def can_be_paid(bill: Bill) -> bool:
    """Tell whether an application with this bill may be sent: it costs nothing, or there is a way to pay."""
    return bill.total_cents == 0 or has_method()


def _bill(fees: ServiceFees, case: CaseFacts, schedule: Schedule, on: date) -> Bill:
    requests = fees.usual if fees.for_case is None else fees.for_case(case)
    return draw_up(requests, schedule, on=on)


def _quote(fees: ServiceFees, schedule: Schedule, on: date) -> Quote:
    return Quote(draw_up(fees.usual, schedule, on=on), fees.note)


def _find(service_key: str) -> tuple[str, ServiceFees] | None:
    """Return the place and the word of the plugin that names fees for a service; a plugin's own are asked first."""
    for plugin, module in sorted(
        plugin_modules("fees"), key=lambda found: not _owns(found[0], service_key)
    ):
        place = f"{plugin.label}:fees"
        if _owns(plugin, service_key):
            fees = call_pure(place, _declared, module, service_key)
        else:  # another's failure harms no service
            fees = call_on_input(place, _declared, module, service_key)
        if fees is not None:
            return place, fees
    return None


def _owns(plugin: PluginConfig, service_key: str) -> bool:
    return service_key.partition(".")[0] == plugin.label


def _declared(module: ModuleType, service_key: str) -> ServiceFees | None:
    declared: Mapping[str, Any] = module.FEES
    if service_key not in declared:
        return None
    fees = declared[service_key]
    if not isinstance(fees, ServiceFees):
        raise TypeError(f"not the fees of a service: {fees!r}")
    return fees
