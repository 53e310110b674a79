"""Lets staff decide on what is their own, and colleagues decide the same thing at once; counts what went through."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.contrib.auth.models import Group  # noqa: E402 (the apps are loaded above)
from django.db import connection  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.case_life import Life, Troupe  # noqa: E402
from benchmarks.fake_stripe.server import FakeStripe  # noqa: E402
from benchmarks.paying_cast import at_stand_in, begin, make_owing  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.accounts.roles import Role  # noqa: E402
from portal.lifecycle import decisions, eligibility  # noqa: E402
from portal.lifecycle.decisions import decide_application  # noqa: E402
from portal.lifecycle.eligibility import find_eligible  # noqa: E402
from portal.lifecycle.errors import LifecycleError  # noqa: E402
from portal.payments import issues, refunding  # noqa: E402
from portal.payments.fulfilling import fulfil  # noqa: E402
from portal.payments.issues import settle_issue  # noqa: E402
from portal.payments.mailed import applying, giving_up  # noqa: E402
from portal.payments.mailed.applying import ItemMovedOnError, apply_item, finish_batch  # noqa: E402
from portal.payments.mailed.giving_up import bounce_item, return_item  # noqa: E402
from portal.payments.own import OwnPaymentError  # noqa: E402
from portal.payments.refunding import (  # noqa: E402
    RefundNotAllowedError,
    RefundRefusedError,
    decide_refund,
    request_refund,
)
from portal.records.ledger.entries import Refund  # noqa: E402
from portal.records.ledger.mailed import MailedItem  # noqa: E402
from portal.records.ledger.paying import Payment, PaymentIssue  # noqa: E402
from portal.users.models import User  # noqa: E402
from tests.factories.mail import enter, load_mailing_rows, open_mail  # noqa: E402

CENTS = 1_000
REFUSALS = (
    *(LifecycleError, RefundNotAllowedError, RefundRefusedError),
    *(OwnPaymentError, ItemMovedOnError),
)
troupe = Troupe()
own = troupe.applicants["applicant"]
other = troupe.applicants["other"]
people = {name: User.objects.get(pk=key) for name, key in troupe.ids.items() if key}
for name, role in (
    *((name, role) for name in ("applicant",) for role in (Role.SUPERVISOR, Role.FISCAL_CLERK)),
    ("specialist", Role.FISCAL_CLERK),
    ("colleague", Role.SUPERVISOR),
    ("colleague", Role.FISCAL_CLERK),
):
    people[name].groups.add(Group.objects.get(name=role.value))
load_mailing_rows()


def decide_own(times: int, *, guarded: bool) -> dict[str, int]:
    """Have somebody who works here decide on their own affairs; ``guarded`` False takes the guards away."""
    done: Counter[str] = Counter()
    with at_stand_in() as fake, _guards(guarded=guarded):
        for _time in range(times):
            for name, act in _acts_on_own(fake).items():
                done[name] += _goes_through(act)
    tried = len(_names) * times
    return {"tried": tried, "done": sum(done.values())}


_names = (
    *("approve", "deny", "find eligible", "ask for a refund", "approve a refund"),
    *("approve what was asked for", "match mail", "send mail back", "take mail back", "settle"),
)


def _acts_on_own(fake: FakeStripe) -> Mapping[str, Callable[[], object]]:
    at, me = timezone.now(), own.account.pk
    files = [_submitted() for _act in range(3)]
    payment = _paid(fake)
    asked = _ask(payment, troupe.ids["specialist"])
    supervisors = _ask(_paid(fake, by_other=True), troupe.ids["supervisor"])
    waits, sent_back, applied = (_mail() for _item in range(3))
    key = make_owing(own).pk
    apply_item(item_id=applied.pk, application_id=key, by_id=troupe.ids["colleague"], at=at)
    sent_back.application_id = key
    sent_back.save(update_fields=["application"])
    issue = PaymentIssue.objects.create(
        kind="dispute", provider="p", reference=str(payment.pk), payment=payment, found_at=at
    )
    given: dict[str, Any] = {"by_id": me, "at": at}
    acts: tuple[Callable[[], object], ...] = (
        lambda: _decide(files[0], "approved", me),
        lambda: _decide(files[1], "denied", me),
        lambda: find_eligible(application_id=files[2], by_id=me, at=timezone.now()),
        lambda: _ask(payment, me),
        lambda: decide_refund(refund_id=asked.pk, approve=True, **given),
        lambda: decide_refund(
            refund_id=supervisors.pk, approve=True, by_id=troupe.ids["supervisor"], at=at
        ),
        lambda: apply_item(item_id=waits.pk, application_id=make_owing(own).pk, **given),
        lambda: return_item(item_id=sent_back.pk, reason="no", **given),
        lambda: bounce_item(item_id=applied.pk, reason="no", **given),
        lambda: settle_issue(issue_id=issue.pk, note="mine", **given),
    )
    return dict(zip(_names, acts, strict=True))


def _goes_through(act: Callable[[], object]) -> bool:
    try:
        act()
    except REFUSALS:
        return False
    return True


def _guards(*, guarded: bool) -> AbstractContextManager[Any]:
    stack = ExitStack()
    if not guarded:
        for module in (decisions, eligibility):
            guard = "check_can_decide" if module is decisions else "check_can_find_eligible"
            stack.enter_context(mock.patch.object(module, guard))
        for place in (applying, giving_up, issues, refunding):
            stack.enter_context(mock.patch.object(place, "check_not_own"))
    return stack


def race(times: int, *, locked: bool) -> dict[str, int]:
    """Have two colleagues decide the same thing at once, each otherwise; ``locked`` False takes the locks away."""
    unlocked = mock.patch.object(QuerySet, "select_for_update", lambda rows, **_how: rows)
    sys.setswitchinterval(0.0005)
    counts: Counter[str] = Counter()
    with at_stand_in() as fake, ThreadPoolExecutor(2) as pool, ExitStack() as stack:
        if not locked:
            stack.enter_context(unlocked)
        for _time in range(times):
            for what, acts in _contests(fake).items():
                barrier = threading.Barrier(2)
                jobs = [pool.submit(_at_once, act, barrier) for act in acts]
                won = [job.result() for job in jobs]
                counts[f"{what}: single"] += won.count("done") == 1 and "fault" not in won
    return dict(counts)


def _contests(fake: FakeStripe) -> Mapping[str, tuple[Callable[[], object], ...]]:
    at, key, item = timezone.now(), _submitted(), _mail()
    one, two = troupe.ids["supervisor"], troupe.ids["colleague"]
    refund = _ask(_paid(fake), troupe.ids["specialist"]).pk
    owing = [make_owing(other).pk for _clerk in range(2)]
    return {
        "applications": (
            lambda: _decide(key, "approved", one),
            lambda: _decide(key, "denied", two),
        ),
        "refunds": (
            lambda: decide_refund(refund_id=refund, approve=True, by_id=one, at=at),
            lambda: decide_refund(refund_id=refund, approve=False, by_id=two, at=at),
        ),
        "mailed items": (
            lambda: apply_item(item_id=item.pk, application_id=owing[0], by_id=one, at=at),
            lambda: apply_item(item_id=item.pk, application_id=owing[1], by_id=two, at=at),
        ),
    }


def _at_once(act: Callable[[], object], barrier: threading.Barrier) -> str:
    barrier.wait(60)
    try:
        return "done" if _goes_through(act) else "refused"
    except Exception:  # noqa: BLE001 - whatever it is, it would have been a page that fails
        return "fault"
    finally:
        connection.close()


def _submitted() -> int:
    life = Life(troupe)
    life.bring_to("submitted")
    return int(life.row.pk)


def _decide(key: int, outcome: str, by: int) -> object:
    return decide_application(
        application_id=key, outcome=outcome, reason="so", decided_by_id=by, at=timezone.now()
    )


def _paid(fake: FakeStripe, *, by_other: bool = False) -> Payment:
    payer = other if by_other else own
    payment = begin(make_owing(payer), payer)
    fake.pay(payment.provider_reference or "")
    fulfil(payment_id=payment.pk, at=timezone.now())
    return payment


def _ask(payment: Payment, by: int) -> Refund:
    at = timezone.now()
    return request_refund(payment_id=payment.pk, cents=CENTS, reason="twice", by_id=by, at=at)


def _mail() -> MailedItem:
    """Return an item of a closed batch that waits to be matched."""
    item = enter(open_mail(people["specialist"]))
    finish_batch(batch_id=item.batch_id, by_id=troupe.ids["specialist"], at=timezone.now())
    item.refresh_from_db()
    return item


if __name__ == "__main__":
    answer_requests({"decide_own": decide_own, "race": race})
