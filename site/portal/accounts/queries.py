"""Reads what the account page shows, in a bounded number of queries. What follows from it is in rules."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from portal.accounts.cards import CardFacts, Certificate, DrawnCard, Entry, draw_cards
from portal.accounts.rules import (
    ITEM_TONES,
    STATUS_MEANINGS,
    STATUS_TONES,
    RenewalOffer,
    ServiceOffer,
    describe_progress,
    list_offers,
    offer_renewal,
)
from portal.definitions.compiled import get_compiled
from portal.definitions.periods import Days, Period, last_day_of, period_between
from portal.definitions.record_paths import find_chosen_question
from portal.definitions.texts import Text, in_language
from portal.payments.left_to_pay import LeftToPay, list_left_to_pay
from portal.records.credentials.holdings import HeldCredential
from portal.records.credentials.queries import list_held_credentials
from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.queries import list_claimed_items
from portal.records.ledger.queries import with_taken_back
from portal.records.models import Application, Person, Wizard
from portal.records.organizations.queries import District, find_district_of_officer
from portal.records.people.queries import is_name_choice_allowed, published_name_of

__all__ = [
    "ApplicationRow",
    "CertificateRow",
    "Dashboard",
    "ItemRow",
    "get_dashboard",
    "get_person",
]

MOST_APPLICATIONS = 50
VERSION_DAYS = ("version__definition__opens_on", "version__definition__closes_on")
"""Where the days stand of the version that an application is on."""


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate, what its status means, and how to renew it."""

    held: HeldCredential
    meaning: str
    tone: str
    renewal: RenewalOffer
    offers: list[ServiceOffer]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Something that an application claimed, and the tone of its state."""

    item: ClaimedItem
    tone: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application as its applicant sees it in a list."""

    public_id: uuid.UUID
    reference: str
    service_key: str
    title: str
    certificate_number: str
    started_at: datetime
    saved_at: datetime
    submitted_at: datetime | None
    stage: str
    stage_label: str
    next_actor: str
    progress: str
    owes: bool = False
    is_one_of_several: bool = False
    closes_on: date | None = None
    """The last day on which a draft can be sent, or could be where it is over."""
    is_over: bool = False

    @property
    def is_draft(self) -> bool:
        """Tell whether it has not been sent yet."""
        return self.submitted_at is None

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to happen."""
        return self.stage != Application.Stage.CLOSED


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the account page of somebody with a record."""

    person: Person
    certificates: list[CertificateRow]
    items: list[ItemRow]
    drafts: list[ApplicationRow]
    applications: list[ApplicationRow]
    to_pay: list[tuple[LeftToPay, str]]
    """What is left to pay, each with the title of its application."""
    services: list[ServiceOffer]
    cards: list[DrawnCard]
    district: District | None
    may_choose_name: bool

    @property
    def published_name(self) -> str:
        """Return the name under which the public look-up shows the person."""
        return published_name_of(self.person, is_allowed=self.may_choose_name)


def get_person(account_id: int) -> Person | None:
    """Return the record that belongs to an account."""
    return Person.objects.filter(account_id=account_id).first()


def get_dashboard(*, person: Person, on: date, language: str) -> Dashboard:
    """Return what the account page shows of a person on a day."""
    services = list_services(language, on=on)
    applications = list_applications(person.pk, {each.key: each for each in services}, on=on)
    opened = [row for row in applications if row.is_open]
    offering = {each.key for each in services if each.offer}
    renewing = [row for row in opened if row.service_key not in offering]
    under_way = frozenset(row.certificate_number for row in renewing if not row.is_draft)
    begun = frozenset(row.certificate_number for row in renewing if row.is_draft)
    asked = frozenset((row.service_key, row.certificate_number) for row in opened)
    certificates = [
        CertificateRow(
            held=held,
            meaning=str(STATUS_MEANINGS[held.status]),
            tone=STATUS_TONES[held.status],
            renewal=offer_renewal(held, services, under_way, begun),
            offers=list_offers(held, services, asked),
        )
        for held in list_held_credentials(person.pk, on=on)
    ]
    items = list_claimed_items(person.pk)
    return Dashboard(
        person=person,
        certificates=certificates,
        items=[ItemRow(item, ITEM_TONES[item.state]) for item in items],
        drafts=_tell_apart([row for row in applications if row.is_draft]),
        applications=[row for row in applications if not row.is_draft],
        to_pay=_list_to_pay([row for row in applications if row.owes], language),
        services=[service for service in services if service.is_on],
        cards=draw_cards(_card_facts(person, certificates, items, on), language),
        district=find_district_of_officer(person.account_id, on=on) if person.account_id else None,
        may_choose_name=is_name_choice_allowed(on),
    )


def _list_to_pay(rows: list[ApplicationRow], language: str) -> list[tuple[LeftToPay, str]]:
    titles = {row.public_id: row.title for row in rows}
    return [(left, titles[left.public_id]) for left in list_left_to_pay(titles, language)]


def _card_facts(
    person: Person, certificates: Iterable[CertificateRow], items: Iterable[ClaimedItem], on: date
) -> CardFacts:
    return CardFacts(
        on=on,
        registry_id=person.registry_id or "",
        certificates=tuple(
            Certificate(
                number=held.number,
                type_key=held.type_key,
                title=held.title,
                status=held.status,
                expires_on=held.expires_on,
            )
            for held in (row.held for row in certificates)
        ),
        entries=tuple(Entry(kind=item.kind, state=item.state) for item in items),
    )


def list_services(language: str, *, on: date) -> list[ServiceOffer]:
    """Return every published service with its title in a language, and whether it can be begun on a day."""
    said = "current_version__definition__"
    facts = [f"{said}{name}" for name in ("title", "renews", "opens_on", "closes_on", "offer")]
    published = ("current_version", "current_version__content_hash")
    rows = Wizard.objects.filter(current_version__isnull=False).values_list(
        "key", "is_on", "archived_at", *facts, *published
    )
    return [
        ServiceOffer(
            key=key,
            title=in_language(title or {}, language),
            renews=frozenset(renews or ()),
            is_on=is_on
            and archived_at is None
            and period_between(_day(opens_on), _day(closes_on), on) is Period.OPEN,
            days=(_day(opens_on), _day(closes_on)),
            **(_offered(offer, version, digest, language) if offer else {}),
        )
        for key, is_on, archived_at, title, renews, opens_on, closes_on, offer, version, digest in rows
    ]


def _offered(offer: Text, version_id: int, digest: str, language: str) -> dict[str, Any]:
    """Return what a service offers on certificates, and on which, by the question that asks for one."""
    question = find_chosen_question(get_compiled(version_id, digest).spec)
    options: Mapping[str, Any] = question.options if question else {}
    types = options.get("types")
    return {
        "offer": in_language(offer, language),
        "offered_types": None if types is None else frozenset(types),
        "offered_statuses": frozenset(options.get("statuses", ())),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def list_applications(
    person_id: int, services: Mapping[str, ServiceOffer], *, on: date
) -> list[ApplicationRow]:
    """Return a person's applications, the newest first; ``services`` are those on offer, by key."""
    rows = (
        with_taken_back(Application.objects.filter(person_id=person_id))
        .order_by("-id")
        .values(
            "public_id", "reference", "service_key", "credential__number", "started_at", "saved_at",
            "submitted_at", "stage", "action_required_by", "statuses", "was_taken_back", *VERSION_DAYS,
        )[:MOST_APPLICATIONS]
    )  # fmt: skip
    return [_to_application_row(row, services.get(row["service_key"]), on) for row in rows]


def _tell_apart(drafts: list[ApplicationRow]) -> list[ApplicationRow]:
    """Return the drafts, each marked that is named like another: those say when they were begun."""
    named = Counter((row.title, row.certificate_number) for row in drafts)
    return [
        replace(row, is_one_of_several=named[row.title, row.certificate_number] > 1)
        for row in drafts
    ]


def _to_application_row(
    row: Mapping[str, Any], service: ServiceOffer | None, on: date
) -> ApplicationRow:
    opens_on, closes_on = (_day(row[name]) for name in VERSION_DAYS)
    terms: list[Days] = [(opens_on, closes_on), *([service.days] if service else [])]
    last_day, is_over = last_day_of(terms, on)
    return ApplicationRow(
        public_id=row["public_id"],
        reference=row["reference"] or "",
        service_key=row["service_key"],
        title=service.title if service else row["service_key"],
        certificate_number=row["credential__number"] or "",
        started_at=row["started_at"],
        saved_at=row["saved_at"],
        submitted_at=row["submitted_at"],
        stage=row["stage"],
        stage_label=str(Application.Stage(row["stage"]).label),
        next_actor=str(Application.Actor(row["action_required_by"]).label),
        progress=describe_progress(row["statuses"]),
        owes="payment_due" in row["statuses"] or row["was_taken_back"],
        closes_on=last_day,
        is_over=is_over,
    )
