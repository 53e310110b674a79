"""The people behind the demonstration's accounts, with what each needs to be played."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from portal.records.dated.months import add_months
from portal.records.demo.careers import CredentialPlan, coaching_permit, professional
from portal.records.demo.people import CAST_START, PersonPlan

__all__ = ["invent_cast"]


def invent_cast(today: date) -> Mapping[str, PersonPlan]:
    """Return the people of the demonstration by the role of their account.

    The applicant holds a Professional certificate inside its renewal window, one long before it and
    one that has expired; the other applicant has the first and a coaching permit, both due.
    """
    return {
        "applicant": _person(
            0, "applicant", ("Dana", "R.", "Whitfield"), _applicant_holds(today), district=8
        ),
        "other_applicant": _person(
            1,
            "other_applicant",
            ("José", "", "O'Neill-Smith"),
            (_in_window(today, "029"), coaching_permit(add_months(today, -57))),
            former="Núñez",
        ),
        "district_officer": _person(
            2, "district_officer", ("Priya", "", "Calloway"), (), district=8, role="officer"
        ),
        "program_administrator": _person(
            3,
            "program_administrator",
            ("Noémie", "", "Archambault"),
            (),
            district=0,
            role="administrator",
        ),
    }


def _applicant_holds(today: date) -> tuple[CredentialPlan, ...]:
    """Return three Professional certificates: due, not yet due, expired."""
    later = add_months(today, 38)
    expired = today - timedelta(days=200)
    return (
        _in_window(today, "305"),
        professional("administrative", later, 1, (("092", ""),)),
        professional("special_services", expired, 2, (("068", ""),)),
    )


def _in_window(today: date, code: str) -> CredentialPlan:
    """Return a teaching certificate that expires three months from today."""
    return professional("teaching", add_months(today, 3), 2, ((code, ""),))


def _person(
    position: int,
    role_name: str,
    name: tuple[str, str, str],
    credentials: tuple[CredentialPlan, ...],
    *,
    former: str = "",
    district: int | None = None,
    role: str = "staff",
) -> PersonPlan:
    """Return a member of the cast."""
    number = CAST_START + position
    return PersonPlan(
        number=number,
        public_id=uuid.UUID(int=number, version=4),
        name=name,
        birth_date=date(1984, 4, 17) + timedelta(days=311 * position),
        town="Hamden",
        credentials=credentials,
        former_surname=former,
        email=f"{role_name}@example.org",
        district=district,
        college=position,
        role=role,
    )
