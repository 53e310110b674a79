"""Reference rows in the admin: what is known now, and the form that proposes something else.

Nothing here writes a row: adding and editing end in ``reference.changes.propose_change``. How a
proposal is decided is in ``registered.changes``.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, re_path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import InspectView, WMABaseView

from portal.casework.permissions import VIEW_QUEUE
from portal.casework.registered.changes import ReferenceChangeAdmin
from portal.casework.registered.forms import ProposalForm, proposal_form
from portal.casework.registered.readonly import ReadOnlyAdmin, ReadOnlyPermissions
from portal.casework.registered.statements import known_columns, past_columns
from portal.records.dated.models import DatedRow
from portal.records.reference.changes import (
    PROPOSE,
    ChangeNotAllowedError,
    ChangeRefusedError,
    propose_change,
)
from portal.records.reference.tables import ReferenceTable, facts_of

__all__ = ["ReferenceAdmin"]


class ReferencePermissions(ReadOnlyPermissions):
    """Who may propose sees the buttons to add and to edit; a row that was replaced stays as it is."""

    def user_can_create(self, user: Any) -> bool:
        """Ask the permission to propose."""
        return bool(user.has_perm(PROPOSE))

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Ask the permission to propose, for what is known now."""
        return obj.superseded_at is None and self.user_can_create(user)


class ProposeButtons(ButtonHelper):
    """Names what the buttons do here: nothing is added or edited before somebody else agrees."""

    def add_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the button of the list's heading."""
        return _labeled(super().add_button(*args, **kwargs), _("Propose a new row"))

    def edit_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the button of a row."""
        return _labeled(super().edit_button(*args, **kwargs), _("Propose a change"))


def _labeled(button: dict[str, Any], label: str) -> dict[str, Any]:
    return {**button, "label": label, "title": label}


class ProposeView(WMABaseView, FormView):  # type: ignore[type-arg]  # no subscript at run time
    """Asks what holds from when, why and by which source, and stores it as a proposal."""

    template_name = "portal/casework/reference/propose.html"
    instance_pk = ""
    row: DatedRow | None = None

    def __init__(self, model_admin: ReferenceAdmin, instance_pk: str = "") -> None:
        WMABaseView.__init__(self, model_admin)
        self.table = model_admin.table
        if instance_pk:
            known = model_admin.model._default_manager.known()
            self.row = known.select_related(self.table.subject_field).filter(pk=instance_pk).first()
            if self.row is None:
                raise Http404

    def check_action_permitted(self, user: Any) -> bool:
        """Ask the permission to propose."""
        return bool(self.permission_helper.user_can_create(user))

    def get_page_title(self) -> str:
        """Return what is proposed."""
        if self.row is None:
            return _("Propose a new row: %(table)s") % {"table": self.verbose_name_plural}
        return _("Propose a change: %(row)s") % {"row": self.row}

    def get_form_class(self) -> type[ProposalForm]:
        """Return the form of the table's columns."""
        return proposal_form(self.table, is_new=self.row is None)

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the row says now."""
        return facts_of(self.table, self.row) if self.row else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is known about the same subject."""
        known = known_columns(self.table, self.row) if self.row else None
        context: dict[str, Any] = super().get_context_data(known=known, **kwargs)
        return context

    def form_valid(self, form: ProposalForm) -> HttpResponse:
        """Propose and lead to the proposal; or say beside the field why not."""
        assert self.request.user.pk is not None
        try:
            change = propose_change(
                table=self.table,
                line=form.line(self.row),
                reason=form.cleaned_data["reason"],
                proposed_by_id=self.request.user.pk,
                at=timezone.now(),
            )
        except ChangeNotAllowedError as refusal:
            form.add_error(None, str(refusal))
            return self.show_again(form, HTTPStatus.FORBIDDEN)
        except ChangeRefusedError as refusal:
            form.add_error(refusal.column if refusal.column in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request, _("Your proposal is stored. It holds once somebody else has approved it.")
        )
        return redirect(ReferenceChangeAdmin.address(change.pk))

    def form_invalid(self, form: ProposalForm) -> HttpResponse:
        """Show the form again with what was typed."""
        return self.show_again(form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def show_again(self, form: ProposalForm, status: HTTPStatus) -> HttpResponse:
        """Answer with the form, under a status."""
        messages.validation_error(self.request, _("Nothing was proposed yet."), form)
        return self.render_to_response(self.get_context_data(form=form), status=status)


class ReferenceInspectView(InspectView):
    """A row with everything that is and was known about the same subject."""

    template_name = "portal/casework/reference/row.html"

    def get_template_names(self) -> list[str]:
        """Use ours whatever the model is called."""
        return [self.template_name]

    def get_page_title(self) -> str:
        """Name the row."""
        return str(self.instance)

    def get_page_subtitle(self) -> str:
        """Say no more than the title."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of now and of before."""
        table = self.model_admin.table
        context: dict[str, Any] = super().get_context_data(
            known=known_columns(table, self.instance),
            past=past_columns(table, self.instance),
            **kwargs,
        )
        return context


class ReferenceAdmin(ReadOnlyAdmin):
    """Lists what is known now; subclasses name the table, the columns and the search."""

    table: ClassVar[ReferenceTable]
    view_permission = VIEW_QUEUE
    permissions_class = ReferencePermissions
    inspect_view_class = ReferenceInspectView
    menu_icon = "table"
    validity: ClassVar[tuple[str, ...]] = ("valid_from", "valid_to", "confidence", "is_offered")
    exported_validity: ClassVar[tuple[str, ...]] = (
        *("valid_from", "valid_to", "confidence", "is_active", "source"),
    )
    button_helper_class = ProposeButtons

    def is_offered(self, row: DatedRow) -> str:
        """Return whether applicants are offered it, in words: the admin has no pictures for yes and no."""
        return _("yes") if row.is_active else _("no")

    is_offered.short_description = gettext_lazy("offered")  # type: ignore[attr-defined]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what was replaced; it is read from the row's page."""
        return super().get_queryset(request).filter(superseded_at=None)

    @classmethod
    def select_rows(cls) -> QuerySet[Any]:
        """Return what is known now."""
        return super().select_rows().filter(superseded_at=None)

    def propose_view(self, request: HttpRequest, instance_pk: str = "") -> HttpResponseBase:
        """Answer under the addresses that stock modeladmin has for adding and editing."""
        view = ProposeView.as_view(model_admin=self, instance_pk=instance_pk)
        return view(request)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Return the addresses to list, to inspect and to propose."""
        helper = self.url_helper
        return (
            *super().get_admin_urls_for_registration(),
            re_path(
                helper.get_action_url_pattern("create"),
                self.propose_view,
                name=helper.get_action_url_name("create"),
            ),
            re_path(
                rf"^{helper.base_url_path}/edit/(?P<instance_pk>[0-9]{{1,18}})/$",
                self.propose_view,
                name=helper.get_action_url_name("edit"),
            ),
        )
