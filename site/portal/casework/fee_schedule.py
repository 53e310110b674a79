"""The fee schedule of a day in words, and what each service would cost then. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.casework.wording import service_choices
from portal.definitions.published import list_wizard_services
from portal.definitions.texts import in_language
from portal.payments.fees import FeeRow
from portal.payments.pricing import quote_for
from portal.payments.schedule import list_rows, read_schedule
from portal.payments.wording import dollars, quote_in_words
from portal.plugins.guard import PluginFailedError

__all__ = ["ScheduleRow", "ServiceFee", "list_schedule", "list_services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """A row of the schedule in words."""

    url: str
    title: str
    credential_type: str
    condition: str
    amount: str
    review: str
    balance: str
    concession: str
    holds: str
    source: str
    is_offered: bool


@dataclass(frozen=True, slots=True)
class ServiceFee:
    """What a service costs before anybody has answered; ``fault`` where nobody could be charged."""

    title: str
    fee: str = ""
    fault: bool = False


def list_schedule(*, on: date, language: str) -> list[ScheduleRow]:
    """Return the rows that hold on a day, those that applicants are not offered too; 1 SQL."""
    return [_in_words(row, language) for row in list_rows(on=on)]


def list_services(*, on: date, language: str) -> Iterator[ServiceFee]:
    """Yield what each published service costs on a day, of those that fees are named for."""
    schedule = read_schedule()
    named = {each.spec.key: each.spec.fees for each in list_wizard_services()}
    for key, title in service_choices():
        try:
            quote = quote_for(key, named.get(key, ()), on=on, schedule=schedule)
        except PluginFailedError:
            yield ServiceFee(title, fault=True)
            continue
        if quote is not None:
            yield ServiceFee(title, quote_in_words(quote, language))


def _in_words(row: FeeRow, language: str) -> ScheduleRow:
    first = date_format(row.valid_from, "DATE_FORMAT")
    holds = _("from %(first)s") % {"first": first}
    if row.valid_to:
        last = date_format(row.valid_to - timedelta(days=1), "DATE_FORMAT")
        holds = _("%(first)s to %(last)s") % {"first": first, "last": last}
    return ScheduleRow(
        url=reverse("records_feeterms_modeladmin_inspect", args=[row.id]),
        title=in_language(row.label, language),
        credential_type=row.credential_type,
        condition=in_language(row.condition, language) if row.condition else "",
        amount=dollars(row.amount_cents),
        review=dollars(row.review_cents),
        balance=dollars(row.amount_cents - row.review_cents),
        concession=_("yes") if row.is_concession else _("no"),
        holds=holds,
        source=row.source,
        is_offered=row.is_offered,
    )
