"""The translation that a document of a sent application lacks: its owner adds it, and staff look at both anew.

Another document in place of one is in ``outcomes``.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.lifecycle.outcomes import (
    DocumentOutcomeError,
    can_replace,
    hold_own_use,
    note_added,
)
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.reasons import RejectionReason

__all__ = ["add_translation", "check_translation", "lacks_translation"]


def lacks_translation(use: DocumentUse) -> bool:
    """Tell whether a document was rejected for want of its translation alone, and still waits for it."""
    is_whole = use.document.scan_state != Document.ScanState.SUSPECT
    is_original = use.document.translation_of_id is None
    is_wanted = use.reason == RejectionReason.NO_TRANSLATION
    return is_wanted and is_whole and is_original and can_replace(use)


def check_translation(document: Document, original: Document) -> None:
    """Raise DocumentOutcomeError where the file is known already, as something else than this one's translation."""
    if document.translation_of_id != original.pk:
        raise DocumentOutcomeError(
            _("This very file is on your account as something else already. Add another one.")
        )


@transaction.atomic
def add_translation(
    *, use_id: int, document_id: uuid.UUID, account_id: int, at: datetime
) -> DocumentUse:
    """Put the translation that was missing beside a document; both are open again.

    Raises DocumentUse.DoesNotExist for what is not the account's own, DocumentOutcomeError where nothing waits for it.
    """
    use = hold_own_use(use_id, account_id)
    if not lacks_translation(use):
        raise DocumentOutcomeError(_("This document does not wait for a translation."))
    document = Document.objects.select_for_update().get(
        public_id=document_id, person_id=use.document.person_id
    )
    check_translation(document, use.document)
    beside, _is_new = DocumentUse.objects.get_or_create(
        application_id=use.application_id, document=document, question=use.question
    )
    use.outcome, use.reason, use.note = DocumentUse.Outcome.OPEN, "", ""
    use.decided_by, use.decided_at = None, None
    use.save()
    facts = {"by": beside.pk, "sha256": document.sha256}
    note_added(use, action="document.translated", facts=facts, account_id=account_id, at=at)
    return use
