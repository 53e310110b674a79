"""Executes effects inside the operation's transaction; the only place where they become rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.timezone import localdate

from portal.definitions.record_paths import SSN
from portal.lifecycle.effects import (
    AskAgain,
    ClaimExperience,
    ClaimQualification,
    ClaimTestResult,
    ClaimTraining,
    CloseTimelyFiling,
    Effect,
    ExtendCredential,
    IssueCredential,
    IssueDuplicate,
    IssueRegistryId,
    RecordTimelyFiling,
    WriteBack,
)
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.runs import PERSON_COLUMNS
from portal.records.audit.operations import record_event
from portal.records.credentials.issuing import issue_by_type, record_duplicate
from portal.records.credentials.models import Credential
from portal.records.credentials.operations import (
    CredentialChangedError,
    CredentialRefusedError,
    close_timely_filing,
    extend_credential,
    record_timely_filing,
)
from portal.records.evidence.kinds import EvidenceKind
from portal.records.evidence.operations import EvidenceRefusedError, claim_item
from portal.records.people.models import Person
from portal.records.people.operations import issue_registry_id

__all__ = ["EffectRefusedError", "execute_effects"]


class EffectRefusedError(LifecycleError):
    """An effect names what is not the applicant's, or asks for what the records forbid."""


def execute_effects(
    *,
    effects: Sequence[Effect],
    person_id: int | None,
    reference: str,
    actor_id: int | None,
    at: datetime,
) -> None:
    """Execute the effects on the applicant's own records; raise EffectRefusedError for any other, or without a person.

    The caller's transaction must then be undone. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Effects are executed in the transaction of their operation.")
    for effect in effects:
        if person_id is None:
            raise EffectRefusedError(f"{effect!r}: nobody with an account applied")
        try:
            _execute(effect, person_id, reference, actor_id, at)
        except _REFUSALS as error:
            raise EffectRefusedError(f"{effect!r}: {error}") from error


_REFUSALS = (
    CredentialRefusedError,
    CredentialChangedError,
    EvidenceRefusedError,
    ValidationError,
)
_CLAIMS = {
    ClaimExperience: EvidenceKind.EXPERIENCE,
    ClaimQualification: EvidenceKind.QUALIFICATION,
    ClaimTestResult: EvidenceKind.TEST_RESULT,
    ClaimTraining: EvidenceKind.TRAINING,
}


def _execute(
    effect: Effect, person_id: int, reference: str, actor_id: int | None, at: datetime
) -> None:
    if isinstance(effect, AskAgain):
        raise EffectRefusedError(f"{effect!r}: only a submission can be asked again")
    if isinstance(effect, WriteBack):
        _write_back(effect, person_id, actor_id, at)
    elif isinstance(effect, ClaimExperience | ClaimQualification | ClaimTestResult | ClaimTraining):
        claim_item(
            kind=_CLAIMS[type(effect)],
            person_id=person_id,
            application_reference=reference,
            facts=asdict(effect),
        )
    elif isinstance(effect, IssueRegistryId):
        issue_registry_id(
            person_id=person_id, application_reference=reference, actor_id=actor_id, at=at
        )
    elif isinstance(effect, IssueCredential):
        issue_by_type(
            person_id=person_id,
            type_key=effect.type_key,
            endorsements=effect.endorsements,
            application_reference=reference,
            actor_id=actor_id,
            at=at,
        )
    else:
        _apply_to_credential(effect, person_id, reference, actor_id, at)


def _apply_to_credential(
    effect: RecordTimelyFiling | CloseTimelyFiling | ExtendCredential | IssueDuplicate,
    person_id: int,
    reference: str,
    actor_id: int | None,
    at: datetime,
) -> None:
    credential = Credential.objects.filter(
        number=effect.credential_number, person_id=person_id
    ).first()
    if credential is None:
        raise EffectRefusedError(f"{effect!r}: not a credential of the applicant")
    if isinstance(effect, RecordTimelyFiling):
        record_timely_filing(
            credential=credential,
            filed_on=localdate(at),
            application_reference=reference,
            at=at,
        )
    elif isinstance(effect, CloseTimelyFiling):
        close_timely_filing(
            credential=credential,
            closed_on=localdate(at),
            application_reference=reference,
            actor_id=actor_id,
            at=at,
        )
    elif isinstance(effect, IssueDuplicate):
        record_duplicate(
            credential=credential, application_reference=reference, actor_id=actor_id, at=at
        )
    else:
        extend_credential(
            credential=credential,
            expires_on=effect.expires_on,
            effective_on=localdate(at),
            application_reference=reference,
            actor_id=actor_id,
            at=at,
        )


def _write_back(effect: WriteBack, person_id: int, actor_id: int | None, at: datetime) -> None:
    if effect.path == SSN:  # a decision itself records the number, of which this is the masked form
        return
    if effect.path not in PERSON_COLUMNS:
        raise EffectRefusedError(f"{effect.path}: not a path of the records")
    column = PERSON_COLUMNS[effect.path]
    person = Person.objects.select_for_update().get(pk=person_id)
    if getattr(person, column) == effect.value:
        return
    before = getattr(person, column)
    setattr(person, column, effect.value)
    person.full_clean(exclude=["account"])
    person.save()
    record_event(
        action="person.updated",
        record_type="person",
        record_id=str(person.public_id),
        state={"path": effect.path, "old": before, "new": effect.value},
        actor_id=actor_id,
        at=at,
    )
