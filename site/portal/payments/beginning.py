"""Begin to pay: an attempt is recorded first, then the method is told of it; a repeat finds the attempt again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from portal.payments.contract import (
    Order,
    PaymentMethod,
    ProviderError,
    ProviderRefusedError,
    Started,
)
from portal.payments.describing import whose
from portal.payments.fulfilling import (
    Outcome,
    cancel_attempt,
    end_unanswered,
    fulfil,
)
from portal.payments.methods import ask, list_methods
from portal.records.applications.models import Application
from portal.records.audit.operations import record_event
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import asked_cents, due_cents
from portal.records.ledger.settling import end_attempt
from portal.records.ledger.states import UNDER_WAY, PaymentStatus

__all__ = [
    "EarlierAttemptError",
    "MethodNotOfferedError",
    "NothingDueError",
    "PaymentBeingCheckedError",
    "PaymentUnavailableError",
    "Places",
    "TooManyAttemptsError",
    "begin_payment",
]

CAP_PERIOD = timedelta(days=1)
TRIES = 3


class NothingDueError(Exception):
    """Nothing of the application is to be paid now."""


class MethodNotOfferedError(Exception):
    """There is no such way to pay."""


class TooManyAttemptsError(Exception):
    """The application has had as many attempts today as are allowed."""


class PaymentUnavailableError(Exception):
    """The provider cannot be reached; the attempt stays, and trying again goes on with it."""


class PaymentBeingCheckedError(Exception):
    """The provider has money for the attempt under way that is not as asked: somebody looks at it first."""

    def __init__(self, payment: Payment) -> None:
        super().__init__(payment.pk)
        self.payment = payment


class EarlierAttemptError(PaymentUnavailableError):
    """Whether an earlier attempt was paid cannot be found out now, so another would perhaps pay twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the payer comes back to, whole addresses in which ``{attempt}`` stands for the attempt."""

    paid: str
    back: str


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A method as an attempt keeps it."""

    key: str
    account: str
    is_live: bool


class _OtherUnderWayError(Exception):
    def __init__(self, payment_id: int) -> None:
        super().__init__(payment_id)
        self.payment_id = payment_id


def begin_payment(
    *,
    public_id: UUID,
    account_id: int,
    method_key: str,
    title: str,
    language: str,
    places: Places,
    at: datetime,
) -> Payment:
    """Return the attempt to pay what is due, with the address where the payer goes.

    Of two tabs both get the same one, as long as its provider waits for the payer too. Another attempt under way is
    ended first, unless it turns out to be paid.
    Raises Application.DoesNotExist where it is not the account's own, and what this module names.
    """
    method = next((each for each in list_methods() if each.key == method_key), None)
    if method is None:
        raise MethodNotOfferedError(method_key)
    try:
        account, is_live = ask(method, tuple, whose, method)
    except ProviderError as error:
        raise PaymentUnavailableError(method_key) from error
    for _try in range(TRIES):
        try:
            payment = _record(public_id, account_id, _Chosen(method.key, account, is_live), at)
        except _OtherUnderWayError as other:
            _end(other.payment_id, at)
            continue
        if payment.status == PaymentStatus.OPEN:
            if _is_awaited(payment, at):
                return payment
            continue
        return _tell(payment, method, title, language, places, at)
    raise PaymentUnavailableError(public_id)


def _is_awaited(payment: Payment, at: datetime) -> bool:
    """Tell whether the provider still waits for the payer; where it cannot be asked, its own page will say."""
    try:
        found = fulfil(payment_id=payment.pk, at=at)
    except ProviderError:
        return True
    if found.outcome is Outcome.EXCEPTION:
        raise PaymentBeingCheckedError(payment)
    return found.outcome is Outcome.OPEN


def _end(payment_id: int, at: datetime) -> None:
    try:
        cancel_attempt(payment_id=payment_id, at=at)
    except ProviderError as error:
        if not end_unanswered(payment_id=payment_id, at=at):
            raise EarlierAttemptError(payment_id) from error


@transaction.atomic
def _record(public_id: UUID, account_id: int, method: _Chosen, at: datetime) -> Payment:
    """Return the attempt under way that still serves, or a new one; raise where another must end first."""
    application = Application.objects.select_for_update().get(
        public_id=public_id, person__account_id=account_id, submitted_at__isnull=False
    )
    attempts = list(Payment.objects.filter(application=application).order_by("number"))
    is_open = application.stage != Application.Stage.CLOSED
    due = asked_cents(due_cents(application.pk), attempts, is_open=is_open)
    open_one = next((each for each in attempts if each.status in UNDER_WAY), None)
    if open_one is not None:
        open_one.application = application
        serves = open_one.method == method.key and open_one.amount_cents == due
        if serves and (open_one.expires_at is None or open_one.expires_at > at):
            return open_one
        raise _OtherUnderWayError(open_one.pk)
    if due <= 0:
        raise NothingDueError(public_id)
    lately = [each for each in attempts if each.started_at > at - CAP_PERIOD]
    if len(lately) >= settings.PAYMENT_ATTEMPTS:
        raise TooManyAttemptsError(public_id)
    payment = Payment.objects.create(
        application=application,
        number=len(attempts) + 1,
        method=method.key,
        account=method.account,
        is_live=method.is_live,
        amount_cents=due,
        idempotency_key=secrets.token_hex(24),
        begun_by_id=account_id,
        started_at=at,
        expires_at=at + timedelta(minutes=settings.PAYMENT_MINUTES),
    )
    record_event(
        action="payment.begun",
        record_type="application",
        record_id=str(application.pk),
        state={"payment": payment.pk, "cents": due, "method": method.key},
        actor_id=account_id,
        at=at,
    )
    return payment


def _tell(
    payment: Payment,
    method: PaymentMethod,
    title: str,
    language: str,
    places: Places,
    at: datetime,
) -> Payment:
    """Tell the provider, outside any transaction, and note what it answers."""
    attempt = str(payment.public_id)
    expires_at = payment.expires_at or at + timedelta(minutes=settings.PAYMENT_MINUTES)
    order = Order(
        attempt=attempt,
        application=str(payment.application.public_id),
        reference=payment.application.reference or "",
        title=title,
        amount_cents=payment.amount_cents,
        currency=payment.currency,
        language=language,
        idempotency_key=payment.idempotency_key,
        return_url=places.paid.format(attempt=attempt),
        back_url=places.back.format(attempt=attempt),
        expires_at=expires_at,
    )
    try:
        started = ask(method, Started, method.start, order)
    except ProviderRefusedError as error:
        _fail(payment.pk, str(error), at)
        raise PaymentUnavailableError(attempt) from error
    except ProviderError as error:
        raise PaymentUnavailableError(attempt) from error
    known = Payment.objects.filter(pk=payment.pk, status=PaymentStatus.STARTED)
    known.update(
        status=PaymentStatus.OPEN,
        provider_reference=started.reference,
        address=started.address,
        expires_at=started.expires_at or expires_at,
    )
    return Payment.objects.select_related("application").get(pk=payment.pk)


@transaction.atomic
def _fail(payment_id: int, detail: str, at: datetime) -> None:
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.status == PaymentStatus.STARTED:
        end_attempt(payment=payment, status=PaymentStatus.FAILED, detail=detail, at=at)
