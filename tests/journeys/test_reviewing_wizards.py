"""An editor sends a wizard to a review; its reviewer sends it back with a comment, approves it, and publishes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portal.casework.building.reviewing import NAME
from portal.records.models import WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys.building import UNSTUCK
from tests.journeys.windows import Window

HALF = replace(TAUGHT, key="bureau.half", summary={"en": "Half of it."})
ALONE = "() => document.querySelectorAll('.w-editing-sessions__session').forEach(e => e.remove())"
COMMENT = "Say it in Spanish, too."


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def edit(window: Window, draft: WizardDraft) -> None:
    """Open the form of a draft."""
    window.go(f"/admin/builder/edit/{draft.pk}/")


def act(window: Window, name: str) -> None:
    """Press what stands behind the arrow of the form's first button."""
    footer = window.page.get_by_role("navigation", name="Actions (footer)")
    footer.get_by_role("button", name="More actions").click()
    button = footer.get_by_role("button", name=name, exact=True)
    if name == "Request changes":
        button.click()
        window.page.locator("[role=dialog] textarea, .modal textarea").first.fill(COMMENT)
        button = window.page.locator("[role=dialog] [type=submit], .modal [type=submit]").first
    window.click(button)


def see(window: Window, state: str) -> None:
    """Look closely at the page once it rests; whom Wagtail shows beside one there is a nameless button of its own."""
    window.settle()
    window.page.evaluate(UNSTUCK)
    window.page.evaluate(ALONE)
    window.see(state, within="main")


def body(window: Window) -> str:
    """Return what the whole page says."""
    return window.page.inner_text("body")


def is_public(draft: WizardDraft) -> bool:
    """Tell whether a version is published of it; until then its key follows the title."""
    draft.refresh_from_db()
    return WizardVersion.objects.filter(wizard__key=draft.key).exists()


@pytest.mark.proof
@pytest.mark.usefixtures("site")
def test_wizard_is_sent_back_mended_approved_and_published(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor, HALF)
    desktop.enter(editor)
    edit(desktop, draft)
    act(desktop, f"Submit to {NAME}")
    edit(desktop, draft)
    assert desktop.page.get_by_role("button", name="Save draft").count() == 0
    see(desktop, "waits")

    second_desktop.enter(content_reviewer)
    second_desktop.go("/admin/")
    assert HALF.title["en"] in second_desktop.text()
    edit(second_desktop, draft)
    assert "and Publish" not in body(second_desktop)
    see(second_desktop, "to-review")
    act(second_desktop, "Request changes")

    edit(desktop, draft)
    assert COMMENT in body(desktop)
    see(desktop, "sent-back")
    act(desktop, f"Resubmit to {NAME}")
    edit(second_desktop, draft)
    act(second_desktop, "Approve")
    assert second_desktop.page.url.endswith(f"/admin/builder/{draft.pk}/publish/")
    assert "It is not offered yet" in body(second_desktop)
    see(second_desktop, "approved-and-incomplete")
    assert not is_public(draft)
    left = second_desktop.page.locator(".builder-tasks a").first
    second_desktop.click(left)
    assert second_desktop.page.locator("[name=summary_en]").input_value() == HALF.summary["en"]

    edit(desktop, draft)
    desktop.page.fill("[name=summary_es]", "La mitad.")
    desktop.click(desktop.page.get_by_role("button", name="Save draft"))
    edit(desktop, draft)
    act(desktop, f"Submit to {NAME}")
    edit(second_desktop, draft)
    act(second_desktop, "Approve")
    see(second_desktop, "approved")
    assert not is_public(draft)
    second_desktop.click(
        second_desktop.page.get_by_role("main").get_by_role("button", name="Publish the wizard")
    )
    assert "Version 1 is published." in body(second_desktop)
    assert is_public(draft)
