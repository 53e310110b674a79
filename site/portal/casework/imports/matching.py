"""The matching queue of a file: each person who is doubtful, with whom the records know beside them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.imports.access import ImportPage
from portal.records.imports.models import ImportFile, ImportRow
from portal.records.imports.operations import ImportRefusedError, settle_doubt
from portal.records.imports.queries import list_candidates, list_doubtful
from portal.records.people.models import Person

__all__ = ["MatchingView"]

DOUBTS_A_PAGE = 10
Choice = ImportRow.Choice


class MatchForm(forms.Form):
    """Who is meant by a doubtful row: somebody on record, a new person, or nobody."""

    choice = forms.ChoiceField(required=True, widget=forms.RadioSelect)

    def __init__(self, row: ImportRow, data: Any = None) -> None:
        known = str(row.person_id) if row.choice == Choice.PERSON else row.choice
        super().__init__(data, prefix=f"row-{row.pk}", initial={"choice": known})
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((str(key), str(key)) for key in row.candidates),
            *self.other_choices(row),
        ]
        field.error_messages["required"] = _("Choose who it is.")

    @staticmethod
    def other_choices(row: ImportRow) -> list[tuple[str, Any]]:
        """Return the choices beside people; a roster registers nobody."""
        choices = (
            [Choice.LEFT_OUT]
            if row.file.kind == ImportFile.Kind.ROSTER
            else [Choice.NEW, Choice.LEFT_OUT]
        )
        return [(choice.value, choice.label) for choice in choices]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One doubtful person as the page shows them: the row, who comes into question, and the form."""

    row: ImportRow
    people: list[tuple[Person, bool]]
    others: list[tuple[str, Any, bool]]
    form: MatchForm


class MatchingView(ImportPage, WagtailAdminTemplateMixin, TemplateView):
    """Shows who is doubtful, and records one answer a POST."""

    template_name = "portal/casework/imports/matching.html"
    header_icon = "user"
    bound: MatchForm | None = None
    bound_id = 0

    def get_page_title(self) -> str:
        """Return what is settled here."""
        return _("Who is it? %(file)s") % {"file": self.file.name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the report."""
        report = {"url": self.report_url, "label": self.file.name}
        here = {"url": "", "label": _("Matching queue")}
        return [*self.breadcrumbs_items, *self.lead_back(report, here)]

    @cached_property
    def page(self) -> Page[ImportRow]:
        """Return the doubtful rows of this page."""
        rows = list_doubtful(self.file).select_related("file")
        return Paginator(rows, DOUBTS_A_PAGE).get_page(self.request.GET.get("page"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the doubtful people of this page."""
        rows = list(self.page)
        people = list_candidates([key for row in rows for key in row.candidates])
        return {
            **super().get_context_data(**kwargs),
            "file": self.file,
            "report_url": self.report_url,
            "page": self.page,
            "doubtful": [self._show(row, people) for row in rows],
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Record the answer about one person, or ask for one."""
        row = self._find_row(request.POST.get("row", ""))
        form = MatchForm(row, request.POST)
        if not form.is_valid():
            self.bound, self.bound_id = form, row.pk
            messages.validation_error(request, _("Nothing is settled yet."), form)
            return self._show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        chosen = form.cleaned_data["choice"]
        is_person = chosen.isdecimal()
        try:
            settle_doubt(
                row=row,
                choice=Choice.PERSON if is_person else chosen,
                person_id=int(chosen) if is_person else None,
                actor_id=self.actor_id,
                at=timezone.now(),
            )
        except ImportRefusedError:
            messages.error(
                request, _("Nothing was settled: this import is being recorded, or it is over.")
            )
            return self._show_again(HTTPStatus.CONFLICT)
        messages.success(request, _("Line %(number)s is settled.") % {"number": row.number})
        here = reverse("imports:matching", args=[self.public_id])
        return redirect(f"{here}?page={self.page.number}")

    def _show_again(self, status: HTTPStatus) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=status)

    def _find_row(self, key: str) -> ImportRow:
        """Return the doubtful row that a form is about; raise Http404."""
        row = (
            list_doubtful(self.file).select_related("file").filter(pk=key if key.isdecimal() else 0)
        )
        found = row.first()
        if found is None:
            raise Http404("no such doubt")
        return found

    def _show(self, row: ImportRow, people: dict[int, Person]) -> Doubtful:
        form = self.bound if self.bound is not None and row.pk == self.bound_id else MatchForm(row)
        chosen = form["choice"].value() or ""
        return Doubtful(
            row=row,
            people=[(people[key], str(key) == chosen) for key in row.candidates if key in people],
            others=[(value, label, value == chosen) for value, label in form.other_choices(row)],
            form=form,
        )
