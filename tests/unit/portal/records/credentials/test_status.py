"""The status of a credential: the table of lasting states, expiry, filings, and what is public."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.credentials.models import CredentialEvent
from portal.records.credentials.status import Status, StoredEvent, expiry_on, status_on

Kind = CredentialEvent.Kind
ISSUED_ON = date(2022, 1, 1)
EXPIRY = date(2026, 12, 31)
LATER = date(2031, 12, 31)
ISSUE = StoredEvent(Kind.ISSUED, ISSUED_ON, EXPIRY)

# Reaches each lasting state, then what every event makes of it: written out, not computed.
PATHS: dict[Status | None, Sequence[str]] = {
    None: (),
    Status.SUSPENDED: (Kind.SUSPENDED,),
    Status.REVOKED: (Kind.REVOKED,),
    Status.SURRENDERED: (Kind.SURRENDERED,),
    Status.SUPERSEDED: (Kind.SUPERSEDED,),
}
KEEPS = (Kind.ISSUED, Kind.EXTENDED, Kind.FILED, Kind.FILING_CLOSED, Kind.DUPLICATED)
EXPECTED: dict[tuple[Status | None, str], Status | None] = {
    **{(state, kind): state for state, kind in product(PATHS, KEEPS)},
    (None, Kind.SUSPENDED): Status.SUSPENDED,
    (None, Kind.REINSTATED): None,
    (None, Kind.REVOKED): Status.REVOKED,
    (None, Kind.SURRENDERED): Status.SURRENDERED,
    (None, Kind.SUPERSEDED): Status.SUPERSEDED,
    (Status.SUSPENDED, Kind.SUSPENDED): Status.SUSPENDED,
    (Status.SUSPENDED, Kind.REINSTATED): None,
    (Status.SUSPENDED, Kind.REVOKED): Status.REVOKED,
    (Status.SUSPENDED, Kind.SURRENDERED): Status.SURRENDERED,
    (Status.SUSPENDED, Kind.SUPERSEDED): Status.SUPERSEDED,
    (Status.REVOKED, Kind.SUSPENDED): Status.REVOKED,
    (Status.REVOKED, Kind.REINSTATED): None,
    (Status.REVOKED, Kind.REVOKED): Status.REVOKED,
    (Status.REVOKED, Kind.SURRENDERED): Status.REVOKED,
    (Status.REVOKED, Kind.SUPERSEDED): Status.REVOKED,
    (Status.SURRENDERED, Kind.SUSPENDED): Status.SURRENDERED,
    (Status.SURRENDERED, Kind.REINSTATED): None,
    (Status.SURRENDERED, Kind.REVOKED): Status.REVOKED,
    (Status.SURRENDERED, Kind.SURRENDERED): Status.SURRENDERED,
    (Status.SURRENDERED, Kind.SUPERSEDED): Status.SURRENDERED,
    (Status.SUPERSEDED, Kind.SUSPENDED): Status.SUPERSEDED,
    (Status.SUPERSEDED, Kind.REINSTATED): Status.SUPERSEDED,
    (Status.SUPERSEDED, Kind.REVOKED): Status.REVOKED,
    (Status.SUPERSEDED, Kind.SURRENDERED): Status.SUPERSEDED,
    (Status.SUPERSEDED, Kind.SUPERSEDED): Status.SUPERSEDED,
}


def ask(*events: StoredEvent, on: date, public: bool = True) -> Status:
    """Return the status on a day of a credential issued with the events."""
    return status_on(
        issued_on=ISSUED_ON, expires_on=EXPIRY, events=[ISSUE, *events], on=on, public=public
    )


def event(kind: str, on: date, expires_on: date | None = None, reference: str = "") -> StoredEvent:
    """Return a final event; a renewal extends to LATER unless told."""
    if kind in (Kind.ISSUED, Kind.EXTENDED):
        expires_on = expires_on or LATER
    return StoredEvent(kind, on, expires_on, application_reference=reference)


def test_table_covers_every_state_and_event() -> None:
    assert set(EXPECTED) == set(product(PATHS, Kind.values))


@pytest.mark.parametrize(("state", "kind"), list(EXPECTED))
def test_event_leads_from_each_state_to_the_expected_one(state: Status | None, kind: str) -> None:
    first = date(2023, 1, 1)
    events = [event(each, first) for each in PATHS[state]]

    status = ask(*events, event(kind, first + timedelta(days=1)), on=date(2024, 1, 1))

    assert status == (EXPECTED[state, kind] or Status.ACTIVE)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2021, 12, 31), Status.NOT_YET_VALID),
        (ISSUED_ON, Status.ACTIVE),
        (EXPIRY, Status.ACTIVE),
        (date(2027, 1, 1), Status.EXPIRED),
    ],
)
def test_dates_alone_decide_without_events(on: date, status: Status) -> None:
    assert ask(on=on) == status


def test_credential_without_expiry_stays_active() -> None:
    status = status_on(issued_on=ISSUED_ON, expires_on=None, events=[], on=date(2999, 1, 1))

    assert status == Status.ACTIVE


def test_every_status_is_reached() -> None:
    reached = {
        ask(on=date(2021, 1, 1)),
        ask(on=ISSUED_ON),
        ask(on=LATER),
        ask(event(Kind.FILED, EXPIRY), on=LATER),
        *(ask(event(kind, ISSUED_ON), on=ISSUED_ON) for kind in Kind.values),
    }

    assert reached == set(Status)


@pytest.mark.parametrize(
    ("filed_on", "status"),
    [(EXPIRY, Status.IN_PROCESS), (date(2027, 1, 1), Status.EXPIRED)],
    ids=["on the last day", "a day late"],
)
def test_filing_in_time_holds_the_certificate_in_process(filed_on: date, status: Status) -> None:
    events = [event(Kind.FILED, filed_on, reference="R1")]

    assert ask(*events, on=date(2027, 6, 1)) == status


def test_filing_never_extends() -> None:
    events = [ISSUE, event(Kind.FILED, date(2026, 9, 1), reference="R1")]

    assert ask(*events[1:], on=EXPIRY) == Status.ACTIVE
    assert expiry_on(expires_on=EXPIRY, events=events, on=date(2027, 6, 1)) == EXPIRY


def test_filing_that_was_closed_holds_nothing_from_that_day() -> None:
    events = [
        event(Kind.FILED, date(2026, 9, 1), reference="R1"),
        event(Kind.FILING_CLOSED, date(2027, 2, 1), reference="R1"),
    ]

    assert ask(*events, on=date(2027, 1, 31)) == Status.IN_PROCESS
    assert ask(*events, on=date(2027, 2, 1)) == Status.EXPIRED


def test_closing_another_filing_leaves_the_first_open() -> None:
    events = [
        event(Kind.FILED, date(2026, 9, 1), reference="R1"),
        event(Kind.FILING_CLOSED, date(2026, 9, 2), reference="R2"),
    ]

    assert ask(*events, on=date(2027, 2, 1)) == Status.IN_PROCESS


def test_filing_is_spent_by_its_own_extension() -> None:
    events = [
        event(Kind.FILED, date(2026, 9, 1), reference="R1"),
        event(Kind.EXTENDED, date(2027, 2, 1), LATER, reference="R1"),
    ]

    assert ask(*events, on=date(2027, 1, 15)) == Status.IN_PROCESS
    assert ask(*events, on=date(2027, 2, 1)) == Status.ACTIVE
    assert ask(*events, on=LATER + timedelta(days=1)) == Status.EXPIRED


def test_extension_moves_the_expiry_from_its_own_day_on() -> None:
    events = [ISSUE, event(Kind.EXTENDED, date(2027, 3, 1), LATER)]

    assert ask(*events[1:], on=date(2027, 2, 28)) == Status.EXPIRED
    assert ask(*events[1:], on=date(2027, 3, 1)) == Status.ACTIVE
    assert expiry_on(expires_on=LATER, events=events, on=date(2026, 1, 1)) == EXPIRY


@pytest.mark.parametrize("kind", [Kind.SUSPENDED, Kind.REVOKED, Kind.SURRENDERED])
def test_action_that_is_not_final_is_for_staff_alone(kind: str) -> None:
    pending = StoredEvent(kind, date(2024, 1, 1), is_final=False)

    assert ask(pending, on=date(2025, 1, 1)) == Status.ACTIVE
    assert ask(pending, on=date(2025, 1, 1), public=False) == kind


def test_final_suspension_lasts_until_reinstatement_and_shows_over_expiry() -> None:
    events = [
        event(Kind.SUSPENDED, date(2024, 1, 1)),
        event(Kind.REINSTATED, date(2027, 6, 1)),
    ]

    assert ask(*events, on=date(2023, 12, 31)) == Status.ACTIVE
    assert ask(*events, on=date(2027, 1, 1)) == Status.SUSPENDED
    assert ask(*events, on=date(2027, 6, 1)) == Status.EXPIRED


DAYS = st.dates(date(2021, 1, 1), date(2040, 1, 1))
EVENTS = st.lists(
    st.builds(
        lambda kind, on, final, reference, years: StoredEvent(
            kind,
            on,
            on + timedelta(days=365 * years) if kind in (Kind.ISSUED, Kind.EXTENDED) else None,
            final,
            reference,
        ),
        st.sampled_from(Kind.values),
        DAYS,
        st.booleans(),
        st.sampled_from(["", "R1", "R2"]),
        st.integers(1, 10),
    ),
    max_size=8,
)


@given(EVENTS, DAYS, st.booleans())
def test_any_history_has_one_status_that_later_events_leave_alone(
    events: list[StoredEvent], on: date, public: bool
) -> None:
    past = [each for each in events if each.effective_on <= on]

    assert ask(*events, on=on, public=public) == ask(*past, on=on, public=public)


@given(EVENTS, DAYS)
def test_public_status_does_not_depend_on_pending_actions(
    events: list[StoredEvent], on: date
) -> None:
    final = [each for each in events if each.is_final]

    assert ask(*events, on=on) == ask(*final, on=on, public=False)


@given(EVENTS, DAYS)
def test_filings_alone_never_change_the_expiry(events: list[StoredEvent], on: date) -> None:
    filings = (Kind.FILED, Kind.FILING_CLOSED)
    others = [each for each in events if each.kind not in filings]

    assert expiry_on(expires_on=EXPIRY, events=events, on=on) == expiry_on(
        expires_on=EXPIRY, events=others, on=on
    )
