"""Keeps a filter of a staff list, and forgets one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from portal.casework.listings import Listing, find_listing
from portal.casework.saved import delete_filter, query_of, save_filter

__all__ = ["DeleteFilterView", "SaveFilterView"]


class FilterView(View):
    """An act on the filters that the reader keeps for the list in the address, which the reader may see."""

    http_method_names = ["post", "options"]
    listing: Listing

    def dispatch(
        self, request: HttpRequest, listing: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Refuse before anything is read."""
        found = find_listing(listing)
        if found is None:
            raise Http404(listing)
        if not request.user.has_perm(found.permission):
            raise PermissionDenied
        self.listing = found
        return super().dispatch(request, *args, **kwargs)

    def show(self, query: str = "") -> HttpResponse:
        """Lead to the list, narrowed as a filter says."""
        return redirect(f"{self.listing.url}?{query}" if query else self.listing.url)


class SaveFilterView(FilterView):
    """Keeps search and filters of a list under the name that was typed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it and show it; or say why not, with the list as it was."""
        assert request.user.pk is not None
        query = query_of(request.POST.dict(), self.listing.kept)
        try:
            kept = save_filter(
                owner_id=request.user.pk,
                listing=self.listing.key,
                name=request.POST.get("name", ""),
                query=query,
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self.show(query)
        messages.success(request, _("The filter “%(name)s” is kept.") % {"name": kept.name})
        return self.show(kept.query)


class DeleteFilterView(FilterView):
    """Forgets a filter of one's own."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Forget it and return to the list."""
        assert request.user.pk is not None
        if not delete_filter(owner_id=request.user.pk, listing=self.listing.key, key=key):
            raise Http404
        messages.success(request, _("The filter is deleted."))
        return self.show()
