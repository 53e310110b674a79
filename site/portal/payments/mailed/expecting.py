"""What is known of mail that an applicant said is coming: what its slip says, where it stands, and its truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language, text
from portal.payments.contract import Attempt, Truth, TruthState, UnknownToProviderError
from portal.payments.wording import dollars
from portal.records.applications.models import Application
from portal.records.fees.mailing import find_mailing, list_instruments
from portal.records.ledger.mailed import MailedItem
from portal.records.ledger.paying import Payment
from portal.records.ledger.remittances import BY_MAIL, REMITTANCES
from portal.records.ledger.states import UNDER_WAY, MailedStatus

__all__ = [
    "Instruments",
    "MailStanding",
    "Remittance",
    "can_receive_mail",
    "find_remittance",
    "get_item_truth",
    "get_standing",
    "list_accepted",
    "new_remittance_number",
]


@dataclass(frozen=True, slots=True)
class Instruments:
    """What may be mailed as a payment, and what may not, in words."""

    accepted: list[str]
    refused: list[str]


@dataclass(frozen=True, slots=True)
class ArrivedItem:
    """An item that arrived for an application, in words for its applicant."""

    arrived_on: date
    amount: str
    status: str
    reason: str
    is_problem: bool
    is_looked_at: bool


@dataclass(frozen=True, slots=True)
class MailStanding:
    """Where mail for an application stands: what is expected, and what arrived, the latest first."""

    expected: Payment | None
    amount: str
    items: list[ArrivedItem]

    @property
    def is_here(self) -> bool:
        """Tell whether something arrived that was not settled yet."""
        return any(item.is_looked_at for item in self.items)


@dataclass(frozen=True, slots=True)
class Remittance:
    """What a slip says; its address is that of the day on which it was asked for."""

    attempt: UUID
    number: str
    amount: str
    since: datetime
    is_awaited: bool
    application_id: UUID
    application_reference: str
    service_title: str
    payer: str
    payee: str
    address: list[str]
    instruments: Instruments


def new_remittance_number() -> str:
    """Return a number for a slip that nobody can guess."""
    return REMITTANCES.new()


def can_receive_mail() -> bool:
    """Tell whether it is known today where mail goes; 1 SQL."""
    return find_mailing(on=timezone.localdate()) is not None


def list_accepted(language: str, *, on: date | None = None) -> Instruments:
    """Return what may be mailed on a day, today where none is named; 1 SQL."""
    rows = list_instruments(on=on or timezone.localdate())
    named = [
        (row.is_accepted, in_language(text(row.title, row.title_es), language)) for row in rows
    ]
    return Instruments(
        accepted=[title for is_accepted, title in named if is_accepted],
        refused=[title for is_accepted, title in named if not is_accepted],
    )


def find_remittance(attempt: UUID, *, account_id: int, language: str) -> Remittance | None:
    """Return what the slip of somebody's own attempt says, None where it is nobody's or no mail; 4 SQL."""
    own = Payment.objects.filter(
        public_id=attempt, method=BY_MAIL, application__person__account_id=account_id
    )
    payment = own.select_related("application__version", "application__person").first()
    if payment is None or not payment.provider_reference:
        return None
    on = timezone.localdate(payment.started_at)
    mailing = find_mailing(on=on)
    if mailing is None:
        return None
    application = payment.application
    return Remittance(
        attempt=payment.public_id,
        number=payment.provider_reference,
        amount=dollars(payment.amount_cents),
        since=payment.started_at,
        is_awaited=payment.status in UNDER_WAY,
        application_id=application.public_id,
        application_reference=application.reference or "",
        service_title=_title(application, language),
        payer=f"{application.holder.first_name} {application.holder.last_name}",
        payee=mailing.payee,
        address=[mailing.addressee, mailing.street, mailing.place],
        instruments=list_accepted(language, on=on),
    )


def get_standing(application: Application) -> MailStanding | None:
    """Return where mail for an application stands, None where none is expected and none came; 2 SQL."""
    expected = Payment.objects.filter(
        application=application, method=BY_MAIL, status__in=sorted(UNDER_WAY)
    ).first()
    rows = MailedItem.objects.filter(application=application).order_by("-received_on", "-id")
    items = [_describe(row) for row in rows]
    if expected is None and not items:
        return None
    return MailStanding(expected, dollars(expected.amount_cents) if expected else "", items)


def get_item_truth(attempt: Attempt) -> Truth:
    """Return what the records of the mail say of an attempt; raise UnknownToProviderError where they say nothing."""
    payments = Payment.objects.filter(method=BY_MAIL, provider_reference=attempt.reference)
    payment = payments.select_related("application", "mailed_item__instrument").first()
    if payment is None:
        raise UnknownToProviderError(attempt.reference)
    item = getattr(payment, "mailed_item", None)
    return Truth(
        reference=attempt.reference,
        state=_state(payment, item),
        amount_cents=item.cents if item else payment.amount_cents,
        currency=payment.currency,
        is_live=payment.is_live,
        account=payment.account,
        attempt=str(payment.public_id),
        application=str(payment.application.public_id),
        instrument=_instrument(item) if item else "",
        refunded_cents=payment.refunded_cents,
        posted_on=item.posted_on if item else None,
        received_on=item.received_on if item else None,
    )


def _state(payment: Payment, item: MailedItem | None) -> TruthState:
    if item is not None:
        return TruthState.DECLINED if item.status == MailedStatus.BOUNCED else TruthState.PAID
    is_over = payment.expires_at is not None and payment.expires_at <= timezone.now()
    return TruthState.EXPIRED if is_over else TruthState.OPEN


def _instrument(item: MailedItem) -> str:
    kind = item.instrument.key.replace("_", " ").capitalize()
    return f"{kind} {item.serial}, {item.issuer}"[:60]


def _describe(item: MailedItem) -> ArrivedItem:
    words = {
        MailedStatus.ENTERED: _("It arrived and is being looked at."),
        MailedStatus.WAITING: _("It arrived and is being looked at."),
        MailedStatus.APPLIED: _("It paid for this application."),
        MailedStatus.RETURNED: _("It was sent back to you."),
        MailedStatus.BOUNCED: _("The bank did not pay it. The amount is due again."),
    }
    status = MailedStatus(item.status)
    is_problem = status in {MailedStatus.RETURNED, MailedStatus.BOUNCED}
    return ArrivedItem(
        arrived_on=item.received_on,
        amount=dollars(item.cents),
        status=words[status],
        reason=item.reason if is_problem else "",
        is_problem=is_problem,
        is_looked_at=status in {MailedStatus.ENTERED, MailedStatus.WAITING},
    )


def _title(application: Application, language: str) -> str:
    compiled = get_compiled(application.version_id, application.version.content_hash)
    return in_language(compiled.spec.title, language)
