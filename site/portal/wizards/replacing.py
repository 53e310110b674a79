"""The answer to what the bureau asks for: another file in place of one that was not accepted, or its translation.

What the page shows of it is in ``overview``; who may replace what is the lifecycle's.
"""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.lifecycle.outcomes import (
    DocumentOutcomeError,
    can_replace,
    check_replaceable,
    replace_document,
)
from portal.lifecycle.translating import add_translation, check_translation, lacks_translation
from portal.records.documents.errors import QuotaExceededError
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.kinds import DocumentKind
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.receiving import receive_file
from portal.users.models import User
from portal.wizards.addresses import application_url
from portal.wizards.overview import RefusedFile, show_refused
from portal.wizards.replaceable import list_held

__all__ = ["replace_file"]


class FileNotAddedError(Exception):
    """Nothing was put in place of the document; the message says why, ``status`` how the page answers."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(message)
        self.status = status


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def replace_file(request: HttpRequest, public_id: uuid.UUID, use_id: int) -> HttpResponse:
    """Receive a file and put it beside the one that waits for it; 404 for what is not the applicant's own.

    A refusal is shown at this address: who loads it anew comes back to the application.
    """
    account = request.user
    assert isinstance(account, User)
    use = _get_own(account, public_id, use_id)
    if request.method == "POST":
        try:
            name = _receive(request, use, account)
        except FileNotAddedError as refusal:
            refused = RefusedFile(use.pk, str(refusal))
            return show_refused(request, public_id, refused, refusal.status)
        text = _("“%(name)s” was added. The bureau looks at it next.")
        messages.success(request, text % {"name": name})
    return redirect(f"{application_url(public_id)}#document-{use.pk}")


def _get_own(account: User, public_id: uuid.UUID, use_id: int) -> DocumentUse:
    own = DocumentUse.objects.filter(
        pk=use_id,
        application__public_id=public_id,
        application__person__account=account,
        application__submitted_at__isnull=False,
    )
    use = own.select_related("application", "document__translation_of", "replacement").first()
    if use is None:
        raise Http404("no such document")
    return use


def _receive(request: HttpRequest, use: DocumentUse, account: User) -> str:
    """Put what was sent in place of the document, or beside it, and return its name; raise FileNotAddedError."""
    upload, translation = request.FILES.get("file"), request.FILES.get("translation")
    try:
        check_replaceable(use)
        if upload is None and translation is not None and lacks_translation(use):
            added = _keep_translation(translation, use, use.document, account)
            use_it = add_translation
        else:
            added = _keep(upload, use, account) if upload else _find_held(request, use)
            if translation is not None and added.translation_of_id is None:
                _keep_translation(translation, use, added, account)
            use_it = replace_document
        use_it(use_id=use.pk, document_id=added.public_id, account_id=account.pk, at=timezone.now())
    except DocumentOutcomeError as refusal:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if can_replace(use) else HTTPStatus.CONFLICT
        raise FileNotAddedError(str(refusal), status) from refusal
    return added.original_name


def _find_held(request: HttpRequest, use: DocumentUse) -> Document:
    """Return the document of the account that was chosen; raise FileNotAddedError where none was."""
    chosen = request.POST.get("held", "")
    for document in list_held(use, on=timezone.localdate()):
        if str(document.public_id) == chosen:
            return document
    if "translation" in request.FILES:
        raise FileNotAddedError(_("Choose the paper that it translates too."))
    raise FileNotAddedError(_("Choose a file first, then press the button."))


def _keep(upload: UploadedFile[bytes], use: DocumentUse, account: User) -> Document:
    return _take(upload, use, account, use.document.kind, use.document.translation_of)


def _keep_translation(
    upload: UploadedFile[bytes], use: DocumentUse, original: Document, account: User
) -> Document:
    document = _take(upload, use, account, DocumentKind.TRANSLATION, original)
    check_translation(document, original)
    return document


def _take(
    upload: UploadedFile[bytes],
    use: DocumentUse,
    account: User,
    kind: str,
    translation_of: Document | None,
) -> Document:
    """Receive a file; raise FileNotAddedError with its name."""
    try:
        return receive_file(
            upload=upload,
            person_id=use.document.person_id,
            kind=kind,
            actor_id=account.pk,
            at=timezone.now(),
            translation_of=translation_of,
        )
    except (FileRefusedError, QuotaExceededError) as refusal:
        raise FileNotAddedError(f"{upload.name}: {refusal.message}") from refusal
