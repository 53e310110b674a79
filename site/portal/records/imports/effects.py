"""What recording a row would do beside what is known: something new, nothing, or something that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from portal.records.credentials.models import Credential
from portal.records.imports.models import ImportFile, ImportRow
from portal.records.organizations.models import Membership

__all__ = ["Effect", "find_effects", "show_endorsements"]

Values = Mapping[str, Any]
Kind = ImportRow.Effect
COMPARED = ("type", "category", "issued_on", "expires_on", "endorsements", "status")


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a row, and where it differs from what is known: column, what is known, what is given."""

    kind: str
    differences: list[dict[str, str]]


def find_effects(file: ImportFile, rows: Sequence[tuple[Values, int | None]]) -> list[Effect]:
    """Return the effect of each row, given with whom it is about; nobody is somebody new. A few SQL."""
    if file.kind == ImportFile.Kind.ROSTER:
        return _roster_effects(file, rows)
    known = _find_certificates({values["certificate_number"] for values, _person in rows})
    return [_compare_certificate(known, values, person_id) for values, person_id in rows]


def show_endorsements(pairs: Iterable[Sequence[str]]) -> str:
    """Return endorsements as a file has them."""
    return "; ".join(
        f"{code}:{subject}" if subject else code for code, subject in sorted(map(tuple, pairs))
    )


def _find_certificates(numbers: set[str]) -> dict[str, Credential]:
    """Return what is known under the numbers of either system."""
    rows = Credential.objects.filter(Q(number__in=numbers) | Q(legacy_number__in=numbers))
    related = rows.select_related("credential_type", "person").prefetch_related(
        "endorsements__endorsement", "events"
    )
    return {number: row for row in related for number in (row.number, row.legacy_number) if number}


def _compare_certificate(
    known: Mapping[str, Credential], values: Values, person_id: int | None
) -> Effect:
    row = known.get(values["certificate_number"])
    if row is None:
        return Effect(Kind.NEW, [])
    facts = {
        "type": row.credential_type.key,
        "category": row.category,
        "issued_on": _show(row.issued_on),
        "expires_on": _show(row.expires_on),
        "endorsements": show_endorsements(
            (each.endorsement.code, each.subject) for each in row.endorsements.all()
        ),
        "status": _show_status(row, values),
    }
    given = {
        **{name: values[name] or "" for name in COMPARED},
        "endorsements": show_endorsements(values["endorsements"]),
        "status": _given_status(values),
    }
    found = list(_differences(facts, given))
    if row.person_id != person_id:
        found.append({"column": "ein", "known": row.person.ein or "", "given": values["ein"]})
    return Effect(Kind.DIFFERENT if found else Kind.UNCHANGED, found)


def _show_status(row: Credential, values: Values) -> str:
    """Return the event that a file tells of where it is known; a file that tells of none asks for none."""
    told = _given_status(values)
    known = {
        f"{event.kind} {event.effective_on} {'yes' if event.is_final else 'no'}"
        for event in row.events.all()
    }
    return told if told in known else ""


def _given_status(values: Values) -> str:
    if not values["status"]:
        return ""
    is_final = "yes" if values["status_is_final"] else "no"
    return f"{values['status']} {values['status_on']} {is_final}"


def _roster_effects(file: ImportFile, rows: Sequence[tuple[Values, int | None]]) -> list[Effect]:
    people = {person_id for _values, person_id in rows if person_id is not None}
    memberships = Membership.objects.filter(
        organization=file.organization, role=Membership.Role.STAFF, person_id__in=people
    )
    known = {(each.person_id, each.starts_on.isoformat()): each for each in memberships}
    return [
        _compare_membership(known.get((person_id or 0, values["starts_on"])), values)
        for values, person_id in rows
    ]


def _compare_membership(row: Membership | None, values: Values) -> Effect:
    if row is None:
        return Effect(Kind.NEW, [])
    facts = {"position": row.position, "ends_on": _show(row.ends_on)}
    found = list(_differences(facts, {name: values[name] or "" for name in facts}))
    return Effect(Kind.DIFFERENT if found else Kind.UNCHANGED, found)


def _differences(known: Mapping[str, str], given: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for column, text in known.items():
        if text != given[column]:
            yield {"column": column, "known": text, "given": given[column]}


def _show(day: date | None) -> str:
    return day.isoformat() if day else ""
