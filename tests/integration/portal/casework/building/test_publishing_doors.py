"""A draft is published by its own page and the permission alone; each other door stays closed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowState, WorkflowTask

from portal.definitions.building.publishing import MayNotPublishError, publish_draft
from portal.records.models import Release, WizardVersion
from portal.records.releases.operations import release_now
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.contracts.routes import fill_route, list_routes
from tests.factories.drafts import form_of, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
ABOUT_DRAFTS = re.compile(r"^(?!.*delete)(admin/(builder|releases/new)|api)/")
BULK_ACTS = ("publish", "unpublish")
FEWEST_ADDRESSES = 20


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return a draft that is complete."""
    return make_draft(editor)


def count_versions() -> int:
    """Return how many versions of the draft's wizard there are."""
    return WizardVersion.objects.filter(wizard__key="bureau.one_off_course").count()


def post_publication(draft: WizardDraft, by: User) -> Any:
    """Press the button as somebody."""
    url = f"/admin/builder/{draft.pk}/publish/"
    return browser_of(by).post(url, {"revision": draft.latest_revision_id})


def test_the_page_publishes_for_who_may(draft: WizardDraft, content_reviewer: User) -> None:
    response = post_publication(draft, content_reviewer)

    assert response.status_code == 302
    assert count_versions() == 1
    draft.refresh_from_db()
    assert (draft.live, draft.has_unpublished_changes) == (True, False)
    assert set(draft.names.values()) == {"the_course", "name_of_it", "clock_hours"}


def test_the_page_does_not_publish_for_an_editor(draft: WizardDraft, editor: User) -> None:
    response = post_publication(draft, editor)

    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert count_versions() == 0


def test_the_operation_refuses_an_editor(draft: WizardDraft, editor: User) -> None:
    with pytest.raises(MayNotPublishError):
        publish_draft(
            draft_id=draft.pk,
            revision_id=draft.latest_revision_id or 0,
            actor=editor,
            at=timezone.now(),
        )
    assert count_versions() == 0


def test_without_the_question_of_the_permission_an_editor_would_publish(
    draft: WizardDraft, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(User, "has_perm", lambda *_args, **_kwargs: True)

    publish_draft(
        draft_id=draft.pk,
        revision_id=draft.latest_revision_id or 0,
        actor=editor,
        at=timezone.now(),
    )

    assert count_versions() == 1


@pytest.mark.parametrize("role", ["editor", "content_reviewer", "admin"])
def test_the_stock_form_saves_a_draft_instead(
    draft: WizardDraft, role: str, request: pytest.FixtureRequest
) -> None:
    account = request.getfixturevalue(role)
    posted = form_of(draft, **{"action-publish": "1"})

    response = browser_of(account).post(f"/admin/builder/edit/{draft.pk}/", posted)

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.live is False
    assert count_versions() == 0


def test_a_schedule_publishes_nothing(draft: WizardDraft) -> None:
    revision = draft.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
    revision.save()

    call_command("publish_scheduled")

    draft.refresh_from_db()
    assert draft.live is False
    assert count_versions() == 0


def test_an_approval_publishes_nothing(draft: WizardDraft, content_reviewer: User) -> None:
    draft.latest_revision.publish(user=content_reviewer)

    draft.refresh_from_db()
    assert draft.live is False
    assert count_versions() == 0


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_what_was_published_is_not_taken_back_here(
    draft: WizardDraft, content_reviewer: User, act: str
) -> None:
    post_publication(draft, content_reviewer)

    browser_of(content_reviewer).post(f"/admin/builder/{act}/{draft.pk}/")

    draft.refresh_from_db()
    assert draft.live is True


def post_everywhere(draft: WizardDraft, by: User) -> int:
    """Post what would publish to every address that is about drafts, and return how many there are."""
    browser = browser_of(by)
    facts = {
        **form_of(draft, **{"action-publish": "1", "go_live_at": "2020-01-01 10:00"}),
        "revision": draft.latest_revision_id,
        "name": "All of it",
        "day": "2099-01-01",
        "time": "10:00",
        "parts_wizard_draft": draft.pk,
        "id": draft.pk,
    }
    values = {"pk": draft.pk, "object_id": draft.pk, "revision_id": draft.latest_revision_id}
    paths = [fill_route(each, values) for each in list_routes() if ABOUT_DRAFTS.match(each)]
    bulk = [f"/admin/bulk/records/wizarddraft/{act}/?id={draft.pk}" for act in BULK_ACTS]
    for path in (*paths, *bulk):
        browser.post(path, facts)
    for release in Release.objects.all():
        release_now(public_id=release.public_id, actor=by, at=timezone.now())
    call_command("publish_scheduled")
    return len(paths)


def test_no_address_publishes_for_an_editor(draft: WizardDraft, editor: User) -> None:
    tried = post_everywhere(draft, editor)

    assert tried >= FEWEST_ADDRESSES
    draft.refresh_from_db()
    assert (draft.live, count_versions(), Release.objects.count()) == (False, 0, 0)


def test_the_same_posts_publish_for_who_may(draft: WizardDraft, admin: User) -> None:
    post_everywhere(draft, admin)

    assert count_versions() == 1


def test_a_workflow_that_an_editor_approves_publishes_nothing(
    draft: WizardDraft, editor: User
) -> None:
    task = GroupApprovalTask.objects.create(name="Read by editors")
    task.groups.set(editor.groups.all())
    workflow = Workflow.objects.create(name="Editors")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(draft, editor)
    waiting = state.current_task_state.pk

    url = f"/admin/builder/workflow/action/{draft.pk}/approve/{waiting}/"
    response = browser_of(editor).post(url)

    state.refresh_from_db()
    draft.refresh_from_db()
    assert (response.status_code, state.status) == (302, WorkflowState.STATUS_APPROVED)
    assert (draft.live, count_versions()) == (False, 0)


def test_what_was_changed_meanwhile_is_not_published(
    draft: WizardDraft, editor: User, content_reviewer: User
) -> None:
    looked_at = draft.latest_revision_id
    draft.title_en = "Another title"
    draft.save_revision(user=editor)

    url = f"/admin/builder/{draft.pk}/publish/"
    response = browser_of(content_reviewer).post(url, {"revision": looked_at}, follow=True)

    assert "The draft has changed since. Look at it again." in response.content.decode()
    assert count_versions() == 0
