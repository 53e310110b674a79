"""Credentials of the cast, relative to today: a Professional certificate inside its renewal window."""

from datetime import date, timedelta

from django.utils import timezone

from portal.records.credentials.models import (
    Credential,
    CredentialEvent,
    CredentialType,
    CredentialTypeTerms,
)
from portal.records.credentials.numbers import new_credential_number
from portal.records.people.models import Person

YEARS = timedelta(days=5 * 365)


def make_type(
    key: str = "professional",
    *,
    title: str = "Professional Educator Certificate",
    months: int = 60,
    **terms: int,
) -> CredentialType:
    """Return a renewable type: five years, opens six months before, held by timely filing."""
    found, is_new = CredentialType.objects.get_or_create(key=key)
    if is_new:
        CredentialTypeTerms.objects.create(
            credential_type=found,
            title=title,
            valid_from=date(2010, 1, 1),
            recorded_at=timezone.now(),
            confidence="verified",
            is_active=True,
            validity_months=months,
            is_renewable=True,
            renewal_opens_months=6,
            renewal_advised_weeks=6,
            is_held_by_timely_filing=True,
            **terms,
        )
    return found


def make_credential(
    person: Person, *, days_left: int = 90, key: str = "professional"
) -> Credential:
    """Return a credential that expires so many days from today."""
    expires_on = timezone.localdate() + timedelta(days=days_left)
    credential = Credential.objects.create(
        number=new_credential_number(),
        person=person,
        credential_type=make_type(key),
        issued_on=expires_on - YEARS,
        expires_on=expires_on,
    )
    CredentialEvent.objects.create(
        credential=credential,
        kind=CredentialEvent.Kind.ISSUED,
        effective_on=credential.issued_on,
        expires_on=expires_on,
        recorded_at=timezone.now(),
    )
    return credential
