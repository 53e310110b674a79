"""The remittance slip as a page and as a PDF, and the code on it that staff scan: the payer's own alone."""

from __future__ import annotations

import uuid
from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.sdk.papers import Sheet, SheetRow, answer_with
from portal.sdk.remittances import Remittance, find_remittance

__all__ = ["draw_code", "print_slip", "show_slip"]


@never_cache
@require_safe
@login_required
def show_slip(request: HttpRequest, attempt: uuid.UUID) -> HttpResponse:
    """Show the slip, with what to do with it."""
    context = {"remittance": _get_own(request, attempt)}
    return render(request, "mail_in_payments/slip.html", context)


@never_cache
@require_safe
@login_required
def draw_code(request: HttpRequest, attempt: uuid.UUID) -> HttpResponse:
    """Answer with the number of the remittance as a QR code; a scanner types it."""
    return HttpResponse(_draw(_get_own(request, attempt)), content_type="image/svg+xml")


@never_cache
@require_safe
@login_required
def print_slip(request: HttpRequest, attempt: uuid.UUID) -> HttpResponse:
    """Answer with the slip as a PDF."""
    remittance = _get_own(request, attempt)
    return answer_with(_as_sheet(remittance), file_name=f"remittance-{remittance.number}.pdf")


def _as_sheet(remittance: Remittance) -> Sheet:
    accepted, refused = remittance.instruments.accepted, remittance.instruments.refused
    rows = (
        SheetRow(_("Number"), (remittance.number,)),
        SheetRow(_("Amount"), (remittance.amount,)),
        SheetRow(_("From"), (remittance.payer,)),
        SheetRow(_("For"), (remittance.service_title,)),
        SheetRow(_("Application"), (remittance.application_reference,)),
        SheetRow(_("Payable to"), (remittance.payee,), "en"),
        SheetRow(_("Mail to"), tuple(remittance.address), "en"),
    )
    notes = [
        f"{_('Accepted:')} {', '.join(accepted)}.",
        f"{_('Not accepted:')} {', '.join(refused)}. {_('What is not accepted is sent back.')}",
    ]
    if not remittance.is_awaited:
        notes.insert(0, f"{_('This slip is not waited for any more')}.")
    return Sheet(
        title=_("Remittance slip"),
        office=_("Bureau of Educator Standards and Certification"),
        language=_language(),
        foot=remittance.number,
        rows=rows,
        notes=tuple(notes),
        code=_draw(remittance),
        code_text=_("QR code with the number %(number)s") % {"number": remittance.number},
    )


def _draw(remittance: Remittance) -> bytes:
    """Return the number as a QR code, in SVG."""
    import segno  # deferred: every process would load it, and few ever draw

    drawing = BytesIO()
    segno.make(remittance.number, error="m", micro=False).save(
        drawing, kind="svg", scale=5, border=2, svgclass=None, lineclass=None, nl=False
    )
    return drawing.getvalue()


def _get_own(request: HttpRequest, attempt: uuid.UUID) -> Remittance:
    account_id = int(request.user.pk or 0)
    remittance = find_remittance(attempt, account_id=account_id, language=_language())
    if remittance is None:
        raise Http404("no such remittance")
    return remittance


def _language() -> str:
    return (get_language() or "en")[:2]
