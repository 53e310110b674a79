"""What somebody has left to pay, for the list of what they have to do: how much, and how the last attempt ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from portal.payments.pages import is_mail_awaited, say_last
from portal.payments.wording import dollars
from portal.records.applications.models import Application
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import asked_cents, with_due

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
    attempts = defaultdict(list)
    for each in Payment.objects.filter(application__in=owing).order_by("number"):
        attempts[each.application_id].append(each)
    found = (_describe(each, attempts[each.pk], each.due, language) for each in owing)
    return [each for each in found if each is not None]


def _describe(
    application: Application, attempts: list[Payment], due: int, language: str
) -> LeftToPay | None:
    is_open = application.stage != Application.Stage.CLOSED
    due = asked_cents(due, attempts, is_open=is_open)
    if not due:
        return None
    last = attempts[-1] if attempts else None
    return LeftToPay(
        public_id=application.public_id,
        reference=application.reference or "",
        due=dollars(due),
        last=say_last(last, language) if last else "",
        is_mail_awaited=last is not None and is_mail_awaited(last),
    )
