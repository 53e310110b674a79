"""The list of notices and the form that puts one away. What is shown above the pages is drawn by a template tag."""

from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from content.notices.dismissal import read_dismissed, remember
from content.notices.queries import is_on, list_dismissible, list_public_notices

PER_PAGE = 20


@require_safe
def show_notices(request: HttpRequest) -> HttpResponse:
    """Answer with the current notices, the most pressing first, and the past ones, the latest first."""
    now = timezone.now()
    latest = list_public_notices(at=now, language=get_language())
    notices = sorted(latest, key=lambda each: each.level if is_on(each, now) else -1, reverse=True)
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "content/notices/list.html", {"listed": page, "now": now})


# Without a token, which would put a cookie on every public page: then no cache could keep it. A form of another
# site is turned away by the origin that browsers name.
@csrf_exempt
@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """Let the browser remember that its reader put a notice away, in every language, and go back to where they were."""
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc != request.get_host():
        return HttpResponseForbidden()
    now = timezone.now()
    marks = read_dismissed(request.COOKIES) | {request.POST.get("mark", "")}
    response = HttpResponseRedirect(_find_way_back(request))
    listed = list_dismissible(at=now)
    keys = {each.translation_key for each in listed if each.mark in marks}
    remember(response, [each for each in listed if each.translation_key in keys], at=now)
    return response


def _find_way_back(request: HttpRequest) -> str:
    """Return where the reader was, as the browser or else the form tells it; never another site."""
    for address in (request.headers.get("Referer"), request.POST.get("next")):
        if url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            return str(address)
    return "/"
