"""The applicant of the kit: facts made up without a database, and somebody with an account in one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal.definitions.fields import (
    AnsweringContext,
    HeldCredential,
    HeldDocument,
    ListedRow,
    get_field_type,
)
from portal.definitions.spec import WizardSpec
from portal.lifecycle.documents import document_kinds, held_documents
from portal.lifecycle.facts import held_credentials
from portal.lifecycle.listing import listed_rows
from portal.lifecycle.runs import PERSON_COLUMNS, record_of
from portal.records.credentials.models import (
    Credential,
    CredentialEvent,
    CredentialType,
    CredentialTypeTerms,
)
from portal.records.credentials.numbers import new_credential_number
from portal.records.documents.models import Document
from portal.records.fees.models import FeeItem
from portal.records.people.models import Person
from portal.records.people.operations import register_person
from portal.records.reference.operations import load_table
from portal.records.reference.tables import find_table
from portal.records.ssn.cipher import index_of, seal
from portal.records.ssn.keeping import masks_of
from portal.records.ssn.models import PersonSSN
from portal.records.ssn.numbers import mask
from portal.sdk.testing.listed import put_on_lists
from portal.users.models import User

__all__ = [
    "Applicant",
    "fill_fee_schedule",
    "give_certificate",
    "give_ssn",
    "made_context",
    "make_applicant",
    "nothing_kept",
    "open_browser",
]

DAYS_LEFT = 60
"""A certificate so close to its expiry can be renewed."""
VALIDITY_MONTHS = 60
NUMBER = "078051120"
"""The number of a specimen card of 1938, which belongs to nobody."""
RECORD = {
    "person.first_name": "Maren",
    "person.last_name": "Okafor-Lind",
    "person.email": "maren@example.org",
    "person.phone": "860-555-0123",
    "person.address_line": "12 Elm Street",
    "person.address_town": "Hartford",
    "person.address_state": "CT",
    "person.address_zip": "06115",
}


ENDORSEMENTS = (
    ListedRow("ZZ1", "Weaving (ZZ1), 1-6", "teaching"),
    ListedRow("ZZ2", "Falconry (ZZ2)", "administrative"),
)
ORGANIZATIONS = (
    ListedRow("ZZ-1", "Elm District", "district"),
    ListedRow("ZZ-2", "Birch School, Avon", "school"),
    ListedRow("ZZ-3", "Cedar College", "college"),
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody with an account and a record, and the certificates that a wizard asks for."""

    account: User
    person: Person

    def context(self) -> AnsweringContext:
        """Return the facts around this applicant's answers today."""
        today = timezone.localdate()
        return AnsweringContext(
            on=today,
            language="en",
            record=record_of(self.person),
            credentials=held_credentials(self.person.pk, today),
            documents=held_documents(self.person.pk, on=today),
            document_kinds=document_kinds(),
            ssns=masks_of(person_id=self.person.pk, application_id=0),
            **listed_rows(("endorsements", "organizations"), on=today),
        )


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Undo everything that is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def made_context(spec: WizardSpec) -> AnsweringContext:
    """Return the facts around somebody who can answer the wizard; no database is asked."""
    today = timezone.localdate()
    held = [
        HeldCredential(
            number=new_credential_number(),
            type_key=key,
            title=key.capitalize(),
            endorsements="",
            expires_on=today + timedelta(days=DAYS_LEFT),
            validity_months=VALIDITY_MONTHS,
        )
        for key in wanted_types(spec)
    ]
    papers = [
        HeldDocument(public_id=str(uuid4()), kind=kind, name=f"{kind}.pdf")
        for kind in wanted_kinds(spec)
    ]
    record = dict.fromkeys(PERSON_COLUMNS, "") | RECORD
    return AnsweringContext(
        on=today,
        language="en",
        record=record,
        credentials=held,
        documents=papers,
        ssns={str(uuid4()): mask(NUMBER[-4:])},
        endorsements=ENDORSEMENTS,
        organizations=ORGANIZATIONS,
    )


ANY_TYPE = ("professional",)
"""Who may choose a certificate of any type holds one of this."""


def wanted_types(spec: WizardSpec) -> list[str]:
    """Return the types of certificates that the wizard renews or asks for."""
    asked: list[Any] = [
        question.options.get("types", ANY_TYPE if question.type == "credential" else ())
        for question in spec.fields()
    ]
    return sorted({*spec.renews, *(str(key) for types in asked for key in types)})


def wanted_kinds(spec: WizardSpec) -> list[str]:
    """Return the kinds of documents that the wizard asks for."""
    asked: list[Any] = [question.options.get("kinds", ()) for question in spec.fields()]
    return sorted({str(kind) for kinds in asked for kind in kinds})


def make_applicant(spec: WizardSpec) -> Applicant:
    """Register somebody who can answer the wizard."""
    at, name = timezone.now(), f"conformance-{uuid4().hex[:12]}"
    account = User.objects.create_user(username=name, email=f"{name}@example.org", password=None)
    person = register_person(
        account=account,
        first_name=RECORD["person.first_name"],
        last_name=RECORD["person.last_name"],
        email=account.email,
        actor_id=None,
        at=at,
    )
    fill_fee_schedule()
    for key in wanted_types(spec):
        give_certificate(person.pk, key)
    for kind in wanted_kinds(spec):
        give_document(person.pk, kind)
    if any(get_field_type(question.type).needs_ssns for question in spec.fields()):
        give_ssn(person.pk)
    put_on_lists()
    return Applicant(account, person)


def give_ssn(person_id: int) -> str:
    """Put a number on record that belongs to nobody, and return its reference."""
    public_id = Person.objects.values_list("public_id", flat=True).get(pk=person_id)
    kept = PersonSSN.objects.create(
        person_id=person_id,
        sealed=seal(NUMBER, owner=str(public_id)),
        blind_index=index_of(NUMBER),
        last_four=NUMBER[-4:],
        kept_at=timezone.now(),
        recorded_at=timezone.now(),
    )
    return str(kept.reference)


def fill_fee_schedule() -> None:
    """Put the portal's own fees on record, where there are none: a service with an unknown fee takes nobody."""
    if not FeeItem.objects.filter(key="duplicate").exists():
        load_table(table=find_table("fees"), at=timezone.now())


def open_browser(applicant: Applicant) -> Client:
    """Return a new browser in which the applicant is signed in; it reads English."""
    browser = Client(raise_request_exception=False, headers={"accept-language": "en"})
    browser.force_login(applicant.account)
    return browser


def give_document(person_id: int, kind: str) -> Document:
    """Put a document of a kind on record; no file stands behind it."""
    name = uuid4().hex
    return Document.objects.create(
        person_id=person_id,
        kind=kind,
        original_name=f"{kind}.pdf",
        stored_name=name,
        media_type="application/pdf",
        size=1,
        sha256=name * 2,
        scan_state=Document.ScanState.CLEAN,
        scanned_at=timezone.now(),
        received_at=timezone.now(),
    )


def give_certificate(person_id: int, type_key: str, *, days_left: int = DAYS_LEFT) -> Credential:
    """Issue a certificate of a type, made renewable where it is unknown, close to its expiry."""
    kind, is_new = CredentialType.objects.get_or_create(key=type_key)
    if is_new:
        CredentialTypeTerms.objects.create(
            credential_type=kind,
            title=type_key.capitalize(),
            valid_from=date(2000, 1, 1),
            recorded_at=timezone.now(),
            confidence="verified",
            is_active=True,
            is_renewable=True,
            validity_months=VALIDITY_MONTHS,
            renewal_opens_months=6,
            is_held_by_timely_filing=True,
        )
        fill_fee_schedule()
    expires_on = timezone.localdate() + timedelta(days=days_left)
    credential = Credential.objects.create(
        number=new_credential_number(),
        person_id=person_id,
        credential_type=kind,
        issued_on=expires_on - timedelta(days=5 * 365),
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
