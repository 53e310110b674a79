"""Proposed changes of reference rows in the admin: the list, and the page on which a second person decides."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail_modeladmin.views import InstanceSpecificView

from portal.casework.permissions import VIEW_QUEUE
from portal.casework.registered.forms import AnswerForm
from portal.casework.registered.readonly import ReadOnlyAdmin
from portal.casework.registered.statements import after_columns, known_about
from portal.casework.wording import account_name
from portal.records.reference.changes import (
    ChangeNotAllowedError,
    ChangeOutdatedError,
    ChangeRefusedError,
    approve_change,
    check_can_decide_change,
    is_outdated,
    read_change,
    refuse_change,
    withdraw_change,
)
from portal.records.reference.models import ReferenceChange
from portal.records.reference.tables import find_table

__all__ = ["ReferenceChangeAdmin", "name_change"]

State = ReferenceChange.State
DONE = {
    State.APPROVED.value: gettext_lazy(
        "The change is approved. It is what the portal knows from now on."
    ),
    State.REFUSED.value: gettext_lazy("The change is refused. Nothing has changed."),
    State.WITHDRAWN.value: gettext_lazy("You have taken your proposal back."),
}


def name_change(change: ReferenceChange) -> str:
    """Return what a change is about, such as "Endorsement 305"."""
    model = find_table(change.table).terms_model
    return f"{capfirst(str(model._meta.verbose_name))} {change.key}"


class ChangeView(InstanceSpecificView, FormView):  # type: ignore[type-arg]  # no subscript at run time
    """Shows what is known beside what would be, and takes the answer."""

    template_name = "portal/casework/reference/change.html"
    form_class = AnswerForm
    instance: ReferenceChange

    def check_action_permitted(self, user: Any) -> bool:
        """Ask the permission to read."""
        return bool(self.permission_helper.user_can_inspect_obj(user, self.instance))

    def get_page_title(self) -> str:
        """Name what is to change."""
        return _("Proposed change: %(subject)s") % {"subject": name_change(self.instance)}

    def get_page_subtitle(self) -> str:
        """Say no more than the title."""
        return ""

    @cached_property
    def is_own(self) -> bool:
        """Tell whether the reader proposed it."""
        return self.instance.proposed_by_id == self.request.user.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer what the reader may do."""
        return {**super().get_form_kwargs(), "is_own": self.is_own}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the proposal, the rows it concerns and why the reader may not answer."""
        change = self.instance
        is_waiting = change.state == State.PROPOSED
        table, line = read_change(change)
        context: dict[str, Any] = super().get_context_data(
            change=change,
            proposed_by=account_name(change.proposed_by),
            decided_by=account_name(change.decided_by) if change.decided_by else "",
            is_waiting=is_waiting,
            is_outdated=is_waiting and is_outdated(change),
            known=known_about(table, line),
            after=after_columns(table, line) if is_waiting else None,
            refusal=self.refusal() if is_waiting else "",
            **kwargs,
        )
        return context

    def refusal(self) -> str:
        """Return why the reader may not answer, or nothing."""
        if self.is_own:
            return ""
        try:
            check_can_decide_change(self.request.user, self.instance)
        except ChangeNotAllowedError as refusal:
            return str(refusal)
        return ""

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Do what was chosen, or say why it cannot be done."""
        act = form.cleaned_data["act"]
        try:
            self.do(act, form.cleaned_data.get("answer", ""))
        except ChangeNotAllowedError as refusal:
            return self.refuse(form, str(refusal), HTTPStatus.FORBIDDEN)
        except ChangeOutdatedError as refusal:
            return self.refuse(form, str(refusal), HTTPStatus.CONFLICT)
        except ChangeRefusedError as refusal:
            form.add_error(refusal.column if refusal.column in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, DONE[act])
        return redirect(self.url_helper.index_url)

    def do(self, act: str, answer: str) -> None:
        """Call the operation."""
        assert self.request.user.pk is not None
        key, by_id, at = self.instance.pk, self.request.user.pk, timezone.now()
        if act == State.APPROVED:
            approve_change(change_id=key, answer=answer, by_id=by_id, at=at)
        elif act == State.REFUSED:
            refuse_change(change_id=key, answer=answer, by_id=by_id, at=at)
        else:
            withdraw_change(change_id=key, by_id=by_id, at=at)

    def form_invalid(self, form: AnswerForm) -> HttpResponse:
        """Show the page again with what was typed."""
        return self.refuse(form, _("Nothing was decided yet."), HTTPStatus.UNPROCESSABLE_ENTITY)

    def refuse(self, form: AnswerForm, message: str, status: HTTPStatus) -> HttpResponse:
        """Show the page as it stands now, under a status."""
        self.instance.refresh_from_db()
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data(form=form), status=status)


class ReferenceChangeAdmin(ReadOnlyAdmin):
    """Proposals, the latest first."""

    model = ReferenceChange
    view_permission = VIEW_QUEUE
    inspect_view_class = ChangeView
    menu_label = gettext_lazy("Proposed changes")
    menu_icon = "clipboard-list"
    list_display = ("subject", "proposed_by", "proposed_at", "state")
    ordering = ("-id",)
    related = ("proposed_by",)
    exported = (
        *("table", "key", "state", "reason", "proposed_by__username", "proposed_at"),
        *("decided_by__username", "decided_at", "answer"),
    )

    def subject(self, change: ReferenceChange) -> str:
        """Return what it is about."""
        return name_change(change)

    subject.short_description = gettext_lazy("subject")  # type: ignore[attr-defined]

    @classmethod
    def address(cls, change_id: int) -> str:
        """Return the address of a proposal's page."""
        return reverse("records_referencechange_modeladmin_inspect", args=[change_id])
