"""The list of batches of mail, a new one, and the page of one: its items, what is counted beside what is entered."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.base import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from portal.casework.paging import PlacedListing
from portal.casework.receiving.access import ReceivingGuard, ReceivingPage
from portal.casework.receiving.forms import BatchForm, CountForm, ItemForm
from portal.casework.wording import account_name
from portal.payments.mailed.applying import finish_batch
from portal.payments.mailed.batches import (
    BatchClosedError,
    BatchDiffersError,
    BatchNotEmptyError,
    EnteredBeforeError,
    correct_batch,
    discard_batch,
    drop_item,
    enter_item,
    get_totals,
    open_batch,
)
from portal.payments.wording import dollars
from portal.records.ledger.mailed import MailBatch, MailedItem

__all__ = [
    "BatchView",
    "BatchesView",
    "CloseView",
    "CountAgainView",
    "DiscardView",
    "DropView",
    "NewBatchView",
]

MINOR = "casework-column-minor"


class BatchesView(ReceivingGuard, PlacedListing):
    """Lists every batch, the latest first."""

    page_title = gettext_lazy("Mailed payments")
    header_icon = "mail"
    index_url_name = "receiving:list"
    index_results_url_name = "receiving:list_results"
    verbose_name = gettext_lazy("batch")
    verbose_name_plural = gettext_lazy("batches")

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; the number leads to the batch."""
        return [
            TitleColumn("pk", label=_("Batch"), get_url=_batch_url),
            Column("received_on", label=_("Arrived")),
            Column("expected_items", label=_("Items"), classname=MINOR),
            Column("cents", label=_("Total"), accessor=lambda each: dollars(each.expected_cents)),
            Column(
                "by",
                label=_("By"),
                accessor=lambda each: account_name(each.opened_by),
                classname=MINOR,
            ),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda each: _("counted") if each.closed_at else _("being entered"),
                primary=lambda each: each.closed_at is None,
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the ways to a new batch and to what waits."""
        new, waiting = reverse("receiving:new"), reverse("receiving:waiting")
        return [
            HeaderButton(_("New batch"), url=new, icon_name="plus"),
            HeaderButton(_("To be matched"), url=waiting, icon_name="link"),
        ]

    def get_base_queryset(self) -> QuerySet[MailBatch]:
        """Return every batch."""
        return MailBatch.objects.select_related("opened_by").order_by("-id")


class NewBatchView(ReceivingPage, FormView):  # type: ignore[type-arg]  # no subscript
    """Asks what was counted, before anything is entered."""

    template_name = "portal/casework/receiving/counting.html"
    form_class = BatchForm
    page_title = gettext_lazy("New batch")

    def get_initial(self) -> dict[str, Any]:
        """Begin with today."""
        return {"received_on": timezone.localdate()}

    def form_valid(self, form: BatchForm) -> HttpResponse:
        """Open the batch, and lead to its page."""
        batch = open_batch(**form.cleaned_data, by_id=self.actor_id, at=timezone.now())
        return redirect("receiving:batch", batch.pk)

    def form_invalid(self, form: BatchForm) -> HttpResponse:
        """Show the form again."""
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class BatchPage(ReceivingPage):
    """A page of one batch."""

    @cached_property
    def batch(self) -> MailBatch:
        """Return the batch in the address; raise Http404."""
        batches = MailBatch.objects.select_related("opened_by", "closed_by")
        found = batches.filter(pk=self.kwargs["batch_id"]).first()
        if found is None:
            raise Http404("no such batch")
        return found

    def get_page_title(self) -> str:
        """Return the number of the batch."""
        return _("Batch %(number)s") % {"number": self.batch.pk}


class BatchView(BatchPage, TemplateView):
    """Shows a batch; while it is open a POST enters an item, and the next one can be typed at once."""

    http_method_names = ["get", "post", "head", "options"]
    template_name = "portal/casework/receiving/batch.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enter an item; what is wrong with it stands beside its field, with all that was typed."""
        form = ItemForm(request.POST, received_on=self.batch.received_on)
        if not form.is_valid():
            return self._show_again(form)
        try:
            item = enter_item(
                batch_id=self.batch.pk, entry=form.entry, by_id=self.actor_id, at=timezone.now()
            )
        except EnteredBeforeError as error:
            form.add_error("serial", _say_where(error.item))
            return self._show_again(form)
        except BatchClosedError:
            messages.error(request, _("The batch is closed; nothing was entered."))
            return redirect("receiving:batch", self.batch.pk)
        whose = item.application.reference if item.application else _("to be matched")
        named = {"number": item.number, "amount": dollars(item.cents), "whose": whose}
        messages.success(request, _("Line %(number)s: %(amount)s, %(whose)s.") % named)
        return redirect("receiving:batch", self.batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the batch as it stands now."""
        batch, totals = self.batch, get_totals(self.batch)
        items = batch.items.select_related("instrument", "application").order_by("number")
        form = kwargs.pop("form", None) or ItemForm(received_on=batch.received_on)
        context: dict[str, Any] = super().get_context_data(
            batch=batch,
            totals=totals,
            expected=dollars(totals.expected_cents),
            entered=dollars(totals.cents),
            lines=[(item, dollars(item.cents)) for item in items],
            is_open=batch.closed_at is None,
            opened_by=account_name(batch.opened_by),
            form=form,
            **kwargs,
        )
        return context

    def _show_again(self, form: ItemForm) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class CountAgainView(BatchPage, FormView):  # type: ignore[type-arg]  # no subscript
    """Replaces what was counted, after counting again."""

    template_name = "portal/casework/receiving/counting.html"
    form_class = CountForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was counted."""
        cents = self.batch.expected_cents
        return {"items": self.batch.expected_items, "cents": f"{cents // 100}.{cents % 100:02}"}

    def form_valid(self, form: CountForm) -> HttpResponse:
        """Store what was counted, and lead back to the batch."""
        try:
            correct_batch(
                batch_id=self.batch.pk,
                **form.cleaned_data,
                by_id=self.actor_id,
                at=timezone.now(),
            )
        except BatchClosedError:
            messages.error(self.request, _("The batch is closed; what was counted stays."))
        return redirect("receiving:batch", self.batch.pk)

    def form_invalid(self, form: CountForm) -> HttpResponse:
        """Show the form again."""
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class DropView(BatchPage, View):
    """Takes an item out of an open batch."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, batch_id: int, item_id: int) -> HttpResponse:
        """Take it out, and lead back."""
        try:
            drop_item(
                batch_id=self.batch.pk, item_id=item_id, by_id=self.actor_id, at=timezone.now()
            )
        except BatchClosedError:
            messages.error(request, _("The batch is closed; its items stay."))
        except MailedItem.DoesNotExist as error:
            raise Http404("no such item") from error
        else:
            messages.success(request, _("The item was taken out."))
        return redirect("receiving:batch", self.batch.pk)


class DiscardView(BatchPage, View):
    """Removes a batch that was opened by mistake."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Remove it where it is empty, and lead to the list."""
        try:
            discard_batch(batch_id=self.batch.pk, by_id=self.actor_id, at=timezone.now())
        except (BatchClosedError, BatchNotEmptyError):
            messages.error(request, _("Only an open batch without items can be discarded."))
            return redirect("receiving:batch", batch_id)
        messages.success(request, _("The batch was discarded."))
        return redirect("receiving:list")


class CloseView(BatchPage, View):
    """Closes a batch that agrees with what was counted; what needs no judgment pays at once."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Close it, and say what became of its items."""
        try:
            paid, waiting = finish_batch(
                batch_id=self.batch.pk, by_id=self.actor_id, at=timezone.now()
            )
        except BatchDiffersError as error:
            named = {
                "items": error.totals.items - error.totals.expected_items,
                "amount": _signed(error.totals.cents - error.totals.expected_cents),
            }
            text = _("The batch stays open: it differs by %(items)s items and %(amount)s.")
            messages.error(request, text % named)
        except BatchClosedError:
            messages.error(request, _("Somebody closed the batch before."))
        else:
            done = ngettext("%(count)s item paid.", "%(count)s items paid.", paid)
            left = ngettext(
                "%(count)s waits to be matched.", "%(count)s wait to be matched.", waiting
            )
            said = f"{done % {'count': paid}} {left % {'count': waiting}}"
            messages.success(request, _("The batch is closed. %(said)s") % {"said": said})
        return redirect("receiving:batch", batch_id)


def _batch_url(batch: MailBatch) -> str:
    return reverse("receiving:batch", args=[batch.pk])


def _signed(cents: int) -> str:
    return f"{'-' if cents < 0 else '+'}{dollars(abs(cents))}"


def _say_where(item: MailedItem | None) -> str:
    if item is None:
        return _("This check or money order was entered before.")
    named = {"batch": item.batch_id, "line": item.number}
    return _("It was entered before, in batch %(batch)s on line %(line)s.") % named
