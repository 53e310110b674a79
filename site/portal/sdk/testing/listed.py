"""Rows for questions that offer a list, put on record where none of the day are offered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from portal.records.credentials.models import Endorsement, EndorsementTerms
from portal.records.organizations.models import Organization, OrganizationTerms

__all__ = ["put_on_lists"]


def put_on_lists() -> None:
    """Put an endorsement and a district on record where applicants are offered none."""
    facts: dict[str, Any] = {
        "valid_from": date(2000, 1, 1),
        "recorded_at": timezone.now(),
        "confidence": "verified",
        "is_active": True,
    }
    today = timezone.localdate()
    if not EndorsementTerms.objects.in_force(today).filter(is_active=True).exists():
        endorsement = Endorsement.objects.create(code="ZZ1")
        EndorsementTerms.objects.create(
            endorsement=endorsement, title="Weaving", category="teaching", **facts
        )
    if not OrganizationTerms.objects.in_force(today).filter(is_active=True).exists():
        organization = Organization.objects.create(code="ZZ-1", kind=Organization.Kind.DISTRICT)
        OrganizationTerms.objects.create(organization=organization, name="Elm District", **facts)
