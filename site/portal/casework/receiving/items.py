"""Items that wait to be matched, and the page of one: what it may be for, sending it back, and what the bank said."""

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
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn

from portal.casework.paging import PlacedListing
from portal.casework.receiving.access import ReceivingGuard, ReceivingPage
from portal.casework.receiving.forms import ReasonForm
from portal.casework.wording import service_title
from portal.definitions.texts import reader_language
from portal.payments.mailed.applying import (
    ItemMovedOnError,
    NotAcceptedError,
    NotReceivableError,
    apply_item,
    judge_item,
)
from portal.payments.mailed.finding import search_applications
from portal.payments.mailed.giving_up import bounce_item, return_item
from portal.payments.own import OwnPaymentError
from portal.payments.wording import dollars
from portal.records.applications.models import Application
from portal.records.ledger.mailed import MailedItem
from portal.records.ledger.settling import PaymentMovedOnError
from portal.records.ledger.states import MailedStatus

__all__ = ["ApplyView", "BounceView", "ItemView", "ReturnView", "WaitingView"]

MINOR = "casework-column-minor"
OWN = gettext_lazy("This is for your own application: a colleague has to do it.")
MOVED_ON = gettext_lazy("Somebody else was faster: see where it stands now.")


class WaitingView(ReceivingGuard, PlacedListing):
    """Lists the items that wait, the longest first."""

    page_title = gettext_lazy("To be matched")
    header_icon = "link"
    index_url_name = "receiving:waiting"
    index_results_url_name = "receiving:waiting_results"
    verbose_name = gettext_lazy("item")
    verbose_name_plural = gettext_lazy("items")

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; the amount leads to the item."""
        return [
            TitleColumn(
                "cents",
                label=_("Amount"),
                accessor=lambda each: dollars(each.cents),
                get_url=lambda each: reverse("receiving:item", args=[each.pk]),
                classname="cw-ref",
            ),
            Column("received_on", label=_("Arrived")),
            Column("issuer", label=_("Issued by"), classname=MINOR),
            Column("serial", label=_("Number")),
            Column("why", label=_("Why it waits"), accessor=lambda each: judge_item(each).label),
            Column(
                "application",
                label=_("Application"),
                accessor="application.reference",
                classname=MINOR,
            ),
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the batches."""
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, *self.lead_back(here)]

    def get_base_queryset(self) -> QuerySet[MailedItem]:
        """Return what waits."""
        waiting = MailedItem.objects.filter(status=MailedStatus.WAITING)
        return waiting.select_related("application").order_by("received_on", "id")


class ItemPage(ReceivingPage):
    """A page of one item."""

    @cached_property
    def item(self) -> MailedItem:
        """Return the item in the address; raise Http404."""
        rows = MailedItem.objects.select_related(
            "batch", "instrument", "application__person", "payment__receipt"
        )
        found = rows.filter(pk=self.kwargs["item_id"]).first()
        if found is None:
            raise Http404("no such item")
        return found

    def get_page_title(self) -> str:
        """Return where the item stands in its batch."""
        named = {"batch": self.item.batch_id, "line": self.item.number}
        return _("Batch %(batch)s, line %(line)s") % named


class ItemView(ItemPage, TemplateView):
    """Shows an item, with a search for what it may pay for."""

    http_method_names = ["get", "head", "options"]
    template_name = "portal/casework/receiving/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the item as it stands now, and what was found."""
        item, query = self.item, self.request.GET.get("q", "").strip()[:80]
        is_waiting = item.status == MailedStatus.WAITING
        known = item.application.reference if item.application and is_waiting else ""
        found = search_applications(query or known or "") if is_waiting else []
        context: dict[str, Any] = super().get_context_data(
            item=item,
            amount=dollars(item.cents),
            is_waiting=is_waiting,
            can_bounce=item.status == MailedStatus.APPLIED,
            why=judge_item(item).label if is_waiting else "",
            query=query,
            found=[_describe(application) for application in found],
            reason_form=kwargs.pop("reason_form", None) or ReasonForm(),
            **kwargs,
        )
        return context


class ApplyView(ItemPage, View):
    """Lets an item pay for an application."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, item_id: int) -> HttpResponse:
        """Match it, and say what came of it."""
        chosen = request.POST.get("application", "")
        try:
            done = apply_item(
                item_id=self.item.pk,
                application_id=int(chosen) if chosen.isdecimal() else 0,
                by_id=self.actor_id,
                at=timezone.now(),
            )
        except Application.DoesNotExist:
            messages.error(request, _("Choose the application that it pays for."))
        except ItemMovedOnError:
            messages.error(request, MOVED_ON)
        except OwnPaymentError:
            messages.error(request, OWN)
        except NotAcceptedError:
            messages.error(request, _("This kind is not accepted as payment: send it back."))
        except NotReceivableError:
            messages.error(request, _("Payments by mail cannot be recorded now. Nothing changed."))
        else:
            named = {"number": done.receipt.number, "due": dollars(max(done.owed_cents, 0))}
            said = _("Receipt %(number)s was made. Still due: %(due)s.")
            messages.success(request, said % named)
        return redirect("receiving:item", item_id)


class GiveUpView(ItemView):
    """An act on an item that needs a reason."""

    http_method_names = ["post", "options"]
    done_text: Any

    def act(self, reason: str) -> None:
        """Do it; raise as the operation does."""
        raise NotImplementedError

    def post(self, request: HttpRequest, item_id: int) -> HttpResponse:
        """Give the item up, or ask for the reason again."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(reason_form=form)
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            self.act(form.cleaned_data["reason"])
        except ItemMovedOnError:
            messages.error(request, MOVED_ON)
        except OwnPaymentError:
            messages.error(request, OWN)
        except PaymentMovedOnError:
            messages.error(request, _("Some of its money was given back already. Nothing changed."))
        else:
            messages.success(request, self.done_text)
        return redirect("receiving:item", item_id)


class ReturnView(GiveUpView):
    """Records that an item is sent back."""

    done_text = gettext_lazy(
        "It is recorded as sent back; whose it is was told, where it is known."
    )

    def act(self, reason: str) -> None:
        """Send it back."""
        return_item(item_id=self.item.pk, reason=reason, by_id=self.actor_id, at=timezone.now())


class BounceView(GiveUpView):
    """Records that the bank did not pay an item."""

    done_text = gettext_lazy(
        "The payment is taken back, its amount is due again, and the applicant was told."
    )

    def act(self, reason: str) -> None:
        """Take the payment back."""
        bounce_item(item_id=self.item.pk, reason=reason, by_id=self.actor_id, at=timezone.now())


def _describe(application: Any) -> dict[str, Any]:
    version, language = application.version, reader_language()
    return {
        "application": application,
        "person": application.person,
        "service": service_title(version.pk, version.content_hash, language),
        "due": dollars(max(application.due, 0)),
    }
