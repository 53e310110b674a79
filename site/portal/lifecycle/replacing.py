"""What an applicant puts in place of a document of a sent application: one file or several, each looked at anew.

A translation that was missing alone is in ``translating``.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.definitions.compiled import get_compiled
from portal.definitions.fields.documents import MOST_FILES, most_files
from portal.lifecycle.documents import why_refused
from portal.lifecycle.outcomes import (
    DocumentOutcomeError,
    check_replaceable,
    hold_own_use,
    note_added,
)
from portal.records.documents.models import Document, DocumentUse

__all__ = ["check_room", "replace_document", "room_for"]


def room_for(use: DocumentUse) -> int:
    """Return how many files may take a document's place: what its question takes, less what else answers it; >= 1.

    A translation is replaced by one. One query, and none once the version is compiled.
    """
    if use.document.translation_of_id is not None:
        return 1
    others = DocumentUse.objects.filter(
        application_id=use.application_id,
        question=use.question,
        replacement=None,
        document__translation_of=None,
    ).exclude(pk=use.pk)
    return max(1, _most(use) - others.count())


def _most(use: DocumentUse) -> int:
    version = use.application.version
    steps = get_compiled(version.pk, version.content_hash).spec.steps
    asked = {question.id: question for step in steps for question in step.fields}
    question = asked.get(use.question)
    return most_files(question) if question else MOST_FILES


def check_room(use: DocumentUse, files: int) -> None:
    """Raise DocumentOutcomeError where so many files are more than may take a document's place."""
    most = room_for(use)
    if files > most:
        raise DocumentOutcomeError(
            ngettext(
                "No more than %(most)s file can take its place. Put several pages into one PDF.",
                "No more than %(most)s files can take its place. Put several pages into one PDF.",
                most,
            )
            % {"most": most}
        )


@transaction.atomic
def replace_document(
    *, use_id: int, document_ids: Sequence[uuid.UUID], account_id: int, at: datetime
) -> list[DocumentUse]:
    """Put the applicant's own documents, each with its translations, beside one that was rejected or set apart.

    The first stands in its place, the others answer the same question; all of them or none. Staff look at them anew.
    Raises DocumentUse.DoesNotExist for what is not theirs, DocumentOutcomeError where nothing waits to be replaced,
    they are too many, or one of them is set apart, valid no more or was sent before.
    """
    use = hold_own_use(use_id, account_id)
    check_replaceable(use)
    wanted = list(dict.fromkeys(document_ids))
    check_room(use, len(wanted))
    added = [
        _put(use, document_id, replaces=use if place == 0 else None, at=at)
        for place, document_id in enumerate(wanted)
    ]
    for new in added:
        facts = {"instead_of": use.pk, "sha256": new.document.sha256}
        note_added(new, action="document.replaced", facts=facts, account_id=account_id, at=at)
    return added


def _put(
    use: DocumentUse, document_id: uuid.UUID, *, replaces: DocumentUse | None, at: datetime
) -> DocumentUse:
    document = Document.objects.select_for_update().get(
        public_id=document_id, person_id=use.document.person_id
    )
    if refusal := why_refused(document, on=localdate(at)):
        raise DocumentOutcomeError(refusal)
    new, is_new = DocumentUse.objects.get_or_create(
        application=use.application,
        document=document,
        question=use.question,
        defaults={"replaces": replaces},
    )
    if not is_new:
        text = _("“%(name)s” was sent before. Add another one.")
        raise DocumentOutcomeError(text % {"name": document.original_name})
    for translation in Document.objects.select_for_update().filter(translation_of=document):
        DocumentUse.objects.get_or_create(
            application_id=use.application_id, document=translation, question=use.question
        )
    return new
