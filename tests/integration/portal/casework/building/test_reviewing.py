"""A wizard goes through a review: sent by an editor, approved or sent back, and public only once published."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import Workflow, WorkflowContentType, WorkflowState

from portal.casework.building.reviewing import NAME, ensure_review
from portal.records.models import WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import form_of, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
TO_PUBLISH = "It is not offered yet: look at what changes, and publish it."


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return a whole draft that its editor has sent to the review."""
    draft = make_draft(editor)
    draft.get_workflow().start(draft, editor)
    return draft


def state_of(draft: WizardDraft) -> str:
    """Return how far the review is."""
    return str(draft.workflow_states.latest("created_at").status)


def act(browser: Client, draft: WizardDraft, name: str, **data: Any) -> Any:
    """Do one act of the review, and go where it leads."""
    waiting = draft.current_workflow_task_state.pk
    url = f"/admin/builder/workflow/action/{draft.pk}/{name}/{waiting}/"
    return browser.post(url, data, follow=True)


def count_versions(draft: WizardDraft) -> int:
    """Return how many versions were published of it."""
    return WizardVersion.objects.filter(wizard__key=draft.key).count()


def test_editor_sends_a_draft_to_the_review(editor: User) -> None:
    draft = make_draft(editor)
    browser = browser_of(editor)
    form = browser.get(f"/admin/builder/edit/{draft.pk}/").content.decode()

    browser.post(f"/admin/builder/edit/{draft.pk}/", form_of(draft, **{"action-submit": "1"}))

    assert f"Submit to {NAME}" in form
    assert state_of(draft) == WorkflowState.STATUS_IN_PROGRESS
    assert draft.current_workflow_state.requested_by == editor


def test_approval_leads_to_the_publication_and_is_none(
    draft: WizardDraft, content_reviewer: User
) -> None:
    response = act(browser_of(content_reviewer), draft, "approve")

    assert response.redirect_chain == [(f"/admin/builder/{draft.pk}/publish/", 302)]
    assert TO_PUBLISH in response.content.decode()
    assert (state_of(draft), count_versions(draft)) == (WorkflowState.STATUS_APPROVED, 0)


def test_approval_in_the_form_leads_there_too(draft: WizardDraft, content_reviewer: User) -> None:
    approval = {"action-workflow-action": "1", "workflow-action-name": "approve"}

    response = browser_of(content_reviewer).post(
        f"/admin/builder/edit/{draft.pk}/", form_of(draft, **approval), follow=True
    )

    assert response.redirect_chain[-1][0] == f"/admin/builder/{draft.pk}/publish/"
    assert TO_PUBLISH in response.content.decode()
    assert (state_of(draft), count_versions(draft)) == (WorkflowState.STATUS_APPROVED, 0)


def test_what_was_sent_back_is_changed_and_sent_again(
    draft: WizardDraft, editor: User, content_reviewer: User
) -> None:
    response = act(browser_of(content_reviewer), draft, "reject", comment="Name the hours.")

    assert TO_PUBLISH not in response.content.decode()
    assert state_of(draft) == WorkflowState.STATUS_NEEDS_CHANGES
    browser = browser_of(editor)
    assert "Name the hours." in browser.get(f"/admin/builder/edit/{draft.pk}/").content.decode()
    browser.post(f"/admin/builder/edit/{draft.pk}/", form_of(draft, **{"action-submit": "1"}))
    assert state_of(draft) == WorkflowState.STATUS_IN_PROGRESS


def test_form_offers_a_reviewer_approval_and_no_publication(
    draft: WizardDraft, content_reviewer: User
) -> None:
    browser, url = browser_of(content_reviewer), f"/admin/builder/edit/{draft.pk}/"

    form = browser.get(url).content.decode()
    act(browser, draft, "approve")
    approved = browser.get(url).content.decode()

    assert "Approve" in form
    assert "and Publish" not in form
    assert 'name="action-publish"' not in form + approved


def test_editor_approves_nothing(draft: WizardDraft, editor: User) -> None:
    assert act(browser_of(editor), draft, "approve").status_code in {302, 403, 200}
    assert state_of(draft) == WorkflowState.STATUS_IN_PROGRESS


def test_publication_says_that_a_review_waits_and_ends_it(
    draft: WizardDraft, content_reviewer: User
) -> None:
    browser, url = browser_of(content_reviewer), f"/admin/builder/{draft.pk}/publish/"
    page = browser.get(url).content.decode()
    draft.refresh_from_db()

    browser.post(url, {"revision": str(draft.latest_revision_id)})

    assert "Publishing it ends the review." in page
    assert (state_of(draft), count_versions(draft)) == (WorkflowState.STATUS_CANCELLED, 1)
    assert "Publishing it ends the review." not in browser.get(url).content.decode()


def test_bureau_that_wants_no_review_is_not_given_one_again() -> None:
    kind = ContentType.objects.get_for_model(WizardDraft)
    WorkflowContentType.objects.filter(content_type=kind).delete()

    ensure_review()

    assert not WorkflowContentType.objects.filter(content_type=kind).exists()
    assert Workflow.objects.filter(name=NAME).count() == 1
