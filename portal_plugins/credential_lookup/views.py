"""The page that verifies one certificate, and its QR code. The address is printed on certificates."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.sdk.limits import LOOKUPS
from portal.sdk.lookup import LookupRow, find_by_number, is_well_formed, normalize
from portal_plugins.credential_lookup.certificates import Certificate, say_validity

__all__ = ["draw_qr", "verify"]

A_DAY = 86_400
LONGEST_ECHO = 40


@require_safe
@cache_control(no_cache=True)
def verify(request: HttpRequest, typed: str) -> HttpResponseBase:
    """Answer with the public record of one certificate, as of today."""
    number = normalize(typed)
    if not is_well_formed(number):
        context = {"typed": typed[:LONGEST_ECHO]}
        return _page(request, "credential_lookup/malformed.html", context, status=404)
    if number != typed:
        return redirect("credential_lookup:verify", number, permanent=True)
    if not LOOKUPS.admits(request):
        response = _page(request, "credential_lookup/limited.html", {}, status=429)
        response["Retry-After"] = str(LOOKUPS.seconds_left())
        return response
    row = find_by_number(number, on=timezone.localdate())
    if row is None:
        return _page(request, "credential_lookup/unknown.html", {"number": number}, status=404)
    return _page(request, "credential_lookup/verify.html", _facts(number, row))


@require_safe
@cache_control(public=True, max_age=A_DAY)
def draw_qr(request: HttpRequest, number: str) -> HttpResponse:
    """Answer with a QR code that leads to the certificate's page; it tells nothing about the number."""
    import segno  # deferred: every process would load it, and few ever draw

    if not is_well_formed(number):
        return HttpResponse(status=404)
    address = settings.PORTAL_BASE_URL + reverse("credential_lookup:verify", args=[number])
    drawing = BytesIO()
    segno.make(address, error="m").save(
        drawing, kind="svg", scale=4, border=2, svgclass=None, lineclass=None, nl=False
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def _page(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Answer with a page that search engines leave out."""
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _facts(number: str, row: LookupRow) -> dict[str, object]:
    today = date_format(timezone.localdate())
    kind, statement = say_validity(row.status, today)
    return {
        "number": number,
        "certificate": Certificate.of(row),
        "kind": kind,
        "statement": statement,
        "address": settings.PORTAL_BASE_URL + reverse("credential_lookup:verify", args=[number]),
    }
