"""Erases of a person's records what is not their legal core: drafts, documents, answers, claims, contact details.

Certificates, decisions, verified items and the audit trail stay, and so do the name and the birth date of whoever has
one of them. The account and what was written to the person are a matter of portal.accounts.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from portal.definitions.serialization import content_hash
from portal.definitions.upgrades import upgrade_definition
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.redaction import (
    is_redacted,
    redact_effects,
    redact_private,
    redact_snapshot,
)
from portal.lifecycle.retention.documents import EVIDENCE, unlink_evidence
from portal.lifecycle.retention.drafts import lock_drafts, remove_draft
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, StepAnswers
from portal.records.applications.moves import DraftMove
from portal.records.applications.private import PrivateAnswers
from portal.records.applications.requests import ThirdPartyRequest
from portal.records.audit.operations import record_event
from portal.records.credentials.models import Credential
from portal.records.documents.erasing import erase_documents
from portal.records.documents.models import Document
from portal.records.evidence.models import EvidenceItem, Experience
from portal.records.imports.models import ImportFile, ImportRow
from portal.records.ledger.erasing import erase_traces
from portal.records.people.erasing import ERASED_NAME, erase_person_row
from portal.records.people.models import Person
from portal.records.retention.ledger import enter
from portal.records.retention.models import Erasure
from portal.records.ssn.keeping import destroy_ssns

__all__ = ["REQUEST", "ErasureRefusedError", "erase_records", "redact_submission"]

REQUEST = "request"
"""The rule that the ledger names for what somebody asked for."""
DONE_WITH = (ImportFile.State.APPLIED, ImportFile.State.DISCARDED, ImportFile.State.REFUSED)


class ErasureRefusedError(LifecycleError):
    """Something under way still needs the person's data; the message says what."""


def erase_records(
    *, person: Person, reason: str, actor_id: int | None, at: datetime, is_repeated: bool = False
) -> Counter[str]:
    """Erase in the caller's transaction, which holds the person's drafts and row; return how many of what.

    Raises ErasureRefusedError unless ``is_repeated``: what was erased once is erased again after a restore, whatever
    the backup shows.
    """
    if not is_repeated:
        _check_nothing_is_under_way(person)
    counts: Counter[str] = Counter()
    for draft in lock_drafts(person.pk):
        remove_draft(draft, rule=REQUEST, actor_id=actor_id, at=at)
        counts["drafts"] += 1
    counts["Social Security numbers"] = destroy_ssns(person)
    counts["documents"] = _erase_documents(person, actor_id, at)
    counts["claims"] = _erase_claims(person)
    for application in _list_sent(person):
        counts["submissions"] += redact_submission(application, actor_id, at)
    counts["notices of payments"] = erase_traces(person, at=at)
    counts["lines of imports"] = ImportRow.objects.filter(person=person).delete()[0]
    erase_person_row(person, keeps_name=_has_core(person))
    if not is_repeated:
        enter(
            kind=Erasure.Kind.PERSON, subject=person.public_id, rule=REQUEST, reason=reason, at=at
        )
    record_event(
        action="person.erased",
        record_type="person",
        record_id=str(person.public_id),
        state={"reason": reason, "is_repeated": is_repeated, **counts},
        actor_id=actor_id,
        at=at,
    )
    return counts


def _check_nothing_is_under_way(person: Person) -> None:
    """Raise ErasureRefusedError for an open application, or a file that is about to be recorded."""
    under_way = Application.objects.filter(person=person, submitted_at__isnull=False)
    waiting = under_way.exclude(stage=Application.Stage.CLOSED).order_by("pk").first()
    if waiting is not None:
        raise ErasureRefusedError(
            _("Application %(reference)s is open. Decide it first.")
            % {"reference": waiting.reference}
        )
    rows = ImportRow.objects.filter(person=person).exclude(file__state__in=DONE_WITH)
    row = rows.select_related("file").first()
    if row is not None:
        raise ErasureRefusedError(
            _("The import “%(name)s” names this person. Record it or put it aside first.")
            % {"name": row.file.name}
        )


def _erase_documents(person: Person, actor_id: int | None, at: datetime) -> int:
    documents = Document.objects.select_for_update().filter(person=person)
    is_original = models.Q(translation_of=None)
    own = [*documents.exclude(is_original).order_by("pk"), *documents.filter(is_original)]
    unlink_evidence(own)
    erase_documents(own, rule=REQUEST, actor_id=actor_id, at=at)
    return len(own)


def _erase_claims(person: Person) -> int:
    """Delete the items that nobody verified, and of the others who signed them."""
    gone = 0
    for model in EVIDENCE:
        items = model._default_manager.filter(person=person)
        gone += items.exclude(state=EvidenceItem.State.VERIFIED).delete()[0]
    Experience.objects.filter(person=person).update(signed_by="")
    return gone


def _list_sent(person: Person) -> list[Application]:
    sent = Application.objects.filter(person=person, submitted_at__isnull=False)
    return list(sent.select_related("version").select_for_update(of=("self",)).order_by("pk"))


def redact_submission(application: Application, actor_id: int | None, at: datetime) -> int:
    """Redact a submission and what its decision wrote back; the digest of what was attested stays in its place."""
    StepAnswers.objects.filter(application=application).delete()
    DraftMove.objects.filter(application=application).delete()
    _redact_private(application)
    asked = ThirdPartyRequest.objects.filter(application=application)
    asked.update(name=ERASED_NAME, email="", organization="", answers={}, trace=[])
    decision = Decision.objects.filter(application=application).first()
    if decision is not None:  # below the manager, which keeps our own code from changing decisions
        rows: models.QuerySet[Decision] = models.QuerySet(Decision).filter(pk=decision.pk)
        rows.update(effects=redact_effects(decision.effects))
    if is_redacted(application.snapshot):
        return 0
    attested = application.snapshot_hash
    definition = upgrade_definition(application.version.definition)
    application.snapshot = redact_snapshot(
        application.snapshot or {}, definition, attested=attested, at=at
    )
    application.snapshot_hash = content_hash(application.snapshot)
    application.save(update_fields=["snapshot", "snapshot_hash"])
    record_event(
        action="application.redacted",
        record_type="application",
        record_id=str(application.pk),
        state={"attested": attested, "hash": application.snapshot_hash},
        actor_id=actor_id,
        at=at,
    )
    return 1


def _redact_private(application: Application) -> None:
    kept = PrivateAnswers.objects.filter(application=application).first()
    if kept is not None:
        kept.answers = redact_private(kept.answers, application.version.definition)
        kept.trace = []
        kept.save(update_fields=["answers", "trace"])


def _has_core(person: Person) -> bool:
    """Tell whether a certificate, a decision or a verified item is about the person and has to name them."""
    if person.registry_id or Credential.objects.filter(person=person).exists():
        return True
    if Application.objects.filter(person=person, submitted_at__isnull=False).exists():
        return True
    return any(model._default_manager.filter(person=person).exists() for model in EVIDENCE)
