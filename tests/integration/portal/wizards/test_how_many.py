"""How many applications one person may have at a time: one draft, one until it is decided, or as many as they like."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.definitions.spec import DraftPolicy
from portal.lifecycle.decisions import decide_application
from portal.records.applications.models import Application
from portal.records.wizards.models import Wizard
from portal.users.models import User
from tests.factories.policies import Seeker, another_draft, publish_grant

pytestmark = pytest.mark.django_db

ALREADY = "You have already applied for this. Your application is here."


@pytest.fixture
def seeker(applicant: User) -> Seeker:
    """Return somebody who asks."""
    return Seeker(applicant)


def decide(specialist: User) -> None:
    """Deny what was sent."""
    decide_application(
        application_id=Application.objects.get(submitted_at__isnull=False).pk,
        outcome="denied",
        reason="No.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )


def test_one_draft_is_gone_on_with_and_a_sent_one_lets_another_begin(seeker: Seeker) -> None:
    publish_grant()
    draft = seeker.begin()

    assert seeker.begin() == draft
    seeker.save(draft)
    seeker.send(draft)
    assert seeker.begin() != draft
    assert seeker.count() == 2


def test_one_under_way_leads_to_what_was_sent_until_it_is_decided(
    seeker: Seeker, specialist: User
) -> None:
    publish_grant(drafts=DraftPolicy.ONE_UNDER_WAY)
    draft = seeker.begin()
    assert seeker.begin() == draft
    seeker.save(draft)
    seeker.send(draft)

    page = seeker.look().content.decode()
    led_to = seeker.browser.post("/services/test.grant/start/", follow=True)

    assert (led_to.redirect_chain, seeker.count()) == ([(draft, 302)], 1)
    assert ALREADY in led_to.content.decode()
    assert (draft in page, ", sent" in page) == (True, True)
    decide(specialist)
    assert seeker.begin() != draft
    assert ALREADY not in seeker.browser.get(draft).content.decode()


def test_second_draft_of_one_under_way_is_not_sent(seeker: Seeker, specialist: User) -> None:
    publish_grant(drafts=DraftPolicy.ONE_UNDER_WAY)
    first = seeker.begin()
    second = another_draft(Application.objects.get())
    for draft in (first, second):
        seeker.save(draft)

    assert seeker.send(first).headers["Location"] == first
    refused = seeker.browser.get(seeker.send(second).headers["Location"])

    assert Application.objects.filter(submitted_at__isnull=False).count() == 1
    assert (
        "Another application of yours for this service is already under way."
        in refused.content.decode()
    )
    decide(specialist)
    seeker.send(second)
    assert Application.objects.filter(submitted_at__isnull=False).count() == 2


def test_many_drafts_are_told_apart_by_when_they_were_begun(seeker: Seeker) -> None:
    publish_grant(drafts=DraftPolicy.MANY)
    moments = ("2026-03-02T10:15:00-05:00", "2026-03-03T11:20:00-05:00")
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            seeker.browser.force_login(seeker.account)
            seeker.begin()
            account = seeker.browser.get("/account/").content.decode()
            page = seeker.look().content.decode()

    assert seeker.count() == 2
    for moment in ("March 2, 2026, 10:15 a.m.", "March 3, 2026, 11:20 a.m."):
        assert f"Begun: {moment}" in account
        assert f"Application begun {moment}, not sent yet" in page


def test_single_draft_says_nothing_of_its_beginning(seeker: Seeker) -> None:
    publish_grant(drafts=DraftPolicy.MANY)
    seeker.begin()

    assert "Begun:" not in seeker.browser.get("/account/").content.decode()


@pytest.mark.parametrize("policy", DraftPolicy)
def test_start_page_goes_on_with_what_was_begun_and_begins_another_where_it_may(
    seeker: Seeker, policy: DraftPolicy
) -> None:
    publish_grant(drafts=policy)
    before = read_actions(seeker)
    draft = seeker.begin()

    another = {"Start another one"} if policy is DraftPolicy.MANY else set()
    assert before == {"Start the application"}
    assert read_actions(seeker) == {f"{draft} Continue"} | another
    seeker.save(draft)
    seeker.send(draft)
    sent = f"{draft} See your application"
    under_way = policy is DraftPolicy.ONE_UNDER_WAY
    assert read_actions(seeker) == ({sent} if under_way else {"Start the application"})


def test_start_page_goes_on_with_a_draft_where_nobody_may_begin_any_more(seeker: Seeker) -> None:
    publish_grant()
    draft = seeker.begin()
    Wizard.objects.update(archived_at=timezone.now())

    assert read_actions(seeker) == {f"{draft} Continue"}


def read_actions(seeker: Seeker) -> set[str]:
    """Return what the start page's buttons say, with the address where one leads to a page."""
    page = BeautifulSoup(seeker.look().content, "html.parser")
    buttons = page.select("main .usa-button")
    return {f"{each.get('href', '')} {each.get_text(strip=True)}".strip() for each in buttons}
