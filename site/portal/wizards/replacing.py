"""The answer to what the bureau asks for: other files in place of one that was not accepted, or its translation.

What the page shows of it is in ``overview``; who may replace what is the lifecycle's.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from portal.lifecycle.outcomes import DocumentOutcomeError, can_replace, check_replaceable
from portal.lifecycle.replacing import check_room, replace_document
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


class FilesNotAddedError(Exception):
    """Nothing was put in place of the document; the messages say why, ``status`` how the page answers."""

    def __init__(
        self, messages: Sequence[str], status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
    ) -> None:
        super().__init__(*messages)
        self.messages, self.status = tuple(messages), status


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def replace_file(request: HttpRequest, public_id: uuid.UUID, use_id: int) -> HttpResponse:
    """Receive files and put them beside the one that waits for it; 404 for what is not the applicant's own.

    A refusal is shown at this address: who loads it anew comes back to the application.
    """
    account = request.user
    assert isinstance(account, User)
    use = _get_own(account, public_id, use_id)
    if request.method == "POST":
        try:
            added = _receive(request, use, account)
        except FilesNotAddedError as refusal:
            refused = RefusedFile(use.pk, refusal.messages)
            return show_refused(request, public_id, refused, refusal.status)
        text = ngettext(
            "%(names)s was added. The bureau looks at it next.",
            "%(names)s were added. The bureau looks at them next.",
            len(added),
        )
        names = ", ".join(f"“{each.original_name}”" for each in added)
        messages.success(request, text % {"names": names})
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


def _receive(request: HttpRequest, use: DocumentUse, account: User) -> list[Document]:
    """Put what was sent in place of the document, or beside it, and return it; raise FilesNotAddedError.

    What could be received is on the account even where something else was refused: it can be chosen there.
    """
    kept = list[Document]()
    try:
        return _put_in_place(request, use, account, kept)
    except FilesNotAddedError as refusal:
        messages = [*refusal.messages, *_say_kept(kept, use)]
        raise FilesNotAddedError(messages, refusal.status) from refusal
    except DocumentOutcomeError as refusal:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if can_replace(use) else HTTPStatus.CONFLICT
        raise FilesNotAddedError([str(refusal), *_say_kept(kept, use)], status) from refusal


def _put_in_place(
    request: HttpRequest, use: DocumentUse, account: User, kept: list[Document]
) -> list[Document]:
    """Do so; ``kept`` gets each file that is received, also where a later one is refused."""
    uploads, translation = request.FILES.getlist("file"), request.FILES.get("translation")
    check_replaceable(use)
    chosen = _find_held(request, use)
    if translation is not None and not (uploads or chosen) and lacks_translation(use):
        return [_add_missing(translation, use, account)]
    check_room(use, len(uploads) + len(chosen))
    _keep_all(uploads, use, account, kept)
    new = [*kept, *chosen]
    _check_anything(new, request)
    if translation is not None and new[0].translation_of_id is None:
        _keep_translation(translation, use, new[0], account)
    ids = [each.public_id for each in new]
    replace_document(use_id=use.pk, document_ids=ids, account_id=account.pk, at=timezone.now())
    return new


def _say_kept(kept: Sequence[Document], use: DocumentUse) -> list[str]:
    """Say which of the files that were received can be chosen now; nothing where there is none."""
    offered = list_held(use, on=timezone.localdate()) if kept and can_replace(use) else []
    names = ", ".join(f"“{each.original_name}”" for each in kept if each in offered)
    text = _("Nothing was sent yet. On your account now, to be chosen below: %(names)s.")
    return [text % {"names": names}] if names else []


def _find_held(request: HttpRequest, use: DocumentUse) -> list[Document]:
    """Return the documents of the account that were chosen; what may not be chosen is passed over."""
    chosen = request.POST.getlist("held")
    held = list_held(use, on=timezone.localdate()) if chosen else []
    return [document for document in held if str(document.public_id) in chosen]


def _check_anything(new: list[Document], request: HttpRequest) -> None:
    if not new and "translation" in request.FILES:
        raise FilesNotAddedError([_("Choose the paper that it translates too.")])
    if not new:
        raise FilesNotAddedError([_("Choose a file first, then press the button.")])


def _keep_all(
    uploads: Sequence[UploadedFile[bytes]], use: DocumentUse, account: User, kept: list[Document]
) -> None:
    """Receive the files into ``kept``; raise FilesNotAddedError with a line for each that is refused."""
    refused = list[str]()
    for upload in uploads:
        try:
            kept.append(_keep(upload, use, account))
        except FilesNotAddedError as refusal:
            refused += refusal.messages
    if refused:
        raise FilesNotAddedError(refused)


def _keep(upload: UploadedFile[bytes], use: DocumentUse, account: User) -> Document:
    return _take(upload, use, account, use.document.kind, use.document.translation_of)


def _keep_translation(
    upload: UploadedFile[bytes], use: DocumentUse, original: Document, account: User
) -> Document:
    document = _take(upload, use, account, DocumentKind.TRANSLATION, original)
    check_translation(document, original)
    return document


def _add_missing(upload: UploadedFile[bytes], use: DocumentUse, account: User) -> Document:
    added = _keep_translation(upload, use, use.document, account)
    document_id, at = added.public_id, timezone.now()
    add_translation(use_id=use.pk, document_id=document_id, account_id=account.pk, at=at)
    return added


def _take(
    upload: UploadedFile[bytes],
    use: DocumentUse,
    account: User,
    kind: str,
    translation_of: Document | None,
) -> Document:
    """Receive a file; raise FilesNotAddedError with its name."""
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
        raise FilesNotAddedError([f"{upload.name}: {refusal.message}"]) from refusal
