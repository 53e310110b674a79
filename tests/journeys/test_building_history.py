"""An editor looks at what changed in a wizard's steps between two states, and opens the earlier one."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.definitions.spec import WizardSpec
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys.building import Editor
from tests.journeys.windows import PHONE, Window

UNSTUCK = """() => document.querySelectorAll("footer").forEach(each => { each.style.position = "static"; })"""


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def look(window: Window, state: str) -> None:
    """Look closely at a page on a desktop and on a phone."""
    for width, height in ((1280, 900), tuple(PHONE.values())):
        window.page.set_viewport_size({"width": width, "height": height})
        window.page.evaluate(UNSTUCK)
        window.see(f"{state}-{width}", within="main")
    window.page.set_viewport_size({"width": 1280, "height": 900})


def spec_of(draft: WizardDraft) -> WizardSpec:
    """Return what the draft makes as it was saved last."""
    row = WizardDraft.objects.get(pk=draft.pk)
    return read_draft(data_of(row.get_latest_revision_as_object())).spec


def change_the_step(window: Window, draft: WizardDraft) -> None:
    """Reword a question, remove another, and save."""
    window.go(f"/admin/builder/edit/{draft.pk}/")
    editor = Editor(window.page)
    editor.open_tab("Steps")
    asked = f"{editor.unfold('steps-0')}-questions"
    name = editor.unfold(f"{asked}-0")
    editor.write(f"{name}-label", "What is it called?", "¿Cómo se llama?")
    own = window.page.locator(f'[data-streamfield-child]:has(> [name="{asked}-1-type"])')
    own.locator('[data-streamfield-action="DELETE"]').first.click()
    editor.save()


def choose(window: Window, row: int, action: str) -> None:
    """Choose what to do with a state in the history, the latest of which is the first row."""
    entry = window.page.locator("table.listing tbody tr").nth(row)
    entry.locator("[data-controller~=w-dropdown] button").first.click()
    window.click(window.page.get_by_role("link", name=action).last)


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_changed_steps_are_compared_and_the_earlier_state_is_opened(
    desktop: Window, editor: User
) -> None:
    draft = make_draft(editor, TAUGHT)
    before, main = spec_of(draft), desktop.page.get_by_role("main")
    desktop.enter(editor)
    change_the_step(desktop, draft)
    assert spec_of(draft) != before

    desktop.go(f"/admin/builder/history/{draft.pk}/")
    look(desktop, "history")
    choose(desktop, 0, "Compare with previous version")
    expect(main.get_by_text("What is it called?").first).to_be_visible()
    expect(main.get_by_text("Question removed")).to_be_visible()
    look(desktop, "compared")

    desktop.click(main.get_by_role("link", name="Look at the earlier state"))
    expect(desktop.page.get_by_text("You are viewing a previous version")).to_be_visible()
    desktop.page.get_by_role("tab", name="Steps", exact=True).click()
    look(desktop, "earlier")
    desktop.click(desktop.page.get_by_role("button", name="Replace current draft"))
    expect(main.get_by_text("Approval").first).to_be_visible()
    assert spec_of(draft).steps == before.steps
