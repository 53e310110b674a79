"""The files of finance: the ledger of some days, refunds that leave by voucher, and a year month by month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, F
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from portal.casework.payments.access import OVERSEE_PAYMENTS
from portal.casework.payments.periods import PeriodForm, YearForm
from portal.casework.reports import MadeReport
from portal.payments.monthly import Month, add_up, between, list_months
from portal.payments.vouchers import SEND, list_waiting
from portal.records.exports.cells import Dollars, plain_value
from portal.records.exports.operations import Export, ExportUnavailableError, register_export
from portal.records.exports.tables import QueryColumn, QueryTable
from portal.records.ledger.entries import LedgerEntry, Refund

__all__ = ["LEDGER", "MONTHS", "VOUCHERS", "register_finance_exports"]

LEDGER, MONTHS, VOUCHERS = "ledger", "ledger.months", "vouchers"
Parameters = Mapping[str, str]


def register_finance_exports() -> None:
    """Offer the files."""
    period, year = frozenset(PeriodForm.base_fields), frozenset(YearForm.base_fields)
    register_export(Export(LEDGER, "ledger", _may_oversee, _build_ledger, period))
    register_export(Export(MONTHS, "payments-by-month", _may_oversee, _build_months, year))
    register_export(Export(VOUCHERS, "vouchers", _may_send, _build_vouchers, frozenset()))


def _build_ledger(_account: Any, parameters: Parameters) -> QueryTable:
    form = PeriodForm(parameters)
    if not form.is_valid():
        raise ExportUnavailableError(LEDGER)
    days = between(form.cleaned_data["first"], form.cleaned_data["last"])
    rows = LedgerEntry.objects.filter(days).order_by("posted_at", "id")
    columns = [
        _plain(_("Posted"), LedgerEntry, "posted_at"),
        QueryColumn(_("Entry"), F("id"), is_text=False),
        _text(_("Debit"), "debit"),
        _text(_("Credit"), "credit"),
        QueryColumn(_("Amount"), Dollars(F("cents")), is_text=False),
        _text(_("Application"), "application__reference"),
        _text(_("Service"), "application__service_key"),
        _text(_("Method"), "payment__method"),
        _text(_("Provider's reference"), "payment__provider_reference"),
        _text(_("Receipt"), "payment__receipt__number"),
        _text(_("Refund"), "refund__provider_reference"),
        QueryColumn(_("Refund left on"), _day("refund__posted_on"), is_text=False),
    ]
    return QueryTable(rows, columns)


def _build_vouchers(_account: Any, _parameters: Parameters) -> QueryTable:
    person = "payment__application__person"
    columns = [
        QueryColumn(_("Refund"), F("id"), is_text=False),
        _text(_("First name"), f"{person}__first_name"),
        _text(_("Last name"), f"{person}__last_name"),
        *(
            _text(label, f"{person}__{name}")
            for label, name in (
                (_("Street address"), "address_line"),
                (_("Town"), "address_town"),
                (_("State"), "address_state"),
                (_("ZIP code"), "address_zip"),
            )
        ),
        QueryColumn(_("Amount"), Dollars(F("cents")), is_text=False),
        _text(_("Reason"), "reason"),
        _text(_("Application"), "payment__application__reference"),
        _text(_("Receipt"), "payment__receipt__number"),
        _plain(_("Approved"), Refund, "decided_at"),
    ]
    return QueryTable(list_waiting(), columns)


def _build_months(_account: Any, parameters: Parameters) -> MadeReport:
    form = YearForm(parameters)
    if not form.is_valid():
        raise ExportUnavailableError(MONTHS)
    year: int = form.cleaned_data["year"]
    months = list_months(year)
    names = sorted(add_up(months, year).methods)
    headers = [
        *(_("Month"), _("Charged"), _("Received"), _("Given back"), _("Disputed")),
        *(_("Taken back by banks"), _("Kept"), _("Fees of providers"), *names),
    ]
    return MadeReport(headers, [_row(month, names) for month in months], is_cut=False)


def _row(month: Month, names: list[str]) -> list[Any]:
    sums = (
        *(month.charged, month.received, month.given_back, month.disputed),
        *(month.taken_back, month.kept, month.fees),
        *(month.methods.get(name, 0) for name in names),
    )
    return [f"{month.on:%Y-%m}", *(_plain_dollars(cents) for cents in sums)]


def _plain_dollars(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _text(header: str, path: str) -> QueryColumn:
    return QueryColumn(header, F(path), is_text=True)


def _plain(header: str, model: Any, name: str) -> QueryColumn:
    return QueryColumn(header, plain_value(name, model._meta.get_field(name)), is_text=False)


def _day(path: str) -> Any:
    return Cast(F(path), CharField())


def _may_oversee(account: Any) -> bool:
    return bool(account.has_perm(OVERSEE_PAYMENTS))


def _may_send(account: Any) -> bool:
    return bool(account.has_perm(SEND))
