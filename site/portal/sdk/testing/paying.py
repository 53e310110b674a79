"""Checks of ways to pay and of addresses for notices: what can be told without asking a provider."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from portal.definitions.texts import LANGUAGES
from portal.payments.contract import ForgedNoticeError, PaymentMethod, Webhook
from portal.payments.describing import whose
from portal.records.ledger.settlements import SettlementLine
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_payment_methods", "check_webhooks"]

FORGED: tuple[tuple[bytes, Mapping[str, str]], ...] = (
    (b"", {}),
    (b"{}", {}),
    (b"[]", {"content-type": "application/json"}),
    (b"\x00\xff", {"authorization": "none"}),
    (b'{"id": "1", "type": "paid"}', {"stripe-signature": "t=1,v1=0", "signature": "0"}),
)
"""What nobody has signed."""


def check_payment_methods(subject: Subject) -> Iterator[Finding]:
    """Look at key, words in each language, origins, kinds of settlement, and whether it says if it is ready."""
    for key, number in Counter(getattr(each, "key", "") for each in subject.methods).items():
        if number > 1:
            yield Finding("payment_methods", key, f"stands {number} times")
    for method in subject.methods:
        if not isinstance(method, PaymentMethod):
            yield Finding(
                "payment_methods", subject.plugin_id, "something that is no PaymentMethod"
            )
            continue
        for fault in _faults(method, subject.plugin_id):
            yield Finding("payment_methods", method.key, fault)


def _faults(method: PaymentMethod, plugin_id: str) -> Iterator[str]:
    if not method.key.startswith(f"{plugin_id}."):
        yield f"the key must begin with {plugin_id}."
    try:
        method.is_ready()
        whose(method)
        texts = [("title", method.title), ("accepts", method.accepts), *method.refusals.items()]
        origins = list(method.origins)
    except Exception as error:  # noqa: BLE001 - whatever a method raises is the finding
        yield f"{type(error).__name__}: {error}"
        return
    for name, words in texts:
        missing = [language for language in LANGUAGES if not words.get(language, "").strip()]
        if missing:
            yield f"{name} is missing in {', '.join(missing)}"
    if method.settlement is not None:
        for kind in sorted(set(method.settlement.kinds.values()) - set(SettlementLine.Kind.values)):
            yield f"its settlement reports have {kind}, which is no kind of a line"
    for origin in origins:
        if not origin.startswith(("https://", "http://127.0.0.1:")) or origin.count("/") != 2:
            yield f"{origin} is no origin that a payer may be sent to"


def check_webhooks(subject: Subject) -> Iterator[Finding]:
    """Hand each address what nobody has signed: it must be refused as forged, and by nothing else."""
    for name, hook in subject.webhooks.items():
        place = f"{subject.plugin_id}/{name}"
        if not isinstance(hook, Webhook):
            yield Finding("webhooks", place, "something that is no Webhook")
            continue
        for body, headers in FORGED:
            if fault := _try_forged(hook, body, headers):
                yield Finding("webhooks", place, fault)
                break


def _try_forged(hook: Webhook, body: bytes, headers: Mapping[str, str]) -> str:
    try:
        hook.read(body, headers)
    except ForgedNoticeError:
        return ""
    except Exception as error:  # noqa: BLE001 - whatever it raises is the finding
        return f"{type(error).__name__} for {body!r}: {error}"
    return f"{body!r} is taken for a notice that somebody signed"
