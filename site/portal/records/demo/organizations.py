"""The invented colleges and the program of the demonstration; districts come from the reference."""

from __future__ import annotations

from datetime import date, datetime

from portal.records.dated.models import Confidence
from portal.records.dated.operations import Said, record_terms
from portal.records.organizations.models import Organization, OrganizationTerms

__all__ = ["ensure_demo_organizations"]

SINCE = date(1950, 1, 1)
INVENTED = (
    ("DEMO-C1", Organization.Kind.COLLEGE, "Harborview State College", "New London"),
    ("DEMO-C2", Organization.Kind.COLLEGE, "Quinebaug Valley Teachers College", "Putnam"),
    ("DEMO-C3", Organization.Kind.COLLEGE, "University of the Lower Housatonic", "Shelton"),
    ("DEMO-P1", Organization.Kind.PROGRAM, "Little Lantern Early Learning Center", "Hamden"),
)


def ensure_demo_organizations(*, at: datetime) -> None:
    """Record the invented organizations unless they are there."""
    known = set(Organization.objects.values_list("code", flat=True))
    for code, kind, name, town in INVENTED:
        if code in known:
            continue
        record_terms(
            model=OrganizationTerms,
            said=Said(
                subject={"organization": Organization.objects.create(code=code, kind=kind)},
                period=(SINCE, None),
                values={"name": name, "town": town, "legal_form": "invented"},
                confidence=Confidence.GENERAL,
                source="Invented for the demonstration",
            ),
            actor_id=None,
            at=at,
        )
