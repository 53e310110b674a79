"""A page, a wizard with its fees and messages, and a row of the fee schedule appear in one moment, or none of them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from content.editing.releasing import PageKind
from content.pages.article import ArticlePage
from portal.accounts.roles import Role
from portal.casework.releases.reference import ReferenceKind
from portal.definitions.building.releasing import DraftKind
from portal.definitions.message_spec import MessageKind, MessageSpec
from portal.definitions.published import find_wizard_service
from portal.definitions.texts import text
from portal.payments.pricing import quote_for
from portal.records.models import Release
from portal.records.reference.changes import approve_change, propose_change, withdraw_change
from portal.records.reference.models import ReferenceChange
from portal.records.reference.tables import find_table
from portal.records.releases import operations
from portal.records.releases.judging import PlacedFault, preview_part
from portal.records.releases.kinds import Part, PartFault, PartRefusedError
from portal.records.releases.operations import (
    ReleaseOverError,
    ReleaseRefusedError,
    plan_release,
    release_due,
    release_now,
)
from portal.users.models import User
from tests.factories.costs import COSTLY, publish_costly
from tests.factories.drafts import make_draft
from tests.factories.pages import make_article
from tests.integration.portal.casework.conftest import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KEY = COSTLY.key
RECEIVED = MessageSpec(
    kind=MessageKind.SUBMITTED, subject=text("It arrived", "Llegó"), body=text("Soon.", "Pronto.")
)
LINE = {
    "key": "duplicate",
    "valid_to": "",
    "title": "Duplicate",
    "title_es": "Duplicado",
    "credential_type": "",
    "amount_cents": "7500",
    "review_cents": "0",
    "condition": "",
    "condition_es": "",
    "is_concession": "no",
    "confidence": "verified",
    "source": "Public Act 27-1",
}


@pytest.fixture
def planner(supervisor: User) -> User:
    """Return somebody who oversees services and publishes pages and wizards."""
    supervisor.groups.add(Group.objects.get(name=Role.CONTENT_REVIEWER))
    return supervisor


@pytest.fixture
def page(editor: User) -> ArticlePage:
    """Return a public page with a draft."""
    page = make_article(title="Before", slug="fees")
    page.title = "After"
    page.save_revision(user=editor)
    return page


def propose_fee(by: User, **facts: str) -> ReferenceChange:
    """Return a proposal that a duplicate costs more from today on."""
    today = timezone.localdate().isoformat()
    return propose_change(
        table=find_table("fees"),
        line={**LINE, "valid_from": today, **facts},
        reason="The law changes.",
        proposed_by_id=by.pk,
        at=timezone.now(),
    )


@pytest.fixture
def parts(page: ArticlePage, editor: User, specialist: User) -> list[Part]:
    """Return the page, the wizard with one fee less and a message of its own, and the fee that it is left with."""
    publish_costly(at=timezone.now())
    cheaper = replace(COSTLY, fees=COSTLY.fees[:1], messages=(RECEIVED,), scenarios=())
    draft = make_draft(editor, cheaper)
    change = propose_fee(specialist)
    kinds = (PageKind(), page.pk), (DraftKind(), draft.pk), (ReferenceKind(), change.pk)
    return [kind.pick(str(key)) for kind, key in kinds]


def plan(planner: User, parts: list[Part]) -> Release:
    """Plan a release for tomorrow."""
    now = timezone.now()
    return plan_release(
        name="Rules of July",
        due_at=now + timedelta(days=1),
        parts=parts,
        planner=planner,
        at=now,
    )


def seen(page: ArticlePage, on: date) -> tuple[Any, ...]:
    """Return what the public meets: the page's title, how many fees, whether it has words of its own, and the price."""
    page.refresh_from_db()
    service = find_wizard_service(KEY)
    assert service is not None
    quote = quote_for(KEY, service.spec.fees, on=on)
    assert quote is not None
    return page.title, len(service.spec.fees), bool(service.spec.messages), quote.bill.total_cents


BEFORE, AFTER = ("Before", 3, False, 5_000), ("After", 1, True, 7_500)


def test_everything_appears_at_the_moment(
    planner: User, page: ArticlePage, parts: list[Part]
) -> None:
    today = timezone.localdate()
    release = plan(planner, parts)
    assert seen(page, today) == BEFORE

    release_due(at=release.due_at)

    release.refresh_from_db()
    assert (release.state, release.failure) == ("released", "")
    assert seen(page, today) == AFTER
    change = ReferenceChange.objects.get()
    assert (change.state, change.decided_by) == ("approved", planner)


def break_after(subject: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a release fail once a part of it was published."""
    apply = operations._apply

    def apply_and_break(part: Part, actor: User, at: Any) -> None:
        apply(part, actor, at)
        if part.subject == subject:
            raise operations._PartFailedError(PlacedFault(part, PartFault("broken", "on purpose")))

    monkeypatch.setattr(operations, "_apply", apply_and_break)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_whichever_part_breaks_nothing_appears(
    planner: User,
    page: ArticlePage,
    parts: list[Part],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    release, subject = plan(planner, parts), parts[number].subject
    break_after(subject, monkeypatch)

    done = release_now(public_id=release.public_id, actor=planner, at=timezone.now())

    assert (done.state, done.failure_place) == ("failed", subject)
    assert seen(page, timezone.localdate()) == BEFORE
    assert ReferenceChange.objects.get().state == "proposed"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_without_the_transaction_a_part_of_it_would_appear(
    planner: User,
    page: ArticlePage,
    parts: list[Part],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    release = plan(planner, parts)
    break_after(parts[number].subject, monkeypatch)
    monkeypatch.setattr(operations, "_publish", operations._publish.__wrapped__)

    with pytest.raises(ReleaseOverError):
        release_now(public_id=release.public_id, actor=planner, at=timezone.now())

    assert seen(page, timezone.localdate()) != BEFORE


def test_proposal_that_was_decided_meanwhile_keeps_everything_back(
    planner: User, page: ArticlePage, parts: list[Part], admin: User
) -> None:
    release = plan(planner, parts)
    change = ReferenceChange.objects.get()
    approve_change(change_id=change.pk, by_id=admin.pk, at=timezone.now())

    done = release_now(public_id=release.public_id, actor=planner, at=timezone.now())

    assert (done.state, done.failure) == ("failed", "decided_meanwhile")
    assert seen(page, timezone.localdate())[:3] == BEFORE[:3]


def test_proposal_whose_row_was_changed_meanwhile_is_named(
    planner: User, parts: list[Part], specialist: User, admin: User
) -> None:
    release = plan(planner, parts[2:])
    other = propose_fee(specialist, amount_cents="6000")
    approve_change(change_id=other.pk, by_id=admin.pk, at=timezone.now())

    done = release_now(public_id=release.public_id, actor=planner, at=timezone.now())

    assert (done.state, done.failure) == ("failed", "changed_meanwhile")


def test_nobody_releases_a_change_that_they_proposed(planner: User) -> None:
    publish_costly(at=timezone.now())
    own = propose_fee(planner)
    assert ReferenceKind().choices(planner) == []

    with pytest.raises(ReleaseRefusedError) as caught:
        plan(planner, [ReferenceKind().pick(str(own.pk))])

    assert [each.fault.name for each in caught.value.faults] == ["own_change"]


def test_proposer_who_presses_the_button_releases_nothing(
    planner: User, page: ArticlePage, parts: list[Part], specialist: User
) -> None:
    release = plan(planner, parts)

    done = release_now(public_id=release.public_id, actor=specialist, at=timezone.now())

    assert (done.state, done.failure) == ("failed", "own_change")
    assert seen(page, timezone.localdate()) == BEFORE


@pytest.mark.parametrize("value", ["x", "999999"])
def test_proposal_that_is_none_is_not_there_to_choose(value: str) -> None:
    with pytest.raises(PartRefusedError, match="gone"):
        ReferenceKind().pick(value)


def test_preview_names_what_would_be_new(parts: list[Part], specialist: User) -> None:
    preview = preview_part(parts[2])

    said = {line.what: (line.before, line.after) for line in preview.lines}
    assert ("5000", "7500") in said.values()
    change = ReferenceChange.objects.get()
    assert preview.url.endswith(f"/inspect/{change.pk}/")
    withdraw_change(change_id=change.pk, by_id=specialist.pk, at=timezone.now())
    assert preview_part(parts[2]).lines == ()


def test_form_offers_what_others_proposed(planner: User, specialist: User) -> None:
    publish_costly(at=timezone.now())
    change = propose_fee(specialist)
    browser = browser_of(planner)

    page = browser.get("/admin/releases/new/").content.decode()
    answer = browser.post(
        "/admin/releases/new/",
        {
            "name": "Fees",
            "day": "2099-07-01",
            "time": "06:30",
            "parts_reference_change": [str(change.pk)],
        },
        follow=True,
    )

    assert "Proposed changes of reference rows, such as fees" in page
    assert "Proposed change: Fee duplicate, from " in answer.content.decode()
