"""First and last day of a service: told on every page, nothing started or sent outside them, nothing lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.policies import START, Seeker, publish_grant

pytestmark = pytest.mark.django_db

LAST = date(2026, 5, 31)
LAST_MOMENT, AFTER = "2026-05-31T23:59:30-04:00", "2026-06-01T00:00:30-04:00"
BEFORE, FIRST = "2026-02-28T23:59:00-05:00", "2026-03-01T00:00:10-05:00"
OVER = "The last day to send an application was May 31, 2026."
UNTIL = "Send your application by May 31, 2026. The whole of that day counts."


@contextmanager
def at(moment: str, seeker: Seeker) -> Iterator[None]:
    """Let it be a moment, at which the seeker signs in anew: a session does not live so long."""
    with time_machine.travel(moment, tick=False):
        seeker.browser.force_login(seeker.account)
        yield


@pytest.fixture
def seeker(applicant: User) -> Seeker:
    """Return somebody who asks, on a service with a first and a last day."""
    with time_machine.travel(BEFORE):
        publish_grant(opens_on=date(2026, 3, 1), closes_on=LAST)
        return Seeker(applicant)


def test_nobody_starts_before_the_first_day(seeker: Seeker) -> None:
    with at(BEFORE, seeker):
        page, posted = seeker.look(), seeker.start()

    assert (page.status_code, posted.status_code, seeker.count()) == (200, 409, 0)
    for answer in (page, posted):
        assert "You can apply from March 1, 2026. Come back then." in answer.content.decode()
        assert "Start the application" not in answer.content.decode()


def test_first_day_opens_with_its_first_minute(seeker: Seeker) -> None:
    with at(FIRST, seeker):
        page = seeker.look().content.decode()
        draft = seeker.begin()
        tasks = seeker.browser.get(draft).content.decode()

    assert UNTIL in page
    assert UNTIL in tasks


def test_last_day_counts_to_its_end(seeker: Seeker) -> None:
    with at(LAST_MOMENT, seeker):
        draft = seeker.begin()
        seeker.save(draft)
        assert seeker.send(draft).headers["Location"] == draft

    assert Application.objects.get().submitted_at is not None


def test_after_the_last_day_nothing_starts(seeker: Seeker, visitor: Client) -> None:
    with at(AFTER, seeker):
        posted, pages = seeker.start(), [seeker.look(), visitor.get(START)]

    assert (posted.status_code, seeker.count()) == (409, 0)
    for answer in (posted, *pages):
        assert OVER in answer.content.decode()
        assert "to start</button>" not in answer.content.decode()


def test_after_the_last_day_nothing_is_sent_and_the_draft_is_read(seeker: Seeker) -> None:
    with at(LAST_MOMENT, seeker):
        draft = seeker.begin()
        seeker.save(draft)
    with at(AFTER, seeker):
        sent = seeker.send(draft)
        opened = seeker.browser.get(f"{draft}purpose/")
        page = seeker.browser.get(draft).content.decode()
        again = seeker.start()

    assert sent.status_code == 409
    assert OVER in sent.content.decode()
    assert opened.headers["Location"] == draft
    assert (OVER in page, "A course" in page) == (True, True)
    assert again.headers["Location"] == draft
    assert Application.objects.get().submitted_at is None


def test_what_was_typed_over_midnight_is_kept(seeker: Seeker) -> None:
    with at(LAST_MOMENT, seeker):
        draft = seeker.begin()
    with at(AFTER, seeker):
        answer = seeker.save(draft, "A late course")

    assert answer.status_code == 409
    row = Application.objects.get().step_answers.get()
    assert (row.answers, row.unfinished) == ({}, {"purpose": ["A late course"]})


def test_what_was_sent_goes_on_after_the_last_day(seeker: Seeker, specialist: User) -> None:
    with at(LAST_MOMENT, seeker):
        draft = seeker.begin()
        seeker.save(draft)
        seeker.send(draft)
    sent = Application.objects.get()
    with at(AFTER, seeker):
        status = seeker.browser.get(draft)
        decide_application(
            application_id=sent.pk,
            outcome="approved",
            reason="",
            decided_by_id=specialist.pk,
            at=timezone.now(),
        )

    assert status.status_code == 200
    sent.refresh_from_db()
    assert sent.stage == "closed"


def test_later_day_of_a_newer_version_helps_drafts_and_an_earlier_one_takes_nothing(
    seeker: Seeker,
) -> None:
    with at(LAST_MOMENT, seeker):
        draft = seeker.begin()
        seeker.save(draft)
        publish_grant(closes_on=date(2026, 5, 1))
        assert seeker.browser.get(f"{draft}review/").status_code == 200
        publish_grant(closes_on=date(2026, 6, 30))
    with at(AFTER, seeker):
        assert seeker.send(draft).headers["Location"] == draft

    assert Application.objects.get().submitted_at is not None


def test_account_page_offers_it_only_between_its_days(seeker: Seeker) -> None:
    offered = []
    for moment in (BEFORE, FIRST, AFTER):
        with at(moment, seeker):
            offered.append(START in seeker.browser.get("/account/").content.decode())

    assert offered == [False, True, False]


def test_api_tells_the_same(seeker: Seeker, visitor: Client) -> None:
    told = []
    for moment in (BEFORE, FIRST, AFTER):
        with at(moment, seeker):
            told.append(visitor.get("/api/v1/services/test.grant").json())

    assert [each["availability"] for each in told] == ["not_yet", "open", "over"]
    assert [each["is_available"] for each in told] == [False, True, False]
    assert {(each["opens_on"], each["closes_on"]) for each in told} == {
        ("2026-03-01", "2026-05-31")
    }
