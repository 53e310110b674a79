"""Every state of the builder's screens, looked at by axe at two widths, on a phone's and on a desktop's window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from portal.definitions.building.publishing import publish_draft
from portal.definitions.rules.build import answer, eq
from portal.definitions.spec import FieldSpec, StepSpec
from portal.definitions.texts import text
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import COURSE, make_draft
from tests.journeys.windows import Window

ONLINE = FieldSpec(id="online", type="yes_no", label=text("Is it online?", "¿Es en línea?"))
PLACE = FieldSpec(
    id="place",
    type="text",
    label=text("Where is it?", "¿Dónde es?"),
    condition=eq(answer("online"), False),
)
SESSIONS = (
    FieldSpec(
        id="sessions",
        type="rows",
        label=text("Sessions", "Sesiones"),
        options={},
        rows=(FieldSpec(id="day", type="date", label=text("Day", "Día")),),
    )
    if "rows" in FieldSpec.__dataclass_fields__
    else None
)
MORE = StepSpec(
    id="more",
    title=text("The place", "El lugar"),
    condition=eq(answer("online"), False),
    fields=(PLACE,),
)
WHOLE = replace(
    COURSE,
    steps=(replace(COURSE.steps[0], fields=(*COURSE.steps[0].fields, ONLINE)), MORE),
    private=(FieldSpec(id="note", type="text", label=text("Note", "Nota")),),
)
HALF = replace(
    COURSE,
    key="bureau.half",
    title={"en": "Half a service"},
    steps=(
        replace(COURSE.steps[0], fields=(FieldSpec(id="q", type="choice", label={"en": "Half"}),)),
    ),
)


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def edit(window: Window, draft: WizardDraft) -> None:
    """Open the form at its steps."""
    window.go(f"/admin/builder/edit/{draft.pk}/#tab-steps")
    window.page.get_by_role("tab", name="Steps", exact=True).click()
    window.settle()


@pytest.mark.long
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_states(request, width: str, content_reviewer: User, editor: User) -> None:
    window: Window = request.getfixturevalue(width)
    window.enter(content_reviewer)
    page = window.page
    bad = []

    def see(name, within="main"):
        try:
            window.see(name, within=within)
        except AssertionError as e:
            bad.append(str(e))

    def go(path, name, within="main"):
        window.go(path)
        window.settle()
        see(name, within)

    go("/admin/builder/", "empty-list")
    go("/admin/builder/begin/", "begin")
    go("/admin/builder/add/", "add")
    half, whole = make_draft(editor, HALF), make_draft(editor, WHOLE)
    go("/admin/builder/", "list")
    edit(window, half)
    page.wait_for_timeout(3000)
    see("half-folded")
    page.locator("[data-streamfield-child] [data-panel-toggle]").first.click()
    page.locator(
        "[data-streamfield-child] [data-streamfield-child] [data-panel-toggle]"
    ).first.click()
    page.wait_for_timeout(500)
    see("half-open")
    go(f"/admin/builder/{half.pk}/publish/", "left-to-do")
    go(f"/admin/builder/{half.pk}/preview/", "preview-half", "html")
    edit(window, whole)
    page.locator('[name="steps-1-type"] ~ section [data-panel-toggle]').first.click()
    page.locator(
        '[name="steps-1-value-questions-0-type"] ~ section [data-panel-toggle]'
    ).first.click()
    page.wait_for_timeout(1500)
    see("rule")
    page.get_by_label("Find a step or a question").fill("online")
    page.wait_for_timeout(300)
    see("found")
    go(f"/admin/builder/{whole.pk}/map/", "map")
    go(f"/admin/builder/{whole.pk}/preview/", "preview", "html")
    page.get_by_role("button", name="Save and continue").click()
    window.settle()
    see("preview-refused", "html")
    go(f"/admin/builder/{whole.pk}/preview/?step=review", "preview-review", "html")
    go(
        f"/admin/builder/{whole.pk}/preview/?step=private&who=reviewer&language=es",
        "preview-private",
        "html",
    )
    go(f"/admin/builder/{whole.pk}/publish/", "complete")
    # invalid form
    edit(window, whole)
    page.get_by_role("tab", name="Service", exact=True).click()
    page.fill("[name=minutes]", "-5")
    page.get_by_role("button", name="Save draft").click()
    window.settle()
    see("refused-form")
    publish_draft(
        draft_id=whole.pk,
        revision_id=whole.latest_revision_id,
        actor=content_reviewer,
        at=timezone.now(),
    )
    changed = WizardDraft.objects.get(pk=whole.pk).get_latest_revision_as_object()
    changed.summary_en = "For one course, in words that were changed."
    changed.save_revision(user=editor)
    whole.refresh_from_db()
    go(f"/admin/builder/history/{whole.pk}/", "history")
    a, b = whole.revisions.order_by("pk").values_list("pk", flat=True)[:2]
    go(f"/admin/builder/history/{whole.pk}/revisions/compare/{a}...{b}/", "compare")
    go(f"/admin/builder/{whole.pk}/publish/", "next-version")
    page.get_by_role("link", name="Publish it later, or together with pages").click()
    window.settle()
    see("release-new")
    page.fill("[name=name]", "Courses")
    page.fill("[name=day]", "2099-07-01")
    page.fill("[name=time]", "10:00")
    page.get_by_role("button", name="Plan the release").click()
    window.settle()
    see("release")
    go(f"/admin/builder/{whole.pk}/publish/", "scheduled")
    task = GroupApprovalTask.objects.create(name="Read by reviewers")
    task.groups.set(content_reviewer.groups.all())
    workflow = Workflow.objects.create(name="Reviewers")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(half, editor)
    edit(window, half)
    see("in-review")
    WizardDraft.objects.filter(pk=whole.pk).update(
        locked=True, locked_by=editor, locked_at=timezone.now()
    )
    edit(window, whole)
    page.wait_for_timeout(2500)
    see("locked")
    go(f"/admin/builder/usage/{whole.pk}/", "usage")
    assert not bad, "\n======\n".join(bad)
