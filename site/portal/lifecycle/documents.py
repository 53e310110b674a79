"""Documents as an application sees them: what may be handed in today and why not, and what was sent with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.definitions.fields import HeldDocument, get_field_type
from portal.definitions.spec import StepSpec
from portal.records.documents.kinds import DocumentKind
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.queries import list_documents
from portal.records.documents.reasons import RejectionReason
from portal.records.prepared_objects import PreparedObjects

__all__ = ["chosen_documents", "document_kinds", "held_documents", "sent_documents", "why_refused"]

TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


def document_kinds() -> dict[str, str]:
    """Return the name of each kind of document in the language of the request."""
    return {kind.value: str(kind.label) for kind in DocumentKind}


def held_documents(person_id: int, *, on: date) -> list[HeldDocument]:
    """Return what is on the person's account, newest first, with what became of each and why it can't be handed in."""
    rows = list(list_documents(person_id))
    settled = [row.settled_use for row in rows if row.settled_use]  # type: ignore[attr-defined]
    uses = DocumentUse.objects.in_bulk(settled) if settled else {}
    return [
        replace(_held(row, on), outcome=_describe_outcome(uses.get(row.settled_use)))  # type: ignore[attr-defined]
        for row in rows
    ]


def sent_documents(application_id: int, *, on: date) -> list[HeldDocument]:
    """Return what the application was sent with."""
    return [_held(row, on) for row in _SENT.fetch(application_id=application_id)]


def _select_sent(application_id: int) -> QuerySet[Document]:
    sent = Document.objects.filter(uses__application=application_id).distinct()
    return sent.select_related("translation_of").order_by("id")


_SENT = PreparedObjects(_select_sent, application_id=BigIntegerField())


def _held(row: Document, on: date) -> HeldDocument:
    return HeldDocument(
        public_id=str(row.public_id),
        kind=row.kind,
        name=row.original_name,
        facts=_describe(row),
        state=row.scan_state,
        is_settled=row.scan_state != Document.ScanState.PENDING,
        expires_on=row.expires_on,
        translation_of=str(row.translation_of.public_id) if row.translation_of else "",
        refusal=why_refused(row, on=on),
    )


def _describe(row: Document) -> str:
    pages = ngettext("%(count)s page", "%(count)s pages", row.pages) % {"count": row.pages}
    return _("%(kind)s: %(type)s, %(pages)s, %(size)s, received %(day)s") % {
        "kind": row.get_kind_display(),
        "type": TYPES.get(row.media_type, row.media_type),
        "pages": pages,
        "size": row.get_size_display(),
        "day": date_format(localdate(row.received_at), "DATE_FORMAT"),
    }


def _describe_outcome(use: DocumentUse | None) -> str:
    """Return what an application made of a document, the last one that did; nothing where none has."""
    if use is None or use.decided_at is None:
        return ""
    day = {"day": date_format(localdate(use.decided_at), "DATE_FORMAT")}
    if use.outcome == DocumentUse.Outcome.ACCEPTED:
        return _("Accepted on %(day)s.") % day
    return " ".join([_("Not accepted on %(day)s.") % day, *_why_rejected(use)])


def _why_rejected(use: DocumentUse) -> list[str]:
    """Return the sentences that say why a document was not accepted."""
    usual = "" if use.reason == RejectionReason.OTHER else use.get_reason_display()
    return [text for text in (usual, use.note) if text]


def why_refused(row: Document, *, on: date) -> str:
    """Return why a document can't be handed in on a day; empty where it can."""
    if row.scan_state == Document.ScanState.SUSPECT:
        return _("“%(name)s” did not pass the virus check. Add a clean copy.") % {
            "name": row.original_name
        }
    if row.expires_on is not None and row.expires_on < on:
        return _("“%(name)s” was valid until %(day)s only. Add one that is valid now.") % {
            "name": row.original_name,
            "day": date_format(row.expires_on, "DATE_FORMAT"),
        }
    return ""


def chosen_documents(
    steps: Iterable[StepSpec], answers: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, list[str]]]:
    """Return the ids of the documents that answer questions, by step and question."""
    chosen: dict[str, dict[str, list[str]]] = {}
    for step in steps:
        for question in step.fields:
            given = answers.get(step.id, {}).get(question.id)
            if given and get_field_type(question.type).needs_documents:
                chosen.setdefault(step.id, {})[question.id] = list(given)
    return chosen
