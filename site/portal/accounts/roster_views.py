"""The roster of a district as its officer sees it, and the files made of it in the background."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.exporting import ROSTER
from portal.accounts.files import find_own_job, take_back
from portal.accounts.rules import STATUS_TONES
from portal.accounts.sending import send_job
from portal.accounts.views import signed_in
from portal.records.credentials.rosters import read_roster
from portal.records.exports.operations import FORMATS, ExportRefusedError, request_export
from portal.records.jobs.models import Job
from portal.records.organizations.queries import find_district_of_officer

MOST_TYPED = 100


@require_safe
@never_cache
@login_required
def show_roster(request: HttpRequest) -> HttpResponse:
    """Show the staff of the officer's district, by name."""
    today = timezone.localdate()
    district = find_district_of_officer(signed_in(request).pk, on=today)
    if district is None:
        raise PermissionDenied
    text = _read_name(request.GET)
    page = read_roster(district, text=text, position=request.GET.get("at", ""), on=today)
    rows = [
        (row, [(held, STATUS_TONES[held.status]) for held in row.credentials]) for row in page.rows
    ]
    context = {
        "district": district,
        "page": page,
        "rows": rows,
        "q": text,
        "query": urlencode({"q": text}) if text else "",
        "formats": list(FORMATS),
    }
    return render(request, "portal/accounts/roster.html", context)


@require_POST
@login_required
def export_roster(request: HttpRequest) -> HttpResponse:
    """Ask for the roster as a file, and lead to the page that tells how far it is."""
    text = _read_name(request.POST)
    try:
        job = request_export(
            key=ROSTER,
            account=signed_in(request),
            parameters={"q": text},
            file_format=request.POST.get("format", ""),
            at=timezone.now(),
        )
    except ExportRefusedError as refusal:
        raise PermissionDenied from refusal
    return redirect("export_job", job.public_id)


@require_safe
@never_cache
@login_required
def show_job(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Tell how far a file is, or give the link to it."""
    return render(request, "portal/accounts/job.html", {"job": _own_job(request, public_id)})


@require_safe
@never_cache
@login_required
def download_job(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the file to whoever asked for it, once it is whole."""
    return send_job(request, _own_job(request, public_id))


@require_POST
@login_required
def cancel_export(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take back what is not done yet."""
    job = _own_job(request, public_id)
    take_back(job)
    return redirect("export_job", job.public_id)


def _read_name(sent: QueryDict) -> str:
    return sent.get("q", "").replace("\0", "")[:MOST_TYPED].strip()


def _own_job(request: HttpRequest, public_id: uuid.UUID) -> Job:
    return find_own_job(public_id, signed_in(request).pk)
