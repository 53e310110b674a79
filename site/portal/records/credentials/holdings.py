"""Reads whole credentials in two statements, whatever their number.

One wide join brings type terms and endorsement terms of the day, one statement the events. Callers in ``queries``
choose which credentials, and what to show; ``lookup`` takes of both statements what is public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When
from django.db.models.functions import Coalesce

from portal.records.credentials.models import Credential, CredentialEvent
from portal.records.credentials.renewal import RenewalWindow, renewal_window
from portal.records.credentials.status import (
    Status,
    StoredEvent,
    expiry_on,
    latest_duplicate,
    status_on,
)
from portal.records.people.queries import name_choice_is_allowed

__all__ = [
    "HeldCredential",
    "HeldEndorsement",
    "HeldTerms",
    "WideRow",
    "gather_holdings",
    "legal_name_in",
    "list_events",
    "list_wide_rows",
    "published_name_in",
    "read_holdings",
]


@dataclass(frozen=True, slots=True)
class HeldEndorsement:
    """An endorsement as it stands on the credential, with its title of the day."""

    code: str
    title: str
    subject: str
    grade_span: str


@dataclass(frozen=True, slots=True)
class HeldTerms:
    """What the type means on the day."""

    title: str
    is_active: bool
    is_issuable: bool
    is_renewable: bool
    validity_months: int | None
    renewal_opens_months: int | None
    renewal_advised_weeks: int | None
    is_held_by_timely_filing: bool
    renewal_hours: int | None
    refresher_months: int | None


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A credential with everything that a page about it needs; strangers see its holder's published name only."""

    credential_id: int
    person_id: int
    number: str
    type_key: str
    terms: HeldTerms | None
    category: str
    issued_on: date
    stored_expires_on: date | None
    endorsements: tuple[HeldEndorsement, ...]
    events: tuple[StoredEvent, ...]
    holder_name: str
    published_name: str
    on: date

    @property
    def title(self) -> str:
        """Return the type's title, or its key where no terms cover the day."""
        return self.terms.title if self.terms else self.type_key

    @property
    def expires_on(self) -> date | None:
        """Return the expiry date as it stands on the day."""
        return expiry_on(expires_on=self.stored_expires_on, events=self.events, on=self.on)

    @property
    def status(self) -> Status:
        """Return what anybody may know of the status on the day."""
        return self._status(public=True)

    @property
    def staff_status(self) -> Status:
        """Return the status with actions that are not final."""
        return self._status(public=False)

    @property
    def duplicate_on(self) -> date | None:
        """Return the day of the latest duplicate."""
        return latest_duplicate(self.events, self.on)

    @property
    def renewal(self) -> RenewalWindow:
        """Return the renewal window as of the day."""
        return renewal_window(self.terms, self.expires_on, self.on)

    def _status(self, *, public: bool) -> Status:
        return status_on(
            issued_on=self.issued_on,
            expires_on=self.stored_expires_on,
            events=self.events,
            on=self.on,
            public=public,
        )


class NamedHolder(Protocol):
    """The names of a holder in a row: the chosen first name only where the day's law lets it be published."""

    @property
    def first_name(self) -> str: ...
    @property
    def middle_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def published_first(self) -> str | None: ...


class WideRow(NamedTuple):
    """A credential with one of its endorsements, if it has any, and the terms of both on the day."""

    id: int
    person_id: int
    number: str
    category: str
    issued_on: date
    expires_on: date | None
    first_name: str
    middle_name: str
    last_name: str
    published_first: str | None
    type_key: str
    code: str | None
    subject: str
    endorsement_title: str | None
    grade_span: str | None
    title: str | None
    is_active: bool
    is_issuable: bool
    is_renewable: bool
    validity_months: int | None
    renewal_opens_months: int | None
    renewal_advised_weeks: int | None
    is_held_by_timely_filing: bool
    renewal_hours: int | None
    refresher_months: int | None


TERMS = slice(-len(HeldTerms.__slots__), None)
COLUMNS = {name: name for name in WideRow._fields} | {
    "first_name": "person__first_name",
    "middle_name": "person__middle_name",
    "last_name": "person__last_name",
    "type_key": "credential_type__key",
    "code": "endorsements__endorsement__code",
    "subject": "endorsements__subject",
    "endorsement_title": "endorsement_terms__title",
    "grade_span": "endorsement_terms__grade_span",
    **{name: f"type_terms__{name}" for name in WideRow._fields[TERMS]},
}


def read_holdings(condition: Q, *, on: date) -> tuple[HeldCredential, ...]:
    """Return the credentials that meet a condition, by holder's published name, soonest to expire last."""
    rows = list_wide_rows(condition, on, WideRow._fields)
    return gather_holdings(rows, lambda: list_events(condition), on)


def gather_holdings(
    rows: Iterable[Sequence[Any]], read_events: Callable[[], Iterable[Sequence[Any]]], on: date
) -> tuple[HeldCredential, ...]:
    """Return the credentials of wide rows; their events are read where there are any."""
    first_rows: dict[int, WideRow] = {}
    endorsements: dict[int, list[HeldEndorsement]] = defaultdict(list)
    for row in map(WideRow._make, rows):
        first_rows.setdefault(row.id, row)
        if row.code is not None:
            endorsements[row.id].append(_endorsement(row.code, row))
    events: dict[int, list[StoredEvent]] = defaultdict(list)
    for key, *facts in read_events() if first_rows else ():
        events[key].append(StoredEvent._make(facts))
    return tuple(
        _credential(row, tuple(endorsements[key]), tuple(events[key]), on)
        for key, row in first_rows.items()
    )


def _holds(path: str, on: date) -> Q:
    """Return the condition that the dated rows at ``path`` are known now and hold on a day."""
    return Q(**{f"{path}__superseded_at__isnull": True, f"{path}__valid_from__lte": on}) & (
        Q(**{f"{path}__valid_to__isnull": True}) | Q(**{f"{path}__valid_to__gt": on})
    )


def list_wide_rows(
    condition: Q, on: date, names: Iterable[str]
) -> QuerySet[Credential, tuple[Any, ...]]:
    """Return one row a credential and endorsement, with these of the columns of a WideRow."""
    type_path, endorsement_path = "credential_type__terms", "endorsements__endorsement__terms"
    may_choose = Q(name_choice_is_allowed(on))
    rows: QuerySet[Credential, tuple[Any, ...]] = (
        Credential.objects.filter(condition)
        .annotate(
            type_terms=FilteredRelation(type_path, condition=_holds(type_path, on)),
            endorsement_terms=FilteredRelation(
                endorsement_path,
                condition=_holds(endorsement_path, on)
                & Q(**{f"{endorsement_path}__is_active": True}),
            ),
            published_first=Case(When(may_choose, then=F("person__published_first_name"))),
            folded_shown=Coalesce(
                Case(When(may_choose, then=F("person__folded_published"))), "person__folded_first"
            ),
        )
        .order_by(
            "person__folded_last",
            "folded_shown",
            "person_id",
            F("expires_on").desc(nulls_first=True),
            "id",
            "endorsements__endorsement__code",
            "endorsements__subject",
        )
        .values_list(*(COLUMNS[name] for name in names))
    )
    return rows


def list_events(condition: Q) -> QuerySet[CredentialEvent, tuple[Any, ...]]:
    """Return the events of the credentials that meet a condition, in the order they were recorded."""
    events: QuerySet[CredentialEvent, tuple[Any, ...]] = (
        CredentialEvent.objects.filter(credential__in=Credential.objects.filter(condition))
        .order_by("id")
        .values_list("credential_id", *StoredEvent._fields)
    )
    return events


def legal_name_in(row: NamedHolder) -> str:
    """Return the legal name of a row's holder as printed."""
    return " ".join(filter(None, (row.first_name, row.middle_name, row.last_name)))


def published_name_in(row: NamedHolder) -> str:
    """Return the name of a row's holder that strangers see."""
    return f"{row.published_first} {row.last_name}" if row.published_first else legal_name_in(row)


def _endorsement(code: str, row: WideRow) -> HeldEndorsement:
    """Return the endorsement of a wide row; without confirmed terms it keeps its bare code."""
    return HeldEndorsement(code, row.endorsement_title or "", row.subject, row.grade_span or "")


def _credential(
    row: WideRow,
    endorsements: tuple[HeldEndorsement, ...],
    events: tuple[StoredEvent, ...],
    on: date,
) -> HeldCredential:
    """Return the credential of its first wide row."""
    words: Sequence[Any] = tuple(row)[TERMS]
    return HeldCredential(
        credential_id=row.id,
        person_id=row.person_id,
        number=row.number,
        type_key=row.type_key,
        terms=None if row.title is None else HeldTerms(*words),
        category=row.category,
        issued_on=row.issued_on,
        stored_expires_on=row.expires_on,
        endorsements=endorsements,
        events=events,
        holder_name=legal_name_in(row),
        published_name=published_name_in(row),
        on=on,
    )
