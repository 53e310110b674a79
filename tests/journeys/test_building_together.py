"""Two at one wizard: what its plugin changed is taken over, a lock keeps others away, a review ends in publication."""

from __future__ import annotations

from typing import Any

import pytest

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.records.models import Wizard
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.copies import copy_and_move_on
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys.building import UNSTUCK, Editor
from tests.journeys.windows import PHONE, Window

NEWS = "Take over what is new"
CHOSEN = "() => document.activeElement.id"


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


def main_of(window: Window) -> Any:
    """Return the main part of the page."""
    return window.page.get_by_role("main")


def test_what_the_plugin_changed_is_taken_over_and_published(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User
) -> None:
    draft = copy_and_move_on(editor)
    desktop.enter(editor)
    desktop.go("/admin/builder/")
    look(desktop, "list-offers-it")
    desktop.click(main_of(desktop).get_by_role("link", name=NEWS))
    look(desktop, "clash")
    press(desktop, "Take over into the draft")
    assert "1 clash is not decided" in desktop.text()
    look(desktop, "clash-undecided")

    decide_by_keyboard(desktop)
    press(desktop, "Show what comes of it")
    assert "Renew at once" in desktop.page.locator("#outcome-section").inner_text()
    look(desktop, "clash-decided")
    press(desktop, "Take over into the draft")
    assert "It is taken over into the draft." in desktop.page.inner_text("body")
    look(desktop, "taken-over")

    second_desktop.enter(content_reviewer)
    second_desktop.go(f"/admin/builder/{draft.pk}/publish/")
    press(second_desktop, "Publish the wizard")
    draft.refresh_from_db()  # the key of what was never published follows its title
    version = Wizard.objects.get(key=draft.key).current_version
    assert version is not None
    assert version.definition["title"]["en"] == "Renew at once"
    assert version.definition["steps"][0]["introduction"]["en"] == "Ours."
    assert [each["id"] for each in version.definition["steps"][0]["fields"]] == ["phone", "why"]
    desktop.go("/admin/builder/")
    assert NEWS not in desktop.text()


def press(window: Window, name: str) -> None:
    """Press a button of the page."""
    window.page.evaluate(UNSTUCK)
    window.click(main_of(window).get_by_role("button", name=name, exact=True))


def decide_by_keyboard(window: Window) -> None:
    """Follow the link of what is left, and choose the plugin's side with an arrow."""
    window.page.locator("#problems a").focus()
    window.page.keyboard.press("Enter")
    assert window.page.evaluate(CHOSEN) == "clash-0-ours"
    window.page.keyboard.press("ArrowDown")
    assert window.page.locator("#clash-0-theirs").is_checked()


def test_draft_that_one_locks_is_left_alone_by_another(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor, TAUGHT)
    desktop.enter(content_reviewer)
    second_desktop.enter(editor)
    second_desktop.go(f"/admin/builder/edit/{draft.pk}/")
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    set_lock(desktop)
    desktop.picture("locked-by-oneself")

    second_desktop.page.fill("[name=title_en]", "Written too late")
    Editor(second_desktop.page).save()
    assert "could not be saved as it is locked" in second_desktop.page.inner_text("body")
    second_desktop.picture("locked-while-writing")
    second_desktop.go(f"/admin/builder/edit/{draft.pk}/")
    assert content_reviewer.get_full_name() in second_desktop.page.inner_text("body")
    assert second_desktop.page.get_by_role("button", name="Save draft").count() == 0
    second_desktop.picture("locked-by-another")
    assert title_of(draft) == TAUGHT.title["en"]

    desktop.page.fill("[name=title_en]", "Written by whoever locked it")
    Editor(desktop.page).save()
    assert title_of(draft) == "Written by whoever locked it"
    set_lock(desktop)
    second_desktop.go(f"/admin/builder/edit/{draft.pk}/")
    second_desktop.page.fill("[name=title_en]", "Written afterwards")
    Editor(second_desktop.page).save()
    assert title_of(draft) == "Written afterwards"


def set_lock(window: Window) -> None:
    """Lock or unlock, on the panel of what the draft's state is."""
    switch = window.page.locator("label.switch", has_text="Lock")
    if not switch.is_visible():
        window.page.get_by_role("button", name="Toggle status").click()
    window.click(switch)


def title_of(draft: WizardDraft) -> str:
    """Return the title of the draft as it was saved last."""
    row = WizardDraft.objects.get(pk=draft.pk)
    return read_draft(data_of(row.get_latest_revision_as_object())).spec.title["en"]


def test_review_leads_to_the_publication(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor, TAUGHT)
    desktop.enter(editor)
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    desktop.page.locator("footer [data-controller~=w-dropdown] button").first.click()
    desktop.click(desktop.page.get_by_role("button", name="Submit to Review of wizards"))
    assert "has been submitted for moderation" in desktop.page.inner_text("body")

    second_desktop.enter(content_reviewer)
    second_desktop.go("/admin/")
    second_desktop.click(second_desktop.page.get_by_role("link", name=str(draft)).first)
    second_desktop.see("in-review", within="main")
    second_desktop.page.locator("footer [data-controller~=w-dropdown] button").first.click()
    second_desktop.click(second_desktop.page.get_by_role("button", name="Approve", exact=True))
    assert "It is not offered yet" in second_desktop.page.inner_text("body")
    look(second_desktop, "approved")
    press(second_desktop, "Publish the wizard")
    draft.refresh_from_db()  # saving the form, as an approval does, lets the key follow the title
    assert Wizard.objects.get(key=draft.key).current_version is not None
