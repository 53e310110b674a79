"""The page of a shared record in the admin: which record it is, and its columns. What hangs on it is for subclasses."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail_modeladmin.views import InspectView

__all__ = ["OpenInspectView", "RecordPage"]


class RecordPage(InspectView):
    """Says what kind of record it is, and which one, as its list names it."""

    def get_page_title(self) -> str:
        """Return the kind of record."""
        return capfirst(_(str(self.model._meta.verbose_name)))

    def get_meta_title(self) -> str:
        """Return which record it is, for the window."""
        return f"{self.get_page_title()}: {self.get_page_subtitle()}"

    def get_page_subtitle(self) -> str:
        """Return what the list's own words for the record are."""
        return str(self.model_admin.name_row(self.instance))

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        """Return what a column is called, as a heading."""
        return str(capfirst(super().get_field_label(field_name, field)))


class OpenInspectView(RecordPage):
    """Shows a row, if it is one of those that the list would show the reader."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for any other; a list that shows all asks nothing."""
        condition = self.model_admin.open_to(request.user)
        rows = self.model._default_manager.filter(pk=self.instance.pk)
        if condition and not rows.filter(condition).exists():
            raise Http404("not open to the reader")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
