"""A locked draft at Wagtail's own doors: neither taken over by another's lock nor unlocked without the permission."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import form_of, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


def take_up_earlier(browser: Client, draft: WizardDraft) -> Any:
    """Send an earlier state from its page in the history."""
    earliest = draft.revisions.earliest("pk")
    url = f"/admin/builder/history/{draft.pk}/revisions/{earliest.pk}/revert/"
    return browser.post(url, form_of(draft, title_en="Earlier"))


def send_to_review(browser: Client, draft: WizardDraft) -> Any:
    """Save, and ask for a review."""
    posted = form_of(draft, title_en="For review", **{"action-submit": "1"})
    return browser.post(f"/admin/builder/edit/{draft.pk}/", posted)


def publish_form(browser: Client, draft: WizardDraft) -> Any:
    """Send the form with the stock button's name."""
    posted = form_of(draft, title_en="At once", **{"action-publish": "1"})
    return browser.post(f"/admin/builder/edit/{draft.pk}/", posted)


def schedule(browser: Client, draft: WizardDraft) -> Any:
    """Send the form with a moment for it to go live."""
    posted = form_of(draft, title_en="Later", go_live_at="2099-01-01 10:00")
    return browser.post(f"/admin/builder/edit/{draft.pk}/", posted)


DOORS: dict[str, Callable[[Client, WizardDraft], Any]] = {
    door.__name__: door for door in (take_up_earlier, send_to_review, publish_form, schedule)
}


def lock(draft: WizardDraft, by: User) -> None:
    """Lock a draft as its form does."""
    browser_of(by).post(f"/admin/builder/lock/{draft.pk}/")
    draft.refresh_from_db()
    assert draft.locked_by == by


@pytest.fixture
def writer(editor: User) -> User:
    """Return somebody who writes wizards and may unlock none."""
    group = Group.objects.create(name="Writers")
    names = ("access_admin", "change_wizarddraft", "view_wizarddraft")
    group.permissions.set(Permission.objects.filter(codename__in=names))
    account = User.objects.create_user(username="writer", email="writer@example.org")
    account.groups.add(group)
    return account


@pytest.mark.parametrize("is_locked", [True, False])
@pytest.mark.parametrize("door", DOORS)
def test_stock_door_is_closed_to_others_while_one_has_locked_the_draft(
    door: str, is_locked: bool, editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor)
    if is_locked:
        lock(draft, editor)
    before = draft.latest_revision_id

    response = DOORS[door](browser_of(content_reviewer), draft)

    draft.refresh_from_db()
    assert response.status_code < 500
    assert (draft.latest_revision_id == before) is is_locked
    assert (draft.current_workflow_state is None) is (is_locked or door != "send_to_review")


def test_lock_of_another_is_not_taken_over(editor: User, content_reviewer: User) -> None:
    draft = make_draft(editor)
    lock(draft, editor)

    browser_of(content_reviewer).post(f"/admin/builder/lock/{draft.pk}/")

    draft.refresh_from_db()
    assert draft.locked_by == editor


@pytest.mark.parametrize("role", ["editor", "content_reviewer"])
def test_draft_is_unlocked_by_its_owner_and_by_who_may(
    role: str, editor: User, request: pytest.FixtureRequest
) -> None:
    draft = make_draft(editor)
    lock(draft, editor)

    browser_of(request.getfixturevalue(role)).post(f"/admin/builder/unlock/{draft.pk}/")

    draft.refresh_from_db()
    assert (draft.locked, draft.locked_by) == (False, None)


def test_without_the_permission_a_draft_is_neither_locked_nor_unlocked(
    writer: User, editor: User
) -> None:
    draft = make_draft(editor)
    browser = browser_of(writer)
    assert browser.get(f"/admin/builder/edit/{draft.pk}/").status_code == 200
    browser.post(f"/admin/builder/lock/{draft.pk}/")
    draft.refresh_from_db()
    assert draft.locked is False
    lock(draft, editor)

    browser.post(f"/admin/builder/unlock/{draft.pk}/")

    draft.refresh_from_db()
    assert draft.locked_by == editor
    assert editor.get_username() in browser.get(f"/admin/builder/edit/{draft.pk}/").content.decode()
