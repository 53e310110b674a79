"""What somebody has left to pay, for the list of what they have to do: how much, and how the last attempt ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from portal.payments.pages import describe_end
from portal.payments.wording import dollars
from portal.records.applications.models import Application
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import with_due
from portal.records.ledger.remittances import BY_MAIL
from portal.records.ledger.states import UNDER_WAY

__all__ = ["LeftToPay", "list_left_to_pay"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftToPay:
    """What is due of an application; ``last`` says what became of the last attempt, empty where there was none."""

    public_id: UUID
    reference: str
    due: str
    last: str
    is_mail_awaited: bool


def list_left_to_pay(public_ids: Collection[UUID], language: str) -> list[LeftToPay]:
    """Return what is due of these applications, those without anything left out; at most 2 SQL."""
    if not public_ids:
        return []
    rows = with_due(Application.objects.filter(public_id__in=public_ids)).filter(due__gt=0)
    owing = list(rows.order_by("submitted_at", "id"))
    attempts = Payment.objects.filter(application__in=owing).order_by("number")
    last = {each.application_id: each for each in attempts}
    return [_describe(each, last.get(each.pk), each.due, language) for each in owing]


def _describe(application: Application, last: Payment | None, due: int, language: str) -> LeftToPay:
    is_mail = last is not None and last.method == BY_MAIL and last.status in UNDER_WAY
    return LeftToPay(
        public_id=application.public_id,
        reference=application.reference or "",
        due=dollars(due),
        last=_say(last, language) if last else "",
        is_mail_awaited=is_mail,
    )


def _say(last: Payment, language: str) -> str:
    if last.status in UNDER_WAY:
        if last.method == BY_MAIL:
            return _("We wait for your payment by mail.")
        return _("You began to pay and have not finished. You can go on with it.")
    end = describe_end(last, language)
    return f"{end['title']}. {end['text']}" if end else ""
