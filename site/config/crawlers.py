"""What machines look for at fixed addresses: robots.txt, the sitemap, security.txt, the icon of the site."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe
from django.views.generic.base import RedirectView

from content.sitemap import PagesSitemap

PRIVATE_ROUTES = ("dashboard", "wagtailadmin_home")
PRIVATE_FOLDERS = ("api/", "applications/", "i18n/", "verify/")


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of what is private or personal, in every language; answers to questions have a query."""
    closed = {"/*?"}
    for code, _name in settings.LANGUAGES:
        with override(code):
            home = reverse("wagtail_serve", args=[""])
            closed |= {reverse(name) for name in PRIVATE_ROUTES}
        closed |= {f"{home}{folder}" for folder in PRIVATE_FOLDERS}
    rules = "".join(f"Disallow: {folder}\n" for folder in sorted(closed))
    return _text(
        f"User-agent: *\n{rules}\nSitemap: {settings.PORTAL_BASE_URL}{reverse('sitemap')}\n"
    )


@require_safe
def show_sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages with their translations."""
    answer: Any = sitemap(request, {"pages": PagesSitemap(request)})
    return HttpResponse(answer.rendered_content, content_type="application/xml")


@require_safe
def show_security(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116); nothing stands here until the operator names a contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404("no contact is set")
    expires = datetime.combine(
        timezone.now().astimezone(UTC).date() + timedelta(days=settings.SECURITY_CONTACT_DAYS),
        datetime.min.time(),
        tzinfo=UTC,
    )
    return _text(
        f"Contact: {settings.SECURITY_CONTACT}\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}\n"
        f"Canonical: {settings.PORTAL_BASE_URL}{request.path}\n"
    )


class IconView(RedirectView):
    """Lead browsers that ask for the icon of old to the one of the frame."""

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        """Return the address of the mark, whose name changes with its content."""
        return static("portal/mark.svg")


def _text(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="text/plain; charset=utf-8")
