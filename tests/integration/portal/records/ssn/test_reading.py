"""Reading a number: five in 24 hours, the sixth refused, the seventh disables; fifteen in all close it (F31)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts.roles import Role
from portal.notifications.models import OutboxMessage
from portal.records.models import AuditEvent, SSNReading
from portal.records.ssn import reading
from portal.records.ssn.reading import (
    ReadingClosedError,
    ReadingNotAllowedError,
    TooManyReadingsError,
    get_access,
    read_ssn,
    reopen_reading,
)
from portal.sdk.testing.cast import give_ssn
from portal.users.models import User
from tests.factories.accounts import make_account, make_educator
from tests.factories.records import make_named
from tests.together import run_together

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = timezone.now()
NUMBER = "078051120"


@pytest.fixture
def reference(db: None) -> str:
    """Return what stands for a number on record."""
    return give_ssn(make_named("Whitfield", ein="1234567").pk)


def read(reference: str, reader: User, *, hours: float = 0) -> str:
    """Read the number some hours from now."""
    at = NOW + timedelta(hours=hours)
    return read_ssn(reference=reference, reason="test_scores", actor_id=reader.pk, at=at)


def readers(count: int) -> list[User]:
    """Return people who may read."""
    return [make_account(Role.SUPERVISOR, username=f"reader-{number}") for number in range(count)]


def test_five_a_day_are_shown_the_sixth_is_refused_and_the_seventh_disables(
    reference: str, supervisor: User
) -> None:
    assert [read(reference, supervisor, hours=hour) for hour in range(5)] == [NUMBER] * 5

    with pytest.raises(TooManyReadingsError) as sixth:
        read(reference, supervisor, hours=6)
    supervisor.refresh_from_db()
    assert (sixth.value.is_disabled, supervisor.is_active) == (False, True)

    with pytest.raises(TooManyReadingsError) as seventh:
        read(reference, supervisor, hours=7)
    supervisor.refresh_from_db()
    assert (seventh.value.is_disabled, supervisor.is_active) == (True, False)

    with pytest.raises(ReadingNotAllowedError):
        read(reference, supervisor, hours=8)
    outcomes = list(SSNReading.objects.values_list("outcome", flat=True))
    assert outcomes == ["shown"] * 5 + ["refused", "disabled"]


def test_readings_are_allowed_again_after_a_day(reference: str, supervisor: User) -> None:
    for _number in range(5):
        read(reference, supervisor)

    assert read(reference, supervisor, hours=24.1) == NUMBER


def test_fifteen_in_all_close_reading_for_everybody_until_it_is_opened(reference: str) -> None:
    first, second, third, fourth, overseer = readers(5)
    for reader in (first, second, third):
        assert [read(reference, reader) for _number in range(5)] == [NUMBER] * 5
    assert get_access().closed_at == NOW

    for hours in (0, 30):
        with pytest.raises(ReadingClosedError):
            read(reference, fourth, hours=hours)
    with pytest.raises(ReadingNotAllowedError):
        reopen_reading(actor_id=first.pk, at=NOW)

    reopen_reading(actor_id=overseer.pk, at=NOW + timedelta(hours=31))
    assert read(reference, fourth, hours=31.1) == NUMBER


def test_each_reading_is_audited_and_told_to_overseers_without_the_number(
    reference: str, supervisor: User
) -> None:
    read(reference, supervisor)

    event = AuditEvent.objects.latest("id")
    assert (event.action, event.actor_id) == ("person.ssn_shown", supervisor.pk)
    message = OutboxMessage.objects.get(kind="ssn_read")
    assert message.recipient == supervisor.email
    assert message.context["ein"] == "1234567"
    assert NUMBER not in str(message.context)


def test_who_lacks_the_permission_or_owns_the_record_reads_nothing(
    reference: str, specialist: User
) -> None:
    own = make_educator(username="own", first_name="Ada")
    own.is_superuser = True
    own.save()

    for reader, asked in ((specialist, reference), (own, give_ssn(own.person.pk))):
        with pytest.raises(ReadingNotAllowedError):
            read(asked, reader)
    assert SSNReading.objects.count() == 0


def test_reading_needs_a_reason_of_the_list(reference: str, supervisor: User) -> None:
    with pytest.raises(ValueError, match="curiosity"):
        read_ssn(reference=reference, reason="curiosity", actor_id=supervisor.pk, at=NOW)


@contextmanager
def nothing_held() -> Iterator[None]:
    """Take the lock away that readings queue at."""

    def bare() -> Any:
        return reading.SSNAccess.objects.get_or_create(pk=reading.SSNAccess.ONLY)[0]

    patch = pytest.MonkeyPatch()
    patch.setattr(reading, "_hold_access", bare)
    kept = reading._judge

    def slow(*args: Any) -> Any:
        judged = kept(*args)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        return judged

    patch.setattr(reading, "_judge", slow)
    try:
        yield
    finally:
        patch.undo()


def read_at_once(make_reader: Callable[[], User]) -> list[object]:
    """Let one reader ask eight times at once."""
    reader, reference = make_reader(), give_ssn(make_named("Whitfield").pk)
    act = partial(read_ssn, reference=reference, reason="duplicate", actor_id=reader.pk, at=NOW)
    return run_together([act] * 8)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_readings_at_once_do_not_pass_the_limit() -> None:
    outcomes = read_at_once(lambda: readers(1)[0])

    assert outcomes.count(NUMBER) == 5, outcomes


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time anyway")
def test_readings_at_once_pass_the_limit_without_the_lock() -> None:
    with nothing_held():
        outcomes = read_at_once(lambda: readers(1)[0])

    assert outcomes.count(NUMBER) > 5, outcomes
