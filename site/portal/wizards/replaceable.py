"""What the page of a sent application offers in place of a document: which of the account's, and a translation or not.

Receiving what is sent is in ``replacing``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.definitions.spec import FieldSpec
from portal.definitions.texts import in_language
from portal.lifecycle.documents import why_refused
from portal.lifecycle.outcomes import can_replace
from portal.lifecycle.replacing import room_for
from portal.lifecycle.translating import lacks_translation
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.queries import list_documents

__all__ = ["SentRow", "list_held", "make_row"]


@dataclass(frozen=True, slots=True)
class SentRow:
    """A document that was sent, what it answers, and what may come in its place."""

    use: DocumentUse
    question: str
    may_replace: bool
    takes_translation: bool
    lacks_translation: bool
    held: list[Document]
    room: int
    errors: Sequence[str]

    @property
    def state(self) -> str:
        """Return what became of its virus check."""
        return self.use.document.scan_state


def make_row(
    use: DocumentUse,
    questions: Mapping[str, FieldSpec],
    language: str,
    *,
    on: date,
    errors: Sequence[str] = (),
) -> SentRow:
    """Return a document as the page shows it; ``errors`` tell why what was sent in its place was not taken."""
    question = questions.get(use.question)
    is_original = use.document.translation_of_id is None
    may_replace = can_replace(use)
    lacks = lacks_translation(use)
    return SentRow(
        use=use,
        question=in_language(question.label, language) if question else "",
        may_replace=may_replace,
        takes_translation=lacks or (is_original and _takes_translation(question)),
        lacks_translation=lacks,
        held=list_held(use, on=on) if may_replace else [],
        room=room_for(use) if may_replace else 0,
        errors=errors,
    )


def list_held(use: DocumentUse, *, on: date) -> list[Document]:
    """Return what is on the account and may take the document's place: of its kind, good on a day, not sent with it."""
    original: Any = use.document.translation_of_id
    alike = list_documents(use.document.person_id).filter(
        kind=use.document.kind, translation_of=original
    )
    sent = DocumentUse.objects.filter(application_id=use.application_id, question=use.question)
    rows = alike.exclude(pk__in=sent.values("document"))
    return [row for row in rows if not why_refused(row, on=on)]


def _takes_translation(question: FieldSpec | None) -> bool:
    return question is not None and bool(question.options.get("translation"))
