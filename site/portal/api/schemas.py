"""What the API answers with: every field is listed here, and none comes along by accident."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from portal.definitions.catalog import Availability, Service
from portal.records.credentials.lookup import LookupRow
from portal.records.credentials.status import Status
from portal.records.credentials.wording import STATUS_MEANINGS

__all__ = [
    "CertificateOut",
    "DistrictListOut",
    "DistrictOut",
    "EndorsementOut",
    "FeeOut",
    "FoundOut",
    "KeyListOut",
    "KeyOut",
    "LookupOut",
    "ServiceListOut",
    "ServiceOut",
]


class FeeOut(Schema):
    """What a service usually costs, before anybody has answered."""

    total_cents: int = Field(description="In whole cents; 0 where it is free.")
    words: str = Field(description="The same in words, with what it depends on.")
    depends_on_answers: bool = Field(
        description="Whether what is answered can change it; the read-back says the sum that is charged."
    )


class ServiceOut(Schema):
    """Something the portal offers."""

    key: str = Field(description="The service's permanent key.")
    kind: Literal["wizard", "tool"] = Field(
        description="A wizard is an application with steps; a tool is used in place."
    )
    title: str
    summary: str
    is_available: bool = Field(description="Whether it can be used now.")
    availability: Availability = Field(
        description="Why it can't: before its first day, after its last, archived for good, off for a while."
    )
    opens_on: date | None = Field(description="The first day of a wizard that has one.")
    closes_on: date | None = Field(
        description="The last day of a wizard that has one; it counts to its end, by the portal's clock."
    )
    minutes: int | None = Field(description="How long it takes, where that is known.")
    needs: list[str] = Field(description="What to have at hand.")
    needs_account: bool = Field(
        description="Whether people sign in before they begin; false for tools, and for wizards that anybody fills in."
    )
    start_url: str | None = Field(description="Where a person starts it; null for a tool.")
    fee: FeeOut | None = Field(
        description="What it usually costs today; null where nothing is said of fees, or it can't be worked out now."
    )

    @classmethod
    def of(cls, service: Service, fee: FeeOut | None) -> ServiceOut:
        """Return the public part of a service."""
        return cls(
            key=service.key,
            kind=service.kind,
            title=service.title,
            summary=service.summary,
            is_available=service.is_available,
            availability=service.availability,
            opens_on=service.opens_on,
            closes_on=service.closes_on,
            minutes=service.minutes,
            needs=list(service.needs),
            needs_account=service.kind == "wizard" and not service.is_for_anybody,
            start_url=service.start_url or None,
            fee=fee,
        )


class ServiceListOut(Schema):
    """All services on offer."""

    items: list[ServiceOut]


class DistrictOut(Schema):
    """A school district."""

    code: str = Field(description="The state's permanent code.")
    name: str


class DistrictListOut(Schema):
    """The districts of today, by name."""

    items: list[DistrictOut]


class EndorsementOut(Schema):
    """A subject or position that a certificate covers."""

    code: str
    title: str = Field(description="Empty where the code has no confirmed title.")
    subject: str = Field(
        description="The subject named on the certificate, where the code needs one."
    )


class FoundOut(Schema):
    """What anybody may see of a certificate."""

    name: str = Field(description="The holder's name.")
    certificate_type: str
    endorsements: list[EndorsementOut]
    effective_on: date
    expires_on: date | None = Field(description="Null where the certificate does not expire.")
    status: Status
    status_label: str = Field(description="The status in the reader's language.")
    explanation: str = Field(description="What the status means.")

    @classmethod
    def of(cls, row: LookupRow) -> FoundOut:
        """Return the certificate with its status in words."""
        return cls(**_public_fields(row))


class LookupOut(Schema):
    """Certificates found. None found never means that somebody is not certified."""

    items: list[FoundOut]
    has_more: bool = Field(description="Whether more people fit; type more of the name.")
    next_cursor: str | None = Field(description="Leads on to them, as far as one search goes.")
    similar_names: list[str] = Field(
        default=[], description="Where nobody was found: names that differ by one slip."
    )


class CertificateOut(FoundOut):
    """The validity of one certificate on the day of asking."""

    number: str
    as_of: date
    is_valid: bool = Field(description="True only while the status is active.")

    @classmethod
    def of_number(cls, number: str, row: LookupRow, *, on: date) -> CertificateOut:
        """Return the validity of the certificate with that number."""
        is_valid = row.status is Status.ACTIVE
        return cls(number=number, as_of=on, is_valid=is_valid, **_public_fields(row))


class KeyOut(Schema):
    """A public key (RFC 8037)."""

    kty: Literal["OKP"] = "OKP"
    crv: Literal["Ed25519"] = "Ed25519"
    use: Literal["sig"] = "sig"
    kid: str = Field(description="The key's thumbprint (RFC 7638): keyid of a signature.")
    x: str = Field(description="The public key in base64url.")


class KeyListOut(Schema):
    """The keys of signatures, as a JSON Web Key Set (RFC 7517)."""

    keys: list[KeyOut]


def _public_fields(row: LookupRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "certificate_type": row.certificate_type,
        "endorsements": [
            EndorsementOut(code=each.code, title=each.title, subject=each.subject)
            for each in row.endorsements
        ],
        "effective_on": row.effective_on,
        "expires_on": row.expires_on,
        "status": row.status,
        "status_label": str(row.status.label),
        "explanation": str(STATUS_MEANINGS[row.status]),
    }
