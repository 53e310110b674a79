"""Brings money twice, late, back and disputed to applications that owe something, and compares ledger and provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.contrib.auth.models import Group  # noqa: E402 (the apps are loaded above)
from django.db import connection  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant  # noqa: E402
from benchmarks.fake_stripe.objects import WrongStateError  # noqa: E402
from benchmarks.fake_stripe.server import FakeStripe  # noqa: E402
from benchmarks.paying_cast import CENTS, METHOD, at_stand_in, begin, make_owing  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.accounts.roles import Role  # noqa: E402
from portal.payments import fulfilling  # noqa: E402
from portal.payments.fulfilling import cancel_attempt, fulfil  # noqa: E402
from portal.payments.mailed.applying import apply_item, finish_batch  # noqa: E402
from portal.payments.refunding import decide_refund, request_refund  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402
from portal.records.ledger.consistency import check_ledger  # noqa: E402
from portal.records.ledger.entries import Account, LedgerEntry  # noqa: E402
from portal.records.ledger.mailed import MailedItem  # noqa: E402
from portal.records.ledger.paying import Payment, PaymentIssue  # noqa: E402
from portal.records.ledger.remittances import BY_MAIL  # noqa: E402
from portal.records.ledger.states import MailedStatus  # noqa: E402
from portal.users.models import User  # noqa: E402
from tests.factories.mail import enter, load_mailing_rows, open_mail  # noqa: E402

BACK = 2_000
applicant = make_applicant("payer")


def _make_staff(role: Role) -> User:
    account: User = User.objects.create_user(role.value, f"{role.value}@example.org", None)
    account.groups.add(Group.objects.get(name=role.value))
    return account


clerk, supervisor = _make_staff(Role.FISCAL_CLERK), _make_staff(Role.SUPERVISOR)
load_mailing_rows()


class Case:
    """One application, and the money that comes for it."""

    def __init__(self, fake: FakeStripe, pool: ThreadPoolExecutor) -> None:
        self.fake, self.pool = fake, pool
        self.application = make_owing(applicant)
        self.sessions: list[str] = []

    def begin(self, method: str = METHOD) -> Payment:
        """Begin to pay."""
        payment = begin(self.application, applicant, method)
        if method == METHOD:
            self.sessions.append(payment.provider_reference or "")
        return payment

    def pay(self, payment: Payment, *, is_taken: bool = False) -> str:
        """Pay on the provider's page; ``is_taken`` has somebody take the money there."""
        intent: str = self.fake.pay(payment.provider_reference or "")["payment_intent"]
        if is_taken:
            self.fake.account.capture(intent)
        return intent

    def at_once(self, *acts: Callable[[], Any]) -> list[Any]:
        """Let several things happen at the same moment, and return what came of them."""

        def alone(act: Callable[[], Any]) -> Any:
            try:
                return act()
            finally:
                connection.close()

        return [job.result() for job in [self.pool.submit(alone, act) for act in acts]]

    def mail(self, reference: str) -> MailedItem:
        """Have a money order arrive, entered in an open batch of its own."""
        return enter(open_mail(clerk, cents=CENTS), cents=CENTS, reference=reference)

    def close(self, item: MailedItem) -> None:
        """Close the batch of an item."""
        finish_batch(batch_id=item.batch_id, by_id=clerk.pk, at=timezone.now())

    def match(self, item: MailedItem) -> None:
        """Have somebody match what waits."""
        item.refresh_from_db()
        if item.status == MailedStatus.WAITING:
            key = self.application.pk
            apply_item(item_id=item.pk, application_id=key, by_id=clerk.pk, at=timezone.now())


def _look(payment: Payment) -> Callable[[], Any]:
    return lambda: fulfil(payment_id=payment.pk, at=timezone.now())


def two_tabs(case: Case, number: int) -> None:
    """Begin in two tabs at once and pay in both; every second time the first had been given up here, not there."""
    first, second = case.at_once(case.begin, case.begin)
    if number % 2:
        Payment.objects.filter(pk=first.pk).update(status="canceled")
        second = case.begin()
        case.pay(first, is_taken=number % 4 == 1)
        case.pay(second)
    else:
        case.pay(first)
        with suppress(WrongStateError):  # the page of the second tab is over
            case.pay(second)
    acts = [_look(second), _look(first)]
    if number % 4 == 1:
        acts[0]()
    case.at_once(*acts)


def card_and_check(case: Case, number: int) -> None:
    """Announce mail, send it, and pay by card all the same: before, after, or at the moment it is recorded."""
    slip = case.begin(BY_MAIL).provider_reference or ""
    card = case.begin()
    case.pay(card, is_taken=number % 2 == 1)
    item = case.mail(slip)
    acts: list[Callable[[], Any]] = [_look(card), partial(case.close, item)]
    if number % 3 == 0:
        case.at_once(*acts)
    else:
        for act in acts if number % 3 == 1 else reversed(acts):
            act()
    case.match(item)


def late(case: Case, number: int) -> None:
    """Cancel, and have the money of that attempt come later; every second time something else has paid meanwhile."""
    first = case.begin()
    cancel_attempt(payment_id=first.pk, at=timezone.now())
    if number % 2:
        second = case.begin()
        case.pay(second)
        _look(second)()
    case.fake.account.sessions[first.provider_reference or ""]["status"] = "open"
    case.pay(first, is_taken=number % 4 < 2)
    _look(first)()


def refund(case: Case, number: int) -> None:
    """Give money back by two people, or at the provider's own site behind our back."""
    payment = case.begin()
    intent = case.pay(payment)
    _look(payment)()
    if number % 2:
        case.fake.account.refund(intent, BACK)
    else:
        at = timezone.now()
        asked = request_refund(
            payment_id=payment.pk, cents=BACK, reason="sent twice", by_id=clerk.pk, at=at
        )
        decide_refund(refund_id=asked.pk, approve=True, by_id=supervisor.pk, at=at)
    case.at_once(_look(payment), _look(payment))


def dispute(case: Case, number: int) -> None:
    """Have the bank take money away; every second time it comes back."""
    payment = case.begin()
    intent = case.pay(payment)
    _look(payment)()
    disputed = case.fake.account.dispute(intent)
    case.at_once(_look(payment), _look(payment))
    if number % 2:
        disputed["status"] = "won"
        _look(payment)()


WAYS = {
    "card and card in two tabs": two_tabs,
    "card and check": card_and_check,
    "late payment after a cancel": late,
    "refund": refund,
    "dispute": dispute,
}


def double(way: str, times: int, *, listing: bool) -> dict[str, int]:
    """Let money come in a way so many times; ``listing`` False lists nothing of what is not as asked."""
    with _world(listing=listing) as (fake, pool):
        cases = [Case(fake, pool) for _time in range(times)]
        for number, case in enumerate(cases):
            WAYS[way](case, number)
        found = [_compare(case) for case in cases]
        sums = {name: sum(each[name] for each in found) for name in found[0]}
        faults = check_ledger()
        return {**sums, "ledger_faults": len(list(faults))}


@contextmanager
def _world(*, listing: bool) -> Iterator[tuple[FakeStripe, ThreadPoolExecutor]]:
    with ExitStack() as stack:
        fake = stack.enter_context(at_stand_in())
        if not listing:
            stack.enter_context(mock.patch.object(fulfilling, "list_issue"))
        yield fake, stack.enter_context(ThreadPoolExecutor(2))


def _compare(case: Case) -> dict[str, int]:
    """Return, in cents, what came, what the ledger has otherwise, and what is too much, listed and not."""
    application: Application = case.application
    received, gone = _at_provider(case)
    mailed = MailedItem.objects.filter(application=application, status=MailedStatus.APPLIED)
    received += mailed.aggregate(sum=Sum("cents"))["sum"] or 0
    entries = LedgerEntry.objects.filter(application=application)
    listed = PaymentIssue.objects.filter(payment__application=application)
    back = _sum(listed.filter(kind="refund"))
    holds = _sum(entries.filter(debit=Account.CASH)) - _sum(entries.filter(credit=Account.CASH))
    over = max(received - CENTS, 0)
    waits = MailedItem.objects.filter(application=application, status=MailedStatus.WAITING)
    return {
        "received": received,
        "differs": int(received - gone != holds - back),
        "double": int(over > 0),
        "surplus": over,
        "silent": abs(over - _sum(listed.filter(kind="surplus"))),
        "waiting": waits.count(),
        "disputes": listed.filter(kind="dispute").count(),
        "unpaid": int(received < CENTS),
    }


def _at_provider(case: Case) -> tuple[int, int]:
    """Return what the provider took for an application, and what of it is gone again."""
    account, taken, gone = case.fake.account, 0, 0
    intents = {account.sessions[key]["payment_intent"] for key in case.sessions} - {None}
    for intent in intents:
        charge = account.charges[account.intents[intent]["latest_charge"]]
        taken += account.intents[intent]["amount_received"]
        gone += charge["amount_refunded"]
        gone += sum(
            each["amount"]
            for each in account.disputes.values()
            if each["charge"] == charge["id"] and each["status"] != "won"
        )
    return taken, gone


def _sum(rows: Any) -> int:
    return rows.aggregate(sum=Sum("cents"))["sum"] or 0


if __name__ == "__main__":
    answer_requests({"double": double})
