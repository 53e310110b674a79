"""What a method of payment says of itself, each time asked under guard: one that fails spoils no page."""

from __future__ import annotations

from dataclasses import dataclass

from portal.definitions.texts import in_language
from portal.payments.contract import PaymentMethod, SettlementFormat
from portal.payments.methods import get_method, place_of
from portal.plugins.guard import call_on_input

__all__ = [
    "Described",
    "describe",
    "is_by_voucher",
    "refusal_words",
    "settlement_of",
    "title_of",
    "whose",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A method in the reader's language; ``origins`` are those to which its form may lead."""

    key: str
    title: str
    accepts: str
    is_test: bool
    origins: tuple[str, ...]


def describe(method: PaymentMethod, language: str) -> Described | None:
    """Return what pages show of a method; None where it fails to say."""
    return call_on_input(place_of(method), _describe, method, language)


def title_of(key: str, language: str) -> str:
    """Return the title of a method, its key where nobody can say."""
    method = get_method(key)
    title = call_on_input(place_of(method), _title, method, language) if method else None
    return title or key


def refusal_words(key: str, refusal: str, language: str) -> str:
    """Return why a method did not accept an instrument; empty where nobody can say."""
    method = get_method(key)
    return (
        call_on_input(place_of(method), _refusal, method, refusal, language) or "" if method else ""
    )


def settlement_of(method: PaymentMethod) -> SettlementFormat | None:
    """Return how a method's provider reports what it paid out; None where it does not, or fails to say."""
    return call_on_input(place_of(method), _settlement, method)


def is_by_voucher(method: PaymentMethod) -> bool:
    """Tell whether people of the bureau send its refunds; one that fails to say sends its own."""
    return call_on_input(place_of(method), _is_by_voucher, method) or False


def whose(method: PaymentMethod) -> tuple[str, bool]:
    """Return whose money it would become, and whether it is real; to be asked under guard."""
    return str(method.account), bool(method.is_live)


def _describe(method: PaymentMethod, language: str) -> Described:
    return Described(
        key=method.key,
        title=in_language(method.title, language),
        accepts=in_language(method.accepts, language),
        is_test=bool(method.is_test),
        origins=tuple(str(origin) for origin in method.origins),
    )


def _title(method: PaymentMethod, language: str) -> str:
    return in_language(method.title, language)


def _refusal(method: PaymentMethod, refusal: str, language: str) -> str:
    return in_language(method.refusals.get(refusal, {}), language)


def _settlement(method: PaymentMethod) -> SettlementFormat | None:
    known = method.settlement
    if known is not None and not isinstance(known, SettlementFormat):
        raise TypeError("settlement is no SettlementFormat")
    return known


def _is_by_voucher(method: PaymentMethod) -> bool:
    return bool(method.refunds_by_voucher)
