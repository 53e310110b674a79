"""Leads from addresses that moved to where their pages are now. Wagtail writes the redirects when a page moves."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware


class MovedPagesMiddleware(RedirectMiddleware):
    """Wagtail's middleware, which also keeps the query of the address that was asked for."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Answer with a redirect in the place of a page that is not found."""
        found: HttpResponseBase = super().process_response(request, response)
        if found is not response and isinstance(found, HttpResponseRedirectBase):
            _keep_query(request, found)
        return found


def _keep_query(request: HttpRequest, moved: HttpResponseRedirectBase) -> None:
    """Hand the query on to a page of this site; another site is told nothing, a query of the target's own stays."""
    query, target = request.META.get("QUERY_STRING", ""), urlsplit(moved["Location"])
    if query and not target.query and target.netloc in {"", request.get_host()}:
        moved["Location"] = target._replace(query=query).geturl()
