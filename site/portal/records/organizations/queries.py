"""Reads of organizations: the districts of a day, and who works in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from portal.records.organizations.models import Membership, Organization, OrganizationTerms

__all__ = [
    "District",
    "find_district",
    "find_district_of_officer",
    "is_current",
    "is_staff_of",
    "list_districts",
    "list_organizations",
]


@dataclass(frozen=True, slots=True)
class District:
    """A school district by its code and its name of the day."""

    organization_id: int
    code: str
    name: str


def list_districts(*, on: date) -> tuple[District, ...]:
    """Return the districts of a day by name; 1 SQL."""
    return _read_districts(Q(), on)


def list_organizations(*, on: date) -> tuple[tuple[str, str, str, str], ...]:
    """Return code, name, town and kind of the organizations of a day that are offered, by name; 1 SQL."""
    rows = OrganizationTerms.objects.in_force(on).filter(is_active=True)
    facts = ("organization__code", "name", "town", "organization__kind")
    return tuple(rows.order_by("name", "organization__code").values_list(*facts))


def find_district(code: str, *, on: date) -> District | None:
    """Return the district of a code on a day; 1 SQL."""
    return next(iter(_read_districts(Q(organization__code=code), on)), None)


def is_staff_of(organization_id: int, person: OuterRef, *, on: date) -> Exists:
    """Return whether the person of an outer query is staff of an organization on a day: one look into an index."""
    return Exists(
        Membership.objects.filter(
            is_current(on),
            person_id=person,
            organization_id=organization_id,
            role=Membership.Role.STAFF,
        )
    )


def is_current(on: date) -> Q:
    """Return the condition that a membership holds on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def find_district_of_officer(account_id: int, *, on: date) -> District | None:
    """Return the organization that an account's person is an officer of on a day, whatever its kind; 2 SQL."""
    officer = Membership.objects.filter(
        is_current(on), person__account_id=account_id, role=Membership.Role.OFFICER
    )
    found = officer.order_by("id").values_list("organization_id", "organization__code").first()
    if found is None:
        return None
    organization_id, code = found
    terms = OrganizationTerms.objects.in_force(on).filter(organization_id=organization_id).first()
    return District(organization_id, code, terms.name if terms else "")


def _read_districts(condition: Q, on: date) -> tuple[District, ...]:
    rows = (
        OrganizationTerms.objects.in_force(on)
        .filter(condition, is_active=True, organization__kind=Organization.Kind.DISTRICT)
        .order_by("name", "organization__code")
    )
    return tuple(
        District(*facts)
        for facts in rows.values_list("organization_id", "organization__code", "name")
    )
