"""What the account page says about certificates and applications, decided from facts. No query, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.periods import Days
from portal.lifecycle.stages import STAGES
from portal.records.credentials.holdings import HeldCredential
from portal.records.credentials.renewal import WindowState
from portal.records.credentials.status import Status
from portal.records.evidence.models import EvidenceItem

__all__ = [
    "ITEM_TONES",
    "STATUS_MEANINGS",
    "STATUS_TONES",
    "RenewalOffer",
    "ServiceOffer",
    "describe_progress",
    "list_offers",
    "offer_renewal",
]

STATUS_MEANINGS: Mapping[Status, Any] = {
    Status.ACTIVE: gettext_lazy("You may work under it."),
    Status.IN_PROCESS: gettext_lazy(
        "It has expired, but your renewal arrived in time and is being decided. It is not extended meanwhile."
    ),
    Status.EXPIRED: gettext_lazy("It no longer authorizes you to work."),
    Status.SUSPENDED: gettext_lazy("You may not work under it until the suspension ends."),
    Status.REVOKED: gettext_lazy("It was taken back and authorizes nothing."),
    Status.SURRENDERED: gettext_lazy("You gave it back; it authorizes nothing."),
    Status.SUPERSEDED: gettext_lazy("Another of your certificates has taken its place."),
    Status.NOT_YET_VALID: gettext_lazy("It is issued, but its first day is still to come."),
}
STATUS_TONES: Mapping[Status, str] = {
    Status.ACTIVE: "good",
    Status.IN_PROCESS: "info",
    Status.EXPIRED: "warning",
    Status.NOT_YET_VALID: "info",
    Status.SUPERSEDED: "neutral",
    Status.SURRENDERED: "neutral",
    Status.SUSPENDED: "bad",
    Status.REVOKED: "bad",
}
ITEM_TONES: Mapping[EvidenceItem.State, str] = {
    EvidenceItem.State.CLAIMED: "info",
    EvidenceItem.State.VERIFIED: "good",
    EvidenceItem.State.REJECTED: "bad",
}


RENEWABLE_STATUSES = frozenset({Status.ACTIVE, Status.EXPIRED})


@dataclass(frozen=True, slots=True)
class ServiceOffer:
    """A service, the keys of the certificate types it renews, whether it can be begun (``is_on``), and its days."""

    key: str
    title: str
    renews: frozenset[str]
    is_on: bool
    days: Days = (None, None)
    offer: str = ""
    offered_types: frozenset[str] | None = None
    offered_statuses: frozenset[str] = frozenset()
    """For which certificates it offers something other than their renewal; of any type where none are named."""


@dataclass(frozen=True, slots=True)
class RenewalOffer:
    """A service that renews a certificate now, or a sentence on why none does."""

    service_key: str = ""
    note: str = ""


def offer_renewal(
    certificate: HeldCredential,
    services: Iterable[ServiceOffer],
    under_way: frozenset[str],
    begun: frozenset[str] = frozenset(),
) -> RenewalOffer:
    """Return how a certificate can be renewed on the day it was read for.

    ``under_way`` has the numbers of the certificates that already have an open application, ``begun`` of those
    that have a draft alone.
    """
    service = next(
        (each for each in services if each.is_on and certificate.type_key in each.renews), None
    )
    if service is None or certificate.staff_status not in RENEWABLE_STATUSES:
        return RenewalOffer()
    if certificate.number in under_way:
        return RenewalOffer(note=_("A renewal is under way, see your applications on this page."))
    if certificate.number in begun:
        return RenewalOffer(
            note=_("You have begun to renew it. Go on under “Not sent yet” on this page.")
        )
    window = certificate.renewal
    if window.state is WindowState.NOT_RENEWABLE:
        return RenewalOffer()
    if window.state is WindowState.TOO_EARLY and window.opens_on is not None:
        day = date_format(window.opens_on, "DATE_FORMAT")
        return RenewalOffer(note=_("You can renew it from %(day)s. Come back then.") % {"day": day})
    return RenewalOffer(service_key=service.key)


def list_offers(
    certificate: HeldCredential,
    services: Iterable[ServiceOffer],
    under_way: frozenset[tuple[str, str]],
) -> list[ServiceOffer]:
    """Return the services that do something other with a certificate than renewing it, on the day it was read for.

    ``under_way`` has the key of the service and the number of the certificate of each open application.
    """
    return [
        each
        for each in services
        if each.is_on
        and each.offer
        and (each.offered_types is None or certificate.type_key in each.offered_types)
        and certificate.staff_status.value in each.offered_statuses
        and (each.key, certificate.number) not in under_way
    ]


def describe_progress(statuses: Iterable[str]) -> str:
    """Return the public wording of an application's statuses."""
    wordings = {derived.statuses: str(derived.wording) for derived in STAGES.values()}
    return wordings.get(tuple(statuses), "")
