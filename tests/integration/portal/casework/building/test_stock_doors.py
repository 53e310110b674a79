"""Wagtail's own doors by which a snippet goes live: closed to everybody for wizards; without the guards each opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import APIToken, DraftStateMixin, GroupApprovalTask, Workflow, WorkflowTask
from wagtail.permission_policies import ModelPermissionPolicy

from portal.casework.building.access import DraftPermissionPolicy
from portal.records.models import Wizard, WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.copies import copy_and_move_on
from tests.factories.drafts import form_of, make_draft
from tests.integration.content.test_writing_api import ask
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)
CHOOSER = "/admin/snippets/choose/records/wizarddraft/create/"


def publish_form(draft: WizardDraft, by: User) -> None:
    """Send the form with the stock button's name."""
    posted = form_of(draft, **{"action-publish": "1"})
    browser_of(by).post(f"/admin/builder/edit/{draft.pk}/", posted)


def publish_earlier_state(draft: WizardDraft, by: User) -> None:
    """Send an earlier state with it."""
    earliest = draft.revisions.earliest("pk")
    url = f"/admin/builder/history/{draft.pk}/revisions/{earliest.pk}/revert/"
    browser_of(by).post(url, form_of(draft, **{"action-publish": "1"}))


def schedule(draft: WizardDraft, by: User) -> None:
    """Send the form with a moment, and let it come."""
    moment = timezone.localtime(timezone.now() + LATER / 2).strftime("%Y-%m-%d %H:%M")
    posted = form_of(draft, **{"action-publish": "1", "go_live_at": moment})
    browser_of(by).post(f"/admin/builder/edit/{draft.pk}/", posted)
    with time_machine.travel(timezone.now() + LATER):
        call_command("publish_scheduled")


def approve(draft: WizardDraft, by: User) -> None:
    """Approve it in a workflow that one is asked for in."""
    task = GroupApprovalTask.objects.create(name="Read by them")
    task.groups.set(by.groups.all())
    workflow = Workflow.objects.create(name="Theirs")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    waiting = workflow.start(draft, by).current_task_state.pk
    url = f"/admin/builder/workflow/action/{draft.pk}/approve/{waiting}/"
    browser_of(by).post(url)


DOORS: dict[str, Callable[[WizardDraft, User], None]] = {
    door.__name__: door for door in (publish_form, publish_earlier_state, schedule, approve)
}


def is_public(draft: WizardDraft) -> bool:
    """Tell whether the draft or a version of it is live."""
    row = WizardDraft.objects.get(pk=draft.pk)
    return row.live or WizardVersion.objects.filter(wizard__key=row.key).exists()


@pytest.mark.parametrize("role", ["editor", "content_reviewer"])
@pytest.mark.parametrize("door", DOORS)
def test_stock_door_publishes_for_nobody(
    door: str, role: str, editor: User, request: pytest.FixtureRequest
) -> None:
    draft = make_draft(editor)

    DOORS[door](draft, request.getfixturevalue(role))

    assert not is_public(draft)


@pytest.mark.parametrize("door", DOORS)
def test_without_the_guards_the_stock_door_shows_it_as_live(
    door: str, editor: User, content_reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = ModelPermissionPolicy.user_has_permission
    monkeypatch.setattr(DraftPermissionPolicy, "user_has_permission", stock)
    monkeypatch.setattr(WizardDraft, "publish", DraftStateMixin.publish)
    draft = make_draft(editor)

    DOORS[door](draft, content_reviewer)

    assert is_public(draft)


@pytest.mark.parametrize("role", ["editor", "content_reviewer", "admin"])
def test_no_token_reads_or_changes_a_draft(
    role: str, editor: User, request: pytest.FixtureRequest
) -> None:
    draft = make_draft(editor)
    token = APIToken.create_token(user=request.getfixturevalue(role), name="test")[1]
    one, meta = f"snippets/records.WizardDraft/{draft.pk}/", {"type": "records.WizardDraft"}
    acts = [f"{one}actions/{act}/" for act in ("publish", "revert", "unpublish", "delete")]
    made = ("POST", "snippets/records.WizardDraft/")
    calls = [made, ("GET", one), ("PATCH", one), *(("POST", each) for each in acts)]

    answers = {
        ask(method, path, token, title_en="By program", meta=meta).status_code
        for method, path in calls
    }

    assert answers <= {403, 404, 405}
    assert not is_public(draft)
    assert [each.title_en for each in WizardDraft.objects.all()] == [draft.title_en]


@pytest.mark.parametrize("role", ["editor", "content_reviewer"])
def test_chooser_makes_no_wizard(role: str, request: pytest.FixtureRequest) -> None:
    posted = {"title_en": "By the chooser", "minutes": "10", "action-publish": "1"}
    both = {
        **posted,
        **{f"wizarddraft-chooser-create-{name}": each for name, each in posted.items()},
    }

    # Wagtail's view has no form to make a wizard with, and fails over that
    browser = browser_of(request.getfixturevalue(role), raise_request_exception=False)
    browser.post(CHOOSER, both)

    assert not WizardDraft.objects.exists()


def test_taking_over_publishes_nothing_even_for_who_may(
    editor: User, content_reviewer: User
) -> None:
    draft = copy_and_move_on(editor)
    browser, url = browser_of(content_reviewer), f"/admin/builder/{draft.pk}/merge/"
    page = browser.get(url)
    clashes = [each.words.key for each in page.context["rows"]]

    browser.post(url, {"state": page.context["state"], "clash": clashes, "side-0": "theirs"})

    again = WizardDraft.objects.get(pk=draft.pk)
    assert again.template != draft.template
    assert not is_public(draft)


@pytest.mark.parametrize(
    ("role", "number"),
    [("editor", 2), ("content_reviewer", 2), ("specialist", 2), ("supervisor", 1)],
)
def test_earlier_version_is_offered_again_by_who_oversees_services_alone(
    role: str, number: int, editor: User, request: pytest.FixtureRequest
) -> None:
    copy_and_move_on(editor)
    first = WizardVersion.objects.get(wizard__key="test.renew", number=1)

    browser_of(request.getfixturevalue(role)).post(f"/admin/wizards/{first.pk}/offer-again/")

    current: Any = Wizard.objects.get(key="test.renew").current_version
    assert current.number == number
