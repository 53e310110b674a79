"""What the account page says about a certificate, by status, window and services."""

from dataclasses import replace
from datetime import date

import pytest

from portal.accounts.rules import (
    STATUS_MEANINGS,
    STATUS_TONES,
    ServiceOffer,
    describe_progress,
    offer_renewal,
)
from portal.lifecycle.stages import STAGES
from portal.records.credentials.holdings import HeldCredential, HeldTerms
from portal.records.credentials.models import CredentialEvent
from portal.records.credentials.status import Status, StoredEvent

TODAY = date(2026, 3, 2)
RENEW = ServiceOffer(
    key="certification.renew_professional",
    title="Renew",
    renews=frozenset({"professional"}),
    is_on=True,
)
TERMS = HeldTerms(
    title="Professional Educator Certificate",
    is_active=True,
    is_issuable=True,
    is_renewable=True,
    validity_months=60,
    renewal_opens_months=6,
    renewal_advised_weeks=8,
    is_held_by_timely_filing=True,
    renewal_hours=None,
    refresher_months=None,
)
CERTIFICATE = HeldCredential(
    credential_id=1,
    person_id=1,
    number="7KQ2M9XTWB",
    type_key="professional",
    terms=TERMS,
    category="teaching",
    issued_on=date(2021, 7, 1),
    stored_expires_on=date(2026, 6, 30),
    endorsements=(),
    events=(),
    holder_name="Maren Okafor-Lind",
    published_name="Maren Okafor-Lind",
    on=TODAY,
)
NONE_UNDER_WAY: frozenset[str] = frozenset()


def test_renewal_is_offered_while_the_window_is_open() -> None:
    assert offer_renewal(CERTIFICATE, [RENEW], NONE_UNDER_WAY).service_key == RENEW.key


def test_renewal_too_early_says_when_to_come_back() -> None:
    offer = offer_renewal(replace(CERTIFICATE, on=date(2025, 12, 29)), [RENEW], NONE_UNDER_WAY)
    assert offer.service_key == ""
    assert offer.note == "You can renew it from Dec. 30, 2025. Come back then."


def test_renewal_of_another_type_is_not_offered() -> None:
    offer = offer_renewal(replace(CERTIFICATE, type_key="initial"), [RENEW], NONE_UNDER_WAY)
    assert (offer.service_key, offer.note) == ("", "")


def test_renewal_by_a_service_that_is_off_is_not_offered() -> None:
    assert offer_renewal(CERTIFICATE, [replace(RENEW, is_on=False)], NONE_UNDER_WAY).note == ""


def test_renewal_of_a_type_that_the_law_does_not_renew_is_not_offered() -> None:
    closed = replace(CERTIFICATE, terms=replace(TERMS, is_renewable=False))
    assert offer_renewal(closed, [RENEW], NONE_UNDER_WAY).service_key == ""


def test_renewal_under_way_is_not_offered_twice() -> None:
    offer = offer_renewal(CERTIFICATE, [RENEW], frozenset({CERTIFICATE.number}))
    assert offer.service_key == ""
    assert offer.note == "A renewal is under way, see your applications on this page."


def test_renewal_that_was_begun_is_gone_on_with() -> None:
    begun = frozenset({CERTIFICATE.number})
    offer = offer_renewal(CERTIFICATE, [RENEW], NONE_UNDER_WAY, begun)
    assert offer.service_key == ""
    assert offer.note == "You have begun to renew it. Go on under “Not sent yet” on this page."


@pytest.mark.parametrize(
    "kind",
    [
        CredentialEvent.Kind.SUSPENDED,
        CredentialEvent.Kind.REVOKED,
        CredentialEvent.Kind.SURRENDERED,
        CredentialEvent.Kind.SUPERSEDED,
    ],
)
def test_renewal_of_a_certificate_that_was_ended_is_not_offered(kind: str) -> None:
    ended = replace(CERTIFICATE, events=(StoredEvent(kind, date(2026, 1, 5)),))
    assert offer_renewal(ended, [RENEW], NONE_UNDER_WAY).service_key == ""


def test_every_status_is_explained_and_colored() -> None:
    assert set(STATUS_MEANINGS) == set(Status)
    assert set(STATUS_TONES) == set(Status)


def test_every_stage_has_its_wording() -> None:
    for derived in STAGES.values():
        assert describe_progress(list(derived.statuses)) == str(derived.wording)


def test_unknown_statuses_say_nothing() -> None:
    assert describe_progress(["from_a_later_release"]) == ""
