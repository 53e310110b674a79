"""The contract between the portal and a way to pay: what a method answers, and what it may raise. Values and one class.

The portal names the amount and decides what counts as paid; a method only speaks with its provider. It is called
outside any transaction, may be called twice, and must give up after ten seconds.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from portal.definitions.texts import Text

__all__ = [
    "MOST_OF_A_KEY",
    "Attempt",
    "ForgedNoticeError",
    "Health",
    "Notice",
    "Order",
    "PaymentMethod",
    "ProviderError",
    "ProviderRefusedError",
    "RefundMade",
    "SettlementFormat",
    "Started",
    "Truth",
    "TruthState",
    "UnknownToProviderError",
    "Webhook",
]

MOST_OF_A_KEY = 80
"""Characters of a method's key."""


class ProviderError(Exception):
    """The provider could not be asked, or said nothing sensible; asking again may help."""


class ProviderRefusedError(ProviderError):
    """The provider understood and will not; the message is its word for why, never shown to an applicant."""


class UnknownToProviderError(ProviderRefusedError):
    """The provider knows nothing of this reference."""


class ForgedNoticeError(Exception):
    """A notice is not from the provider, too old, or no notice at all."""


def _check_words(words: object, *, least: int = 0, most: int = 255) -> None:
    """Raise ValueError for what the records could not keep."""
    if not isinstance(words, str) or "\0" in words or not least <= len(words) <= most:
        raise ValueError(f"not a text of {least} to {most} characters")


class TruthState(StrEnum):
    """What a provider says of an attempt. ``AUTHORIZED``: the money is held, and waits to be taken or released."""

    OPEN = "open"
    AUTHORIZED = "authorized"
    PAID = "paid"
    DECLINED = "declined"
    CANCELED = "canceled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be paid: by which attempt for which application, and where the payer comes back to."""

    attempt: str
    application: str
    reference: str
    title: str
    amount_cents: int
    currency: str
    language: str
    idempotency_key: str
    return_url: str
    back_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What the provider made of an order; ``address`` is where the payer goes, empty where there is nowhere to go.

    Raises ValueError for what could be neither kept nor followed.
    """

    reference: str
    address: str = ""
    expires_at: datetime | None = None

    def __post_init__(self) -> None:
        _check_words(self.reference, least=1)
        if self.address and not self.address.startswith(("/", "https://", "http://")):
            raise ValueError("an address to which nobody can be sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt as the portal knows it."""

    attempt: str
    application: str
    reference: str
    amount_cents: int
    currency: str
    idempotency_key: str
    handle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the provider has on record now.

    ``attempt`` and ``application`` are what it was told at the start, empty where it has nothing. ``instrument`` is
    shown on the receipt ("Visa credit, ends in 4242"). While money is only held, ``refusal`` says why this instrument
    is not accepted, in a word of the method's; empty where it is. ``handle`` is what the method wants to be told again
    where it is to take or to release the money. What came on paper has the days of its postmark and its arrival.
    """

    reference: str
    state: TruthState
    amount_cents: int
    currency: str
    is_live: bool
    account: str
    attempt: str
    application: str
    instrument: str = ""
    refusal: str = ""
    detail: str = ""
    refunded_cents: int = 0
    disputed_cents: int = 0
    handle: str = ""
    posted_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundMade:
    """A refund as the provider has it."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether a method works now, and why not."""

    is_well: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice that the method vouches for: about which attempt of ours, or which reference of the provider's.

    Raises ValueError for what could not be kept.
    """

    event_id: str
    kind: str
    method: str
    attempt: str = ""
    reference: str = ""
    is_live: bool = False
    is_about_money: bool = True

    def __post_init__(self) -> None:
        _check_words(self.event_id, least=1)
        _check_words(self.method, least=1, most=MOST_OF_A_KEY)
        for words in (self.kind, self.attempt, self.reference):
            _check_words(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address for a provider's notices; ``read`` gets the body as it came and the headers in lower case.

    It raises ForgedNoticeError for what is not authentic. It asks no database and nothing outside.
    """

    read: Callable[[bytes, Mapping[str, str]], Notice]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementFormat:
    """The columns of the report in which a provider tells what it paid out, each by what it holds.

    ``transaction`` names a movement, ``handle`` the money as ``Truth.handle`` does, ``attempt`` our attempt. ``kinds``
    has what the provider writes for the kinds of ``SettlementLine``; any other word is something else. Amounts are in
    dollars, those that left below zero; ``net`` is ``gross`` less ``fee``. A payout itself is named by ``source``.
    ``aliases`` are other names of these columns, for reports that have a column under one of them alone.
    """

    transaction: str
    kind: str
    occurred_on: str
    currency: str
    gross: str
    fee: str
    net: str
    payout: str
    source: str
    charge: str
    handle: str
    attempt: str
    kinds: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)


class PaymentMethod(ABC):
    """A way to pay. ``key`` is the plugin's id, a dot and a name; ``refusals`` says each word of ``Truth.refusal``.

    A truth of another account, or of another kind of money than ``is_live``, never pays. A method that ``takes_days``
    is offered after those that pay at once. ``settlement`` says how the provider reports what it paid out, where it
    does; ``refunds_by_voucher`` that people of the bureau send refunds.
    """

    key: str
    title: Text
    takes_days: bool = False
    refusals: Mapping[str, Text] = MappingProxyType({})
    settlement: SettlementFormat | None = None
    refunds_by_voucher: bool = False

    @property
    @abstractmethod
    def accepts(self) -> Text:
        """Say what is accepted and what is not."""

    @property
    def is_test(self) -> bool:
        """Tell whether the page has to say that this is a test."""
        return False

    @property
    def is_live(self) -> bool:
        """Tell whether the money is real."""
        return False

    @property
    def account(self) -> str:
        """Return whose money it becomes."""
        return ""

    @property
    def origins(self) -> Sequence[str]:
        """Return the origins to which ``address`` may lead, where they are not the portal's own."""
        return ()

    def is_ready(self) -> bool:
        """Tell whether it can be offered: cheap, nothing outside is asked."""
        return True

    @abstractmethod
    def start(self, order: Order) -> Started:
        """Tell the provider of an order; twice with one idempotency key is once."""

    @abstractmethod
    def fetch(self, attempt: Attempt) -> Truth:
        """Return what the provider has on record."""

    @abstractmethod
    def release(self, attempt: Attempt) -> Truth:
        """Let go of what is open or held, and return what is on record then."""

    def capture(self, attempt: Attempt) -> Truth:
        """Take what is held, and return what is on record then; a method that holds nothing need not."""
        return self.fetch(attempt)

    def refund(self, attempt: Attempt, *, cents: int, idempotency_key: str) -> RefundMade:
        """Give money back; twice with one idempotency key is once."""
        raise ProviderRefusedError(f"{self.key} gives nothing back by itself")

    def list_since(self, moment: datetime) -> Iterable[Truth]:
        """Return what the provider has on record since a moment, whoever began it; nothing where it cannot say."""
        return ()

    def health(self) -> Health:
        """Ask the provider whether it can be worked with."""
        return Health(is_well=self.is_ready())
