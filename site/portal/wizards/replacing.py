"""Another file in place of one that staff did not accept: the answer to what the bureau asks for."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.lifecycle.outcomes import DocumentOutcomeError, check_replaceable, replace_document
from portal.records.documents.errors import QuotaExceededError
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.models import DocumentUse
from portal.records.documents.receiving import receive_file
from portal.users.models import User
from portal.wizards.addresses import application_url

__all__ = ["replace_file"]


@require_POST
@login_required
def replace_file(request: HttpRequest, public_id: uuid.UUID, use_id: int) -> HttpResponse:
    """Receive a file and put it beside the one that was rejected; 404 for what is not the applicant's own."""
    account = request.user
    assert isinstance(account, User)
    own = DocumentUse.objects.filter(
        pk=use_id, application__public_id=public_id, application__person__account=account
    )
    use = own.select_related("application", "document__translation_of", "replacement").first()
    if use is None:
        raise Http404("no such document")
    back = redirect(f"{application_url(public_id)}#document-{use.pk}")
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Choose a file first, then press the button."))
        return back
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
        messages.error(request, f"{upload.name}: {refusal.message}")
    except DocumentOutcomeError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("“%(name)s” was added. The bureau looks at it next.")
            % {"name": document.original_name},
        )
    return back
