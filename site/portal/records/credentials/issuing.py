"""Issues what an approved application asked for: by type, validity and categories of the dated rows of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.records.credentials.models import (
    Credential,
    CredentialEvent,
    CredentialTypeTerms,
    Endorsement,
    EndorsementTerms,
)
from portal.records.credentials.operations import (
    CredentialRefusedError,
    append_event,
    issue_credential,
    refuse_ended,
)
from portal.records.credentials.queries import get_type_terms
from portal.records.credentials.renewal import first_expiry
from portal.records.people.models import Person

__all__ = ["issue_by_type", "record_duplicate"]

Endorsed = tuple[Endorsement, str]


@transaction.atomic
def issue_by_type(
    *,
    person_id: int,
    type_key: str,
    endorsements: Sequence[tuple[str, str]],
    application_reference: str,
    actor_id: int | None,
    at: datetime,
) -> list[Credential]:
    """Issue a credential for each category of the endorsements, given as code and subject or ''.

    Categories have certificates of their own (DOMAIN 1.2). It runs from today for the validity of its type.
    Raises CredentialRefusedError for a type or an endorsement without a confirmed row, or a type of unknown validity.
    """
    today = localdate(at)
    try:
        terms = get_type_terms(type_key, today)
    except CredentialTypeTerms.DoesNotExist as error:
        raise CredentialRefusedError(f"{type_key} is no type on {today}.") from error
    if terms.validity_months is None:
        raise CredentialRefusedError(f"No validity of {type_key} is on record.")
    return [
        issue_credential(
            person=Person.objects.get(pk=person_id),
            credential_type=terms.credential_type,
            category=category,
            issued_on=today,
            expires_on=first_expiry(terms.validity_months, today),
            endorsements=endorsed,
            application_reference=application_reference,
            actor_id=actor_id,
            at=at,
        )
        for category, endorsed in _by_category(endorsements, at)
    ]


def _by_category(
    asked: Sequence[tuple[str, str]], at: datetime
) -> list[tuple[str, list[Endorsed]]]:
    wanted = {code for code, _subject in asked}
    rows = EndorsementTerms.objects.in_force(localdate(at)).filter(is_active=True)
    found = {
        row.endorsement.code: row
        for row in rows.filter(endorsement__code__in=wanted).select_related("endorsement")
    }
    if not wanted or wanted - found.keys():
        lacking = ", ".join(sorted(wanted - found.keys())) or "none asked for"
        raise CredentialRefusedError(f"Endorsements that cannot be issued: {lacking}.")
    grouped: dict[str, list[Endorsed]] = defaultdict(list)
    for code, subject in asked:
        grouped[found[code].category].append((found[code].endorsement, subject))
    return sorted(grouped.items())


@transaction.atomic
def record_duplicate(
    *, credential: Credential, application_reference: str, actor_id: int | None, at: datetime
) -> CredentialEvent:
    """Note that a duplicate of a credential was issued today; its dates and its status stay as they are.

    Raises CredentialRefusedError for a credential that discipline or replacement has ended.
    """
    today = localdate(at)
    refuse_ended(credential, today)
    event = CredentialEvent(
        credential=credential,
        kind=CredentialEvent.Kind.DUPLICATED,
        effective_on=today,
        application_reference=application_reference,
        recorded_at=at,
    )
    return append_event(event, actor_id)
