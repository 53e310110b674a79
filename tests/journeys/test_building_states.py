"""Every state of the builder's screens, looked at by axe at two widths, on a phone's and on a desktop's window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from portal.definitions.building.publishing import publish_draft
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.rules.build import answer, eq
from portal.definitions.spec import FieldSpec
from portal.records.wizards.drafts import WizardDraft
from portal.sdk.testing.cast import fill_fee_schedule
from portal.users.models import User
from tests.factories.costs import COSTLY
from tests.factories.drafts import COURSE, TAUGHT, make_draft
from tests.journeys.building import UNSTUCK, Editor
from tests.journeys.windows import Window

HALF = replace(
    COURSE,
    key="bureau.half",
    title={"en": "Half a service"},
    steps=(
        replace(COURSE.steps[0], fields=(FieldSpec(id="q", type="choice", label={"en": "Half"}),)),
    ),
)

UNPRICED = "provisional"
FEES = (
    *COSTLY.fees,
    FeeSpec(id="unpriced", item=UNPRICED),
    FeeSpec(id="open", item="duplicate", condition=eq(answer("note"), "x")),
)


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture(params=["desktop", "phone"])
def window(request: pytest.FixtureRequest, content_reviewer: User) -> Window:
    """Return the window of somebody who publishes wizards, large or small."""
    opened: Window = request.getfixturevalue(request.param)
    opened.enter(content_reviewer)
    return opened


def look(window: Window, path: str, state: str, *, within: str | None = "main") -> None:
    """Open an address of the builder, and look closely at it."""
    window.go(f"/admin/builder/{path}")
    see(window, state, within=within)


def see(window: Window, state: str, *, within: str | None = "main") -> None:
    """Look closely at what stands there once it rests."""
    window.settle()
    window.page.evaluate(UNSTUCK)
    window.see(state, within=within)


def edit(window: Window, draft: WizardDraft) -> None:
    """Open the form at its steps."""
    window.go(f"/admin/builder/edit/{draft.pk}/")
    window.page.get_by_role("tab", name="Steps", exact=True).click()


def press(window: Window, name: str) -> None:
    """Press what leads to another page."""
    window.click(window.page.get_by_role("main").get_by_text(name, exact=True))


def change(draft: WizardDraft, by: User) -> WizardDraft:
    """Reword what the service is for."""
    draft.refresh_from_db()
    changed = draft.get_latest_revision_as_object()
    changed.summary_en = "For one course, in other words."
    changed.save_revision(user=by)
    draft.refresh_from_db()
    return draft


def start_review(draft: WizardDraft, by: User, reviewer: User) -> None:
    """Send a draft to a review."""
    task = GroupApprovalTask.objects.create(name="Read by reviewers")
    task.groups.set(reviewer.groups.all())
    workflow = Workflow.objects.create(name="Reviewers")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(draft, by)


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_a_draft_that_is_half_done(window: Window, editor: User, content_reviewer: User) -> None:
    look(window, "", "empty-list")
    look(window, "begin/", "begin")
    look(window, "add/", "add")
    half = make_draft(editor, HALF)
    look(window, "", "list")
    edit(window, half)
    window.page.locator(".builder-todo").wait_for()
    see(window, "folded")
    forms = Editor(window.page)
    forms.unfold(f"{forms.unfold('steps-0')}-questions-0")
    see(window, "unfolded")
    look(window, f"{half.pk}/publish/", "left-to-do")
    look(window, f"{half.pk}/map/", "map-of-half")
    look(window, f"{half.pk}/preview/", "preview-of-half", within=None)
    start_review(half, editor, content_reviewer)
    edit(window, half)
    see(window, "in-review")


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_a_draft_that_is_whole(window: Window, editor: User) -> None:
    whole, page = make_draft(editor, TAUGHT), window.page
    edit(window, whole)
    forms = Editor(page)
    forms.unfold(f"{forms.unfold('steps-1')}-questions-0")
    page.locator(".builder-sentence").last.wait_for()
    see(window, "rule")
    page.get_by_label("Find a step or a question").fill("online")
    see(window, "found")
    page.get_by_role("tab", name="Service", exact=True).click()
    page.fill("[name=minutes]", "-5")
    window.click(page.get_by_role("button", name="Save draft"))
    see(window, "refused")
    look(window, f"{whole.pk}/map/", "map")
    look(window, f"{whole.pk}/preview/", "preview", within=None)
    press(window, "Save and continue")
    see(window, "preview-refused", within=None)
    look(window, f"{whole.pk}/preview/?step=review", "read-back", within=None)
    asked = "?step=private&who=reviewer&language=es"
    look(window, f"{whole.pk}/preview/{asked}", "preview-for-reviewers", within=None)
    look(window, f"{whole.pk}/publish/", "complete")
    locked = {"locked": True, "locked_by": editor, "locked_at": timezone.now()}
    WizardDraft.objects.filter(pk=whole.pk).update(**locked)
    edit(window, whole)
    see(window, "locked")


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_a_draft_that_was_published(window: Window, editor: User, content_reviewer: User) -> None:
    whole, page = make_draft(editor, TAUGHT), window.page
    revision = whole.latest_revision_id or 0
    now = timezone.now()
    publish_draft(draft_id=whole.pk, revision_id=revision, actor=content_reviewer, at=now)
    changed = change(whole, editor)
    look(window, f"history/{whole.pk}/", "history")
    both = f"{revision}...{changed.latest_revision_id}"
    look(window, f"history/{whole.pk}/revisions/compare/{both}/", "compare")
    look(window, f"usage/{whole.pk}/", "usage")
    look(window, f"{whole.pk}/publish/", "next-version")
    press(window, "Publish it later, or together with pages")
    for name, text in {"name": "Courses", "day": "2099-07-01", "time": "10:00"}.items():
        page.fill(f"[name={name}]", text)
    see(window, "release-to-plan")
    press(window, "Plan the release")
    see(window, "release")
    look(window, f"{whole.pk}/publish/", "scheduled")


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_fees_of_a_draft(window: Window, editor: User) -> None:
    fill_fee_schedule()
    page, forms = window.page, Editor(window.page)
    free = make_draft(editor, replace(COSTLY, key="bureau.free", fees=()))
    edit_fees(window, free)
    see(window, "no-fee")
    fee = forms.add_alone("fees")
    see(window, "fee-begun")
    forms.save()
    edit_fees(window, free)
    page.locator(".builder-fault").wait_for()
    see(window, "fee-without-item")
    look(window, f"{free.pk}/publish/", "fee-left-to-do")
    edit_fees(window, free)
    forms.pick(f"{fee}-item", "Application review: $50.00 today")
    forms.only_when(fee, "In a hurry?", "yes")
    forms.save()
    look(window, f"{free.pk}/preview/?step=review", "preview-without-bill", within=None)
    costly = make_draft(editor, replace(COSTLY, fees=FEES))
    edit_fees(window, costly)
    page.locator(".builder-fault").wait_for()
    see(window, "fees-undecided-and-unpriced")
    look(window, f"{costly.pk}/publish/", "fees-undecided")
    priced = make_draft(editor, replace(COSTLY, key="bureau.priced", fees=FEES[:-1]))
    look(window, f"{priced.pk}/publish/", "fees-unpriced")
    look(window, f"{priced.pk}/preview/", "preview-of-fees", within=None)
    page.locator("[name$=hurry][value=yes] + label").click()
    window.click(page.get_by_role("button", name="Save and continue"))
    see(window, "preview-with-bill", within=None)


def edit_fees(window: Window, draft: WizardDraft) -> None:
    """Open the form at its fees."""
    window.go(f"/admin/builder/edit/{draft.pk}/")
    window.page.get_by_role("tab", name="Fees", exact=True).click()
