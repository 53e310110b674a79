"""What a service costs: its definition or its plugin names the items, the fee schedule says the amounts.

A version that names fees is charged by them alone; of others the plugin's ``fees`` module is asked, purely and under
guard; what neither names fees for costs nothing. Whatever fails here refuses: it never makes a service free.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from portal.definitions.fee_spec import FeeSpec
from portal.definitions.fees import AskedFees
from portal.definitions.texts import Text
from portal.lifecycle.effects import CaseFacts
from portal.payments.fees import Bill, FeeRequest, Schedule, draw_up
from portal.payments.lines import Addition, ask_by_lines, quote_by_lines
from portal.payments.methods import has_method
from portal.payments.schedule import read_schedule
from portal.plugins.config import PluginConfig
from portal.plugins.guard import call_on_input, call_pure
from portal.plugins.registry import installed_plugins, plugin_modules

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
    """What a service usually costs on a day, what that depends on, and what answers may add to it."""

    bill: Bill
    note: Text | None = None
    additions: tuple[Addition, ...] = ()


def bill_for(
    service_key: str, case: CaseFacts, asked: AskedFees | None, *, on: date
) -> Bill | None:
    """Return what an application costs on a day, or None where nobody names fees for its service.

    ``asked`` is what its version names, over its answers; None where that names no fees. 1 SQL, none without fees.
    Raises PluginFailedError where whoever names them fails, names an unknown item, or one without a row in force.
    """
    if asked is not None:
        return call_pure(_place(service_key), ask_by_lines, asked, read_schedule(), on)
    found = _find(service_key)
    if found is None:
        return None
    place, fees = found
    return call_pure(place, _bill, fees, case, read_schedule(), on)


def quote_for(
    service_key: str,
    named: Sequence[FeeSpec] = (),
    *,
    on: date,
    schedule: Schedule | None = None,
) -> Quote | None:
    """Return what a service usually costs on a day, or None where nobody names fees for it; as ``bill_for``.

    ``named`` are the fees of its definition; ``schedule`` is what was read before, for whoever asks about many.
    """
    if named:
        place = _place(service_key)
        return call_pure(place, _quote_lines, named, schedule or read_schedule(), on)
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


def _quote_lines(named: Sequence[FeeSpec], schedule: Schedule, on: date) -> Quote:
    bill, additions = quote_by_lines(named, schedule, on)
    return Quote(bill, additions=additions)


def _place(service_key: str) -> str:
    """Return where staff are told of a failing definition: of a plugin's service with the plugin, else by its key."""
    owner = service_key.partition(".")[0]
    plugins = {plugin.label for plugin in installed_plugins()}
    return f"{owner}:fees" if owner in plugins else f"{service_key}:fees"


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
