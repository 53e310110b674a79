"""Pays while the stand-in for Stripe fails in a way, at the start or on the way back, and counts what came of it."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)
from django.test import override_settings  # noqa: E402

from benchmarks.fake_stripe.faults import Fault  # noqa: E402
from benchmarks.fake_stripe.server import FakeStripe  # noqa: E402
from benchmarks.paying_cast import CENTS, METHOD, at_stand_in  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.payments.contract import Order, Started  # noqa: E402
from portal.records.applications.models import Application, StepAnswers  # noqa: E402
from portal.records.ledger.consistency import check_ledger  # noqa: E402
from portal.records.ledger.paying import Payment  # noqa: E402
from portal.sdk.testing.cast import make_applicant  # noqa: E402
from portal.sdk.testing.walking import Walk  # noqa: E402
from portal_plugins.demo.wizards import WIZARDS  # noqa: E402
from portal_plugins.stripe_payments.payment_methods import CardMethod  # noqa: E402

AT_ONCE = 10
ENOUGH = 1_000
ANSWERS = {"what": "duplicate"}
NOWHERE = "http://127.0.0.1:9"
"""A port that nobody listens at."""
(COSTS,) = (spec for spec in WIZARDS if spec.key == "demo.costs")


@dataclass(slots=True)
class Payer:
    """Somebody with a draft, and what the pages answered while the provider failed."""

    walk: Walk
    slowest: float = 0.0
    refused: bool = False
    waited: bool = False
    paid: bool = False

    @property
    def address(self) -> str:
        """Return the payment page."""
        return f"/applications/{self.walk.public_id}/pay/"

    def timed(self, ask: Callable[[], Any]) -> Any:
        """Return an answer, and keep how long the slowest took."""
        begun = time.monotonic()
        answer = ask()
        self.slowest = max(self.slowest, time.monotonic() - begun)
        return answer

    def begin(self) -> Any:
        """Press the button of the payment page."""
        return self.timed(lambda: self.walk.browser.post(self.address, {"method": METHOD}))


def fail(kind: str, payers: int, *, after: bool, keyed: bool) -> dict[str, float]:
    """Send and pay while the provider fails, then again; ``keyed`` False has each try be a new order there."""
    stand_in = at_stand_in(ALLOWED_HOSTS=["testserver"])
    with stand_in as fake, ThreadPoolExecutor(AT_ONCE) as pool, _keys(keyed=keyed):
        some = [_draft() for _payer in range(payers)]
        with _failing(fake, kind, "/sessions", after=after):
            list(pool.map(_send_and_begin, some))
        list(pool.map(lambda payer: _pay(payer, fake), some))
        with _failing(fake, kind, "/capture", after=after):
            list(pool.map(_come_back, some))
        list(pool.map(_come_back_well, some))
        list(pool.map(lambda _number: _close(), range(AT_ONCE * 2)))
        return _count(some, fake)


@contextmanager
def _failing(fake: FakeStripe, kind: str, place: str, *, after: bool) -> Iterator[None]:
    bases = {"refused": NOWHERE, "TLS error": fake.address.replace("http:", "https:")}
    if kind in bases:
        with override_settings(STRIPE_API_BASE=bases[kind]):
            yield
        return
    fake.script.say(Fault(kind), ENOUGH, after=after, place=place)
    yield
    fake.script.clear()


def _keys(*, keyed: bool) -> AbstractContextManager[Any]:
    start = CardMethod.start

    def forget(self: CardMethod, order: Order) -> Started:
        return start(self, replace(order, idempotency_key=secrets.token_hex(24)))

    return nullcontext() if keyed else mock.patch.object(CardMethod, "start", forget)


def _draft() -> Payer:
    walk = Walk(make_applicant(COSTS), COSTS)
    walk.save(COSTS.steps[0], ANSWERS)
    return Payer(walk)


def _send_and_begin(payer: Payer) -> None:
    payer.timed(payer.walk.submit)
    answer = payer.begin()
    said = b"Nothing was charged, and your application is kept."
    payer.refused = answer.status_code == 503 and said in answer.content


def _pay(payer: Payer, fake: FakeStripe) -> None:
    """Try again, which works, and pay on the provider's page."""
    answer = payer.begin()
    fake.pay(answer["Location"].rpartition("/")[2])


def _return(payer: Payer) -> Any:
    payment = Payment.objects.get(application__public_id=payer.walk.public_id)
    address = f"{payer.address}{payment.public_id}/return/"
    return payer.timed(lambda: payer.walk.browser.get(address))


def _come_back(payer: Payer) -> None:
    answer = _return(payer)
    payer.waited = answer.status_code == 202 and b"You need not pay again." in answer.content


def _come_back_well(payer: Payer) -> None:
    _return(payer)
    payments = Payment.objects.filter(application__public_id=payer.walk.public_id)
    payer.paid = [(each.status, each.captured_cents) for each in payments] == [("paid", CENTS)]


def _close() -> None:
    connection.close()
    time.sleep(0.02)


def _count(payers: list[Payer], fake: FakeStripe) -> dict[str, float]:
    keys = [payer.walk.public_id for payer in payers]
    sent = Application.objects.filter(public_id__in=keys, submitted_at__isnull=False)
    whole = [
        each
        for each in sent
        if (each.snapshot or {})["answers"] == {COSTS.steps[0].id: ANSWERS}
        and StepAnswers.objects.get(application=each).answers == ANSWERS
    ]
    sessions = Counter(each["client_reference_id"] for each in fake.account.sessions.values())
    return {
        "lost": len(payers) - len(whole),
        "refused": sum(payer.refused for payer in payers),
        "waited": sum(payer.waited for payer in payers),
        "second_sessions": sum(sessions.values()) - len(sessions),
        "sessions": len(sessions),
        "beyond": sum(each["amount_received"] for each in fake.account.intents.values())
        - CENTS * len(payers),
        "paid": sum(payer.paid for payer in payers),
        "slowest": max(payer.slowest for payer in payers),
        "ledger_faults": len(list(check_ledger())),
    }


if __name__ == "__main__":
    answer_requests({"fail": fail})
