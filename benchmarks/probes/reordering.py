"""Has six notices of a payment come in any order and any number, and compares where it ends with the provider."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)

from benchmarks.cast import make_applicant  # noqa: E402
from benchmarks.fake_stripe.server import FakeStripe  # noqa: E402
from benchmarks.paying_cast import ACCOUNT, at_stand_in, begin, make_owing, tell  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.payments.contract import Attempt, Truth, TruthState  # noqa: E402
from portal.records.ledger.consistency import check_ledger  # noqa: E402
from portal.records.ledger.paying import Payment, PaymentIssue  # noqa: E402
from portal_plugins.stripe_payments.payment_methods import CardMethod  # noqa: E402

applicant = make_applicant("payer")


def reorder(orders: list[list[int]], *, doubled: bool, asking: bool) -> dict[str, int]:
    """Have notices come in each order; ``doubled`` has each come twice, and the first at the end under another id.

    ``asking`` False believes what the last notice says, instead of asking the provider.
    """
    right = 0
    told: list[dict[str, Any]] = []
    believing = mock.patch.object(CardMethod, "fetch", lambda _self, asked: _believe(asked, told))
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")  # what is on the disk is not the question
    with at_stand_in() as fake, nullcontext() if asking else believing:
        for order in orders:
            payment = begin(make_owing(applicant), applicant)
            happened = _everything(fake, payment)
            events = [happened[place] for place in order]
            if doubled:
                again = {**events[0], "id": f"{events[0]['id']}_2"}
                events = [*(each for event in events for each in (event, event)), again]
            for event in events:
                told.append(event)
                tell(json.dumps(event))
            right += _agrees(fake, payment)
    return {"right": right, "ledger_faults": len(list(check_ledger()))}


def _agrees(fake: FakeStripe, payment: Payment) -> bool:
    """Tell whether a payment ended as the provider has it, with what was done there on the list."""
    payment.refresh_from_db()
    session = fake.account.sessions[payment.provider_reference or ""]
    intent = fake.account.intents[session["payment_intent"]]
    charge = fake.account.charges[intent["latest_charge"]]
    disputed = sum(
        each["amount"] for each in fake.account.disputes.values() if each["charge"] == charge["id"]
    )
    listed = dict(PaymentIssue.objects.filter(payment=payment).values_list("kind", "cents"))
    seen = (payment.status, payment.captured_cents, payment.disputed_cents, listed)
    wanted = {"refund": charge["amount_refunded"], "dispute": disputed}
    return seen == ("paid", intent["amount_received"], disputed, wanted)


def _believe(asked: Attempt, told: list[dict[str, Any]]) -> Truth:
    kind, thing = told[-1]["type"], told[-1]["data"]["object"]
    is_paid = kind == "payment_intent.succeeded" or kind.startswith("charge.")
    return Truth(
        reference=asked.reference,
        state=TruthState.PAID if is_paid else TruthState.OPEN,
        amount_cents=asked.amount_cents,
        currency=asked.currency,
        is_live=False,
        account=ACCOUNT,
        attempt=asked.attempt,
        application=asked.application,
        refunded_cents=thing.get("amount_refunded", 0),
        disputed_cents=thing["amount"] if thing["object"] == "dispute" else 0,
    )


def _everything(fake: FakeStripe, payment: Payment) -> list[dict[str, Any]]:
    """Have everything happen to a payment that Stripe tells of, and return the six notices."""
    begun = len(fake.account.happened)
    intent = fake.pay(payment.provider_reference or "")["payment_intent"]
    fake.account.capture(intent)
    fake.account.refund(intent, 1_000)
    fake.account.dispute(intent)
    return fake.account.happened[begun : begun + 6]


if __name__ == "__main__":
    answer_requests({"reorder": reorder})
