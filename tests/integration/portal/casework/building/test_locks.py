"""A draft that somebody has locked is changed by nobody else, whichever door they take; unlocked, each door opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.records.models import Release, WizardVersion
from portal.records.releases.operations import release_due
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.copies import copy_and_move_on
from tests.factories.drafts import form_of, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
STEP = "the_course"
NAMES = {"name_en": "Online", "name_es": "En línea"}
LOCKED = "locked the draft, or it is in a review"


def post(browser: Client, draft: WizardDraft, page: str, **data: Any) -> Any:
    """Post to one of the builder's pages about a draft."""
    return browser.post(f"/admin/builder/{draft.pk}/{page}/", data, follow=True)


def state_in(page: Any) -> str:
    """Return the answers that a page of the preview carries."""
    found = re.search(r'name="state" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def record(browser: Client, draft: WizardDraft) -> Any:
    """Walk the preview, and record the run."""
    opened = browser.get(f"/admin/builder/{draft.pk}/preview/")
    typed = {f"{STEP}-name_of_it": "Yoga", f"{STEP}-clock_hours": "3"}
    walked = post(browser, draft, "preview", state=state_in(opened), at=STEP, save="1", **typed)
    return post(browser, draft, "preview", state=state_in(walked), record="1", **NAMES)


def save(browser: Client, draft: WizardDraft, **changes: Any) -> Any:
    """Save the form."""
    return browser.post(f"/admin/builder/edit/{draft.pk}/", form_of(draft, **changes))


def autosave(browser: Client, draft: WizardDraft) -> Any:
    """Save as the form does by itself."""
    url = f"/admin/builder/edit/{draft.pk}/"
    return browser.post(
        url, form_of(draft, title_en="Typed"), headers={"accept": "application/json"}
    )


def take_up(browser: Client, draft: WizardDraft) -> Any:
    """Take an earlier state up again."""
    earliest = draft.revisions.order_by("pk").first()
    assert earliest is not None
    return save(browser, draft, title_en="Earlier", revision=earliest.pk)


def publish(browser: Client, draft: WizardDraft) -> Any:
    """Press the button that publishes."""
    return post(browser, draft, "publish", revision=draft.latest_revision_id)


def plan(browser: Client, draft: WizardDraft) -> Any:
    """Plan a release of it."""
    when = {"day": f"{timezone.now().year + 1}-07-01", "time": "10:00"}
    facts = {"name": "Courses", "parts_wizard_draft": draft.pk, **when}
    return browser.post("/admin/releases/new/", facts)


def forget(browser: Client, draft: WizardDraft) -> Any:
    """Remove the scenario."""
    return post(browser, draft, "forget-scenario", scenario="online")


def expect_anew(browser: Client, draft: WizardDraft) -> Any:
    """Let the scenario expect what comes of it."""
    return post(browser, draft, "expect-anew", scenario="online")


def take_over(browser: Client, draft: WizardDraft) -> Any:
    """Take over what the plugin has changed."""
    page = browser.get(f"/admin/builder/{draft.pk}/merge/")
    clashes = [each.words.key for each in page.context["rows"]]
    facts = {"state": page.context["state"], "clash": clashes, "side-0": "theirs"}
    return post(browser, draft, "merge", **facts)


def delete(browser: Client, draft: WizardDraft) -> Any:
    """Delete it."""
    return browser.post(f"/admin/builder/delete/{draft.pk}/")


def delete_in_bulk(browser: Client, draft: WizardDraft) -> Any:
    """Delete it from the list."""
    return browser.post(f"/admin/bulk/records/wizarddraft/delete/?id={draft.pk}")


DOORS: dict[str, Callable[[Client, WizardDraft], Any]] = {
    door.__name__: door
    for door in (
        *(save, autosave, take_up, publish, plan, record, forget, expect_anew, take_over),
        *(delete, delete_in_bulk),
    )
}


def make(door: str, by: User) -> WizardDraft:
    """Return a draft on which an act can be done."""
    if door == "take_over":
        return copy_and_move_on(by)
    draft = make_draft(by)
    if door in {"forget", "expect_anew"}:
        record(browser_of(by), draft)
        draft.refresh_from_db()
    return draft


def tell(draft: WizardDraft) -> tuple[Any, ...]:
    """Return what an act could change of a draft."""
    row = WizardDraft.objects.filter(pk=draft.pk).first()
    revision = row.latest_revision if row else None
    versions = WizardVersion.objects.filter(wizard__key=draft.key).count()
    return (row and row.template_id, revision, revision and revision.content, versions,
            Release.objects.count())  # fmt: skip


def lock(draft: WizardDraft, by: User) -> None:
    """Lock a draft as its form does."""
    browser_of(by).post(f"/admin/builder/lock/{draft.pk}/")
    draft.refresh_from_db()
    assert draft.locked_by == by


@pytest.mark.parametrize("is_locked", [True, False])
@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_closed_to_others_while_one_has_locked_the_draft(
    door: str, is_locked: bool, editor: User, content_reviewer: User
) -> None:
    draft = make(door, editor)
    if is_locked:
        lock(draft, editor)
    before = tell(draft)

    response = DOORS[door](browser_of(content_reviewer), draft)

    assert response.status_code < 500
    assert (tell(draft) == before) is is_locked


def test_whoever_locked_it_goes_on(editor: User) -> None:
    draft = make("forget", editor)
    lock(draft, editor)
    before = tell(draft)

    forget(browser_of(editor), draft)

    assert tell(draft) != before


@pytest.mark.parametrize("door", ["record", "forget", "expect_anew"])
def test_editor_is_told_that_no_scenario_was_kept(
    door: str, editor: User, content_reviewer: User
) -> None:
    draft = make(door, editor)
    lock(draft, editor)

    assert LOCKED in DOORS[door](browser_of(content_reviewer), draft).content.decode()


def test_publication_names_who_has_locked_it_and_offers_no_button(
    editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor)
    lock(draft, editor)

    page = browser_of(content_reviewer).get(f"/admin/builder/{draft.pk}/publish/").content.decode()

    assert f"was locked</b> by <b>{editor.get_username()}" in page
    assert "Publish the wizard" not in page


def test_release_of_a_draft_that_was_locked_since_is_held_back(
    editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor)
    plan(browser_of(content_reviewer), draft)
    lock(draft, editor)
    Release.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    (failed,) = release_due(at=timezone.now())

    page = browser_of(content_reviewer).get(f"/admin/releases/{failed.public_id}/", follow=True)
    assert LOCKED in page.content.decode()
    assert tell(draft)[3] == 0


def test_draft_in_review_is_changed_by_its_reviewers_alone(
    editor: User, content_reviewer: User
) -> None:
    draft = make("forget", editor)
    draft.get_workflow().start(draft, editor)
    before = tell(draft)

    forget(browser_of(editor), draft)
    assert tell(draft) == before
    forget(browser_of(content_reviewer), draft)
    assert tell(draft) != before
