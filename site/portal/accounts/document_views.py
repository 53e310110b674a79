"""The page of one's own files: what is on the account, with adding, changing and removing. One operation a view."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.document_forms import AddFilesForm, ChangeFileForm
from portal.accounts.queries import get_person
from portal.accounts.sending import send_document
from portal.accounts.views import UNPROCESSABLE, signed_in
from portal.lifecycle.documents import held_documents
from portal.records.documents.errors import (
    DocumentInUseError,
    DocumentKnownError,
    DocumentNotFoundError,
    QuotaExceededError,
)
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.models import Document
from portal.records.documents.operations import change_document, remove_document
from portal.records.documents.queries import list_documents, read_quota
from portal.records.documents.receiving import receive_file
from portal.records.documents.wording import checks_before_sending, say_received
from portal.records.people.models import Person

__all__ = ["change_file", "download_file", "remove_file", "show_files"]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def show_files(request: HttpRequest) -> HttpResponse:
    """Show the files on the account, and receive more."""
    person = _own_record(request)
    papers = list_documents(person.pk).filter(translation_of=None)
    originals = list(papers.exclude(scan_state=Document.ScanState.SUSPECT))
    if request.method != "POST":
        return _page(request, person, AddFilesForm(originals=originals))
    form = AddFilesForm(request.POST, request.FILES, originals=originals)
    if form.is_valid():
        at = timezone.now()
        received = _receive(request, person, form, at)
        if received:
            messages.success(request, say_received(received, at=at))
        if not form.errors:
            return redirect("files")
    return _page(request, person, form, status=UNPROCESSABLE)


def _receive(
    request: HttpRequest, person: Person, form: AddFilesForm, at: datetime
) -> list[Document]:
    """Receive each file by itself; what is refused is said beside the field, the others stay."""
    received = []
    for upload in form.cleaned_data["uploads"]:
        try:
            document = receive_file(
                upload=upload,
                person_id=person.pk,
                kind=form.cleaned_data["kind"],
                actor_id=signed_in(request).pk,
                at=at,
                expires_on=form.cleaned_data["expires_on"],
                translation_of=form.cleaned_data["original"],
            )
        except (FileRefusedError, QuotaExceededError) as refusal:
            form.add_error("uploads", f"{upload.name}: {refusal.message}")
        else:
            received.append(document)
    return received


def _page(
    request: HttpRequest, person: Person, form: AddFilesForm, *, status: int = 200
) -> HttpResponse:
    rows = list(list_documents(person.pk))
    held = held_documents(person.pk, on=timezone.localdate())
    context: dict[str, Any] = {
        "form": form,
        "checks": checks_before_sending(),
        "quota": read_quota(person.pk),
        "files": [
            {"row": row, "held": facts, "form": _change_form(row)}
            for row, facts in zip(rows, held, strict=True)
        ],
    }
    return render(request, "portal/accounts/files.html", context, status=status)


def _change_form(row: Document) -> ChangeFileForm | None:
    if row.is_used:  # type: ignore[attr-defined]
        return None
    return ChangeFileForm(row)


@require_POST
@login_required
def change_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say anew what one of one's files shows and until when it is valid."""
    person = _own_record(request)
    row = get_object_or_404(Document, public_id=public_id, person=person)
    form = ChangeFileForm(row, request.POST)
    if not form.is_valid():
        texts = " ".join(str(error) for errors in form.errors.values() for error in errors)
        messages.error(request, f"{row.original_name}: {texts}")
        return redirect("files")
    try:
        change_document(
            public_id=public_id,
            person_id=person.pk,
            actor_id=signed_in(request).pk,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except (DocumentInUseError, DocumentKnownError) as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("“%(name)s” was changed.") % {"name": row.original_name})
    return redirect("files")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def remove_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask whether to remove one of one's files, then do so, unless something was sent with it."""
    person = _own_record(request)
    if request.method != "POST":
        row = get_object_or_404(Document, public_id=public_id, person=person)
        return render(request, "portal/accounts/remove_file.html", {"row": row})
    try:
        remove_document(
            public_id=public_id,
            person_id=person.pk,
            actor_id=signed_in(request).pk,
            at=timezone.now(),
        )
    except DocumentNotFoundError as error:
        raise Http404 from error
    except DocumentInUseError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The file was removed."))
    return redirect("files")


@require_safe
@never_cache
@login_required
def download_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Hand out one of one's own files, unless it did not pass the virus check."""
    person = _own_record(request)
    own = get_object_or_404(Document, public_id=public_id, person=person)
    return send_document(request, own, may_be_unscanned=True)


def _own_record(request: HttpRequest) -> Person:
    """Return the record of the account; an account without one has no files."""
    person = get_person(signed_in(request).pk)
    if person is None:
        raise Http404
    return person
