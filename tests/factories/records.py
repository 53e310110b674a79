"""Valid rows of the shared records with every fact in its place; a test changes the fact it is about."""

import hashlib
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from portal.records import models as records
from portal.records.applications.references import new_reference
from portal.records.credentials.numbers import new_credential_number
from portal.users.models import User

AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
SINCE = date(2000, 1, 1)
SHA256 = hashlib.sha256(b"a page").hexdigest()

_numbers = count(1)


def make_user(**facts: Any) -> User:
    """Return an account without role or password."""
    name = f"user{next(_numbers)}"
    return User.objects.create(**{"username": name, "email": f"{name}@example.org", **facts})


def make_named(last_name: str, first_name: str = "Ada", **facts: Any) -> records.Person:
    """Return a person of a name."""
    return records.Person.objects.create(first_name=first_name, last_name=last_name, **facts)


def make_organization(kind: str = "district", **facts: Any) -> records.Organization:
    """Return a district, unless told."""
    return records.Organization.objects.create(
        **{"code": f"T{next(_numbers)}", "kind": kind, **facts}
    )


def make_district(name: str = "Ashford", **facts: Any) -> records.Organization:
    """Return a district with its name."""
    district = make_organization()
    records.OrganizationTerms.objects.create(
        organization=district, **dated(**{"name": name, **facts})
    )
    return district


def make_membership(
    person: records.Person, organization: records.Organization, **facts: Any
) -> records.Membership:
    """Return a membership, of staff since 2020 unless told."""
    facts = {"role": "staff", "starts_on": date(2020, 8, 20), **facts}
    return records.Membership.objects.create(person=person, organization=organization, **facts)


def dated(**facts: Any) -> dict[str, Any]:
    """Return the facts of a verified, active dated row."""
    return {
        "valid_from": SINCE,
        "recorded_at": AT,
        "confidence": "verified",
        "is_active": True,
        **facts,
    }


def make_name_rule(**facts: Any) -> records.NameRuleTerms:
    """Return the rule that lets holders choose the first name that the look-up shows."""
    rule, _new = records.NameRule.objects.get_or_create(key="published_first_name")
    facts = {**dated(), "title": "Holders choose", "is_allowed": True, **facts}
    return records.NameRuleTerms.objects.create(name_rule=rule, **facts)


def make_mailing(**facts: Any) -> records.MailingTerms:
    """Return where payments are mailed to."""
    address, _new = records.MailingAddress.objects.get_or_create(key="bureau")
    given = {"payee": "Treasurer", "addressee": "Bureau", "street": "PO Box 1", "place": "Hartford"}
    return records.MailingTerms.objects.create(
        mailing_address=address, **{**dated(), **given, **facts}
    )


def make_instrument(key: str = "money_order", **facts: Any) -> records.InstrumentTerms:
    """Return what is said of a kind of paper that may be mailed as payment."""
    instrument, _new = records.Instrument.objects.get_or_create(key=key)
    given = {"title": "Money order", "title_es": "Giro", "is_accepted": True}
    return records.InstrumentTerms.objects.create(
        instrument=instrument, **{**dated(), **given, **facts}
    )


def make_retention(key: str = "unfinished_drafts", **facts: Any) -> records.RetentionTerms:
    """Return a confirmed period of a year, without reminders."""
    rule, _new = records.RetentionRule.objects.get_or_create(key=key)
    facts = {**dated(), "title": key, "keep_for": 12, "unit": "months", **facts}
    return records.RetentionTerms.objects.create(retention_rule=rule, **facts)


def make_fee(key: str = "made_up", **facts: Any) -> records.FeeTerms:
    """Return a fee in force: $50 for something made up, without a review part."""
    item, _new = records.FeeItem.objects.get_or_create(key=key)
    terms = {"title": key, "title_es": f"{key} (es)", "amount_cents": 5_000, "review_cents": 0}
    return records.FeeTerms.objects.create(fee_item=item, **{**dated(), **terms, **facts})


def make_payment_rule(**facts: Any) -> records.PaymentRuleTerms:
    """Return the rule that says which day of a payment counts: the one it arrived."""
    rule, _new = records.PaymentRule.objects.get_or_create(key="paid_on")
    facts = {**dated(), "title": "The day that counts", "counts": "received", **facts}
    return records.PaymentRuleTerms.objects.create(payment_rule=rule, **facts)


def make_type_terms(key: str = "professional", **facts: Any) -> records.CredentialTypeTerms:
    """Return terms of a type: five years, renewable from six months before, held by filing."""
    known, _new = records.CredentialType.objects.get_or_create(key=key)
    terms = {
        "title": key.replace("_", " ").title(),
        "validity_months": 60,
        "is_renewable": True,
        "renewal_opens_months": 6,
        "renewal_advised_weeks": 6,
        "is_held_by_timely_filing": True,
    }
    facts = {**dated(), **terms, **facts}
    return records.CredentialTypeTerms.objects.create(credential_type=known, **facts)


def make_endorsement(code: str, title: str = "Elementary", **facts: Any) -> records.Endorsement:
    """Return an endorsement with its terms."""
    known, _new = records.Endorsement.objects.get_or_create(code=code)
    facts = {**dated(), "title": title, "category": "teaching", "grade_span": "PK-6", **facts}
    records.EndorsementTerms.objects.create(endorsement=known, **facts)
    return known


def make_held(person: records.Person, **facts: Any) -> records.Credential:
    """Return a Professional certificate, 2022 to 2026, with its event of issue."""
    known, _new = records.CredentialType.objects.get_or_create(key="professional")
    held = records.Credential.objects.create(
        **{
            "number": new_credential_number(),
            "person": person,
            "credential_type": known,
            "issued_on": date(2022, 1, 1),
            "expires_on": date(2026, 12, 31),
            **facts,
        }
    )
    make_event(held, "issued", held.issued_on, expires_on=held.expires_on)
    return held


def make_event(
    held: records.Credential, kind: str, on: date, **facts: Any
) -> records.CredentialEvent:
    """Return an event of a credential."""
    return records.CredentialEvent.objects.create(
        credential=held, kind=kind, effective_on=on, recorded_at=AT, **facts
    )


def content_hash(key: str = "renew_professional", number: int = 1) -> str:
    """Return the hash that a made version has."""
    return hashlib.sha256(f"{key} {number}".encode()).hexdigest()


def make_version(key: str = "renew_professional", number: int = 1) -> records.WizardVersion:
    """Return a published version of a wizard."""
    wizard, _new = records.Wizard.objects.get_or_create(key=key, defaults={"origin": "plugin"})
    return records.WizardVersion.objects.create(
        wizard=wizard,
        number=number,
        schema_version=1,
        definition={"key": key},
        content_hash=content_hash(key, number),
        published_at=AT,
    )


def make_draft(person: records.Person, **facts: Any) -> records.Application:
    """Return a draft."""
    version = records.WizardVersion.objects.first() or make_version()
    return records.Application.objects.create(
        **{
            "person": person,
            "version": version,
            "service_key": version.wizard.key,
            "started_at": AT,
            "saved_at": AT,
            **facts,
        }
    )


def make_submitted(person: records.Person, **facts: Any) -> records.Application:
    """Return a submitted application."""
    return make_draft(
        person,
        **{
            "reference": new_reference(),
            "submitted_at": AT,
            "snapshot": {},
            "snapshot_hash": SHA256,
            "stage": "submitted",
            "action_required_by": "staff",
            **facts,
        },
    )


def make_document(person: records.Person, **facts: Any) -> records.Document:
    """Return a received file that was not scanned yet; each has a content of its own."""
    number = next(_numbers)
    return records.Document.objects.create(
        **{
            "person": person,
            "kind": "transcript",
            "original_name": "transcript.pdf",
            "stored_name": f"stored{number}",
            "media_type": "application/pdf",
            "size": 10,
            "sha256": f"{number:064x}",
            "received_at": AT,
            **facts,
        }
    )


def make_use(**facts: Any) -> records.DocumentUse:
    """Return a use of a document in a submitted application of the same person."""
    document = facts.pop("document", None) or make_document(make_named("Whitfield"))
    application = facts.pop("application", None) or make_submitted(document.person)
    return records.DocumentUse.objects.create(
        **{"document": document, "application": application, "question": "transcript", **facts}
    )


def make_seal(number: int) -> records.AuditSeal:
    """Return a seal in a place of the chain; no event stands behind it."""
    return records.AuditSeal.objects.create(
        number=number, event_id=1, sealed_at=AT, key_id="k", mac="m"
    )


def make_variants(*kinds: str) -> list[records.NameVariant]:
    """Return one variant of a name under each kind."""
    return [
        records.NameVariant.objects.create(kind=kind, variant="vos", name="voss", shown="Voss")
        for kind in kinds
    ]


def make_job(**facts: Any) -> records.Job:
    """Return a job that waits."""
    return records.Job.objects.create(kind="count", owner=make_user(), created_at=AT, **facts)
