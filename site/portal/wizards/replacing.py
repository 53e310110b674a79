"""Another file in place of one that staff did not accept: the answer to what the bureau asks for."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
from portal.records.documents.errors import QuotaExceededError
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.models import DocumentUse
from portal.records.documents.receiving import receive_file
from portal.users.models import User
from portal.wizards.addresses import application_url
from portal.wizards.overview import RefusedFile, show_refused

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
    """Put the file that was sent in place of the document and return its name; raise FileNotAddedError."""
    upload = request.FILES.get("file")
    if upload is None:
        raise FileNotAddedError(_("Choose a file first, then press the button."))
    try:
        check_replaceable(use)
        document = receive_file(
            upload=upload,
            person_id=use.document.person_id,
            kind=use.document.kind,
            actor_id=account.pk,
            at=timezone.now(),
            translation_of=use.document.translation_of,
        )
        replace_document(
            use_id=use.pk, document_id=document.public_id, account_id=account.pk, at=timezone.now()
        )
    except (FileRefusedError, QuotaExceededError) as refusal:
        raise FileNotAddedError(f"{upload.name}: {refusal.message}") from refusal
    except DocumentOutcomeError as refusal:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if can_replace(use) else HTTPStatus.CONFLICT
        raise FileNotAddedError(str(refusal), status) from refusal
    return document.original_name
