"""What an application is charged, as the layer above works it out: it announces how, and nothing is sent without.

Which fees there are, and what they come to, is for portal.payments.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from portal.definitions.fees import AskedFees
from portal.definitions.spec import WizardSpec
from portal.lifecycle.effects import CaseFacts
from portal.records.ledger.lines import FeeLine

__all__ = ["Charged", "Charger", "announce_charger", "get_charger"]


class Charged(Protocol):
    """What an application costs: its lines in whole cents, and all of it as what was attested keeps it."""

    @property
    def lines(self) -> Sequence[FeeLine]:
        """Return the lines, none where the service costs nothing."""

    @property
    def total_cents(self) -> int:
        """Return what is to be paid."""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON data."""


class Charger(ABC):
    """Whoever works out what is charged."""

    @abstractmethod
    def check_can_begin(self, spec: WizardSpec, *, on: date) -> None:
        """Raise NotPayableError where nobody could pay what the service usually costs, or FeeUnknownError."""

    @abstractmethod
    def charge(
        self, service_key: str, case: CaseFacts, asked: AskedFees | None, *, on: date
    ) -> Charged | None:
        """Return what an application costs on a day, or None where its service has no fees.

        ``asked`` is what its version names over its answers; None leaves it to plugins.

        Raises FeeUnknownError where that cannot be worked out, and NotPayableError where nobody could pay it.
        """


_announced: list[Charger] = []


def announce_charger(charger: Charger) -> None:
    """Say who works out what is charged; whoever says so last does."""
    _announced[:] = [charger]


def get_charger() -> Charger:
    """Return who works out what is charged; raise IndexError where nobody does, so that nothing is sent free."""
    return _announced[0]
