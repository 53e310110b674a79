"""The pages of finance: the reconciliation report, a year month by month, and the ledger of some days as a file."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.payments.access import PaymentsGuard
from portal.casework.payments.chart import draw_months
from portal.casework.payments.exports import LEDGER, MONTHS
from portal.casework.payments.periods import PeriodForm, YearForm, last_month
from portal.casework.permissions import VIEW_FILE
from portal.definitions.texts import reader_language
from portal.payments.describing import title_of
from portal.payments.differences import MOST_SHOWN, list_differences
from portal.payments.differing import Difference
from portal.payments.monthly import Month, add_up, list_months
from portal.payments.settlements.recording import IMPORT
from portal.payments.wording import dollars

__all__ = ["DifferencesView", "LedgerView", "MonthsView"]


class FinancePage(PaymentsGuard, WagtailAdminTemplateMixin, TemplateView):
    """A page for those who look after payments."""

    http_method_names = ["get", "head", "options"]
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the overview."""
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def answer(self, form: forms.Form, **context: Any) -> HttpResponse:
        """Answer with the page; with 422 where the form was not understood."""
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)


class DifferencesView(FinancePage):
    """Shows what does not agree between providers, mail, ledger and applications, by kind."""

    template_name = "portal/casework/payments/differences.html"

    def get_page_title(self) -> str:
        """Return what it is."""
        return _("Reconciliation report")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Compare, and say where each difference leads."""
        context: dict[str, Any] = super().get_context_data(
            groups=[
                {
                    "kind": group.kind,
                    "count": group.count,
                    "rows": [self._describe(each) for each in group.shown],
                }
                for group in list_differences()
            ],
            most_shown=MOST_SHOWN,
            at=timezone.now(),
            **kwargs,
        )
        return context

    def _describe(self, each: Difference) -> dict[str, str]:
        return {
            "reference": each.reference,
            "expected": "" if each.expected_cents is None else dollars(each.expected_cents),
            "found": "" if each.found_cents is None else dollars(each.found_cents),
            "detail": each.detail,
            "url": self._place_of(each),
        }

    def _place_of(self, each: Difference) -> str:
        """Return where somebody can do something about it; nothing where this person may not go there."""
        if each.payment:
            return reverse("staff_payments:payment", args=[each.payment])
        if each.application:
            may_see = self.actor.has_perm(VIEW_FILE)
            return reverse("casework:file", args=[each.application]) if may_see else ""
        if each.report:
            may_see = self.actor.has_perm(IMPORT)
            return reverse("settlements:report", args=[each.report]) if may_see else ""
        return f"{reverse('staff_payments:overview')}#exceptions"


class MonthsView(FinancePage):
    """Shows a year month by month, as a drawing and as a table."""

    template_name = "portal/casework/payments/months.html"

    def get_page_title(self) -> str:
        """Return what it is."""
        return _("Payments by month")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show this year, or the one in the address."""
        typed = request.GET if "year" in request.GET else {"year": timezone.localdate().year}
        form = YearForm(typed)
        if not form.is_valid():
            return self.answer(form)
        year: int = form.cleaned_data["year"]
        months = list_months(year)
        total = add_up(months, year)
        return self.answer(
            form,
            year=year,
            months=[_in_words(month) for month in months],
            total=_in_words(total),
            chart=draw_months(months),
            methods=[
                (title_of(key, _language()), dollars(cents))
                for key, cents in sorted(total.methods.items())
            ],
            export=MONTHS,
            parameters={"year": year},
        )


class LedgerView(FinancePage):
    """Asks for some days, and offers the entries of the ledger posted on them as a file."""

    template_name = "portal/casework/payments/ledger.html"

    def get_page_title(self) -> str:
        """Return what it is."""
        return _("Ledger as a file")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer the last month, or the days in the address."""
        form = PeriodForm(request.GET if "first" in request.GET else last_month())
        if not form.is_valid():
            return self.answer(form)
        parameters = {name: day.isoformat() for name, day in form.cleaned_data.items()}
        return self.answer(form, export=LEDGER, parameters=parameters, **form.cleaned_data)


def _in_words(month: Month) -> dict[str, Any]:
    names = ("charged", "received", "given_back", "disputed", "taken_back", "kept", "fees")
    return {"on": month.on, **{name: dollars(getattr(month, name)) for name in names}}


def _language() -> str:
    return reader_language()
