"""Leads from addresses that moved to where their pages are now.

Wagtail writes the redirects when a page moves or takes another slug; here it is kept from doing so for a draft, whose
addresses nobody has seen and might lead readers of a published page astray.
"""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.signal_handlers import autocreate_redirects_on_slug_change
from wagtail.models import Page
from wagtail.signals import page_slug_changed


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


def watch_slugs() -> None:
    """Take the place of Wagtail's receiver, which writes redirects for drafts too (wagtail/wagtail#13978)."""
    page_slug_changed.disconnect(autocreate_redirects_on_slug_change)
    page_slug_changed.connect(_on_slug_change, dispatch_uid="content.redirects")


def _on_slug_change(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """Let Wagtail write redirects, where the page or one under it has ever been published."""
    under = instance.get_descendants().filter(first_published_at__isnull=False)
    if instance_before.first_published_at or under.exists():
        autocreate_redirects_on_slug_change(
            instance_before=instance_before, instance=instance, **kwargs
        )


def _keep_query(request: HttpRequest, moved: HttpResponseRedirectBase) -> None:
    """Hand the query on to a page of this site; another site is told nothing, a query of the target's own stays."""
    query, target = request.META.get("QUERY_STRING", ""), urlsplit(moved["Location"])
    if query and not target.query and target.netloc in {"", request.get_host()}:
        moved["Location"] = target._replace(query=query).geturl()
