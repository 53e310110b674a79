"""Two at one wizard: a plugin's changes are taken over, a lock keeps others away, a review ends in publication."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.definitions.spec import WizardSpec
from portal.records.models import Wizard
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.copies import copy_and_move_on
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys.accessibility import check_nothing_is_cut_off
from tests.journeys.building import UNSTUCK, Editor
from tests.journeys.building_hands import Keyboard
from tests.journeys.windows import DESKTOP, PHONE, Window

pytestmark = pytest.mark.proof
NEWS = "Take over what is new"
WIDTHS = (DESKTOP, PHONE)
TALL = 2_400
"""A window in which Wagtail's screens, which scroll within themselves, stand as a whole."""
FOCUS = "() => document.activeElement.id"
OWN_PARTS = ".builder-form"
"""The rest of the form's screen is Wagtail's: its pictures of who else is there have no name."""


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def look(window: Window, state: str, within: str = "main") -> None:
    """Look closely at a page on a desktop and on a phone."""
    for size in WIDTHS:
        window.page.set_viewport_size({"width": size["width"], "height": TALL})
        window.page.evaluate(UNSTUCK)
        window.see(f"{state}-{size['width']}", within=within)
    window.page.set_viewport_size(DESKTOP)


def press(window: Window, name: str) -> None:
    """Press a button of the page."""
    window.page.evaluate(UNSTUCK)
    window.click(window.page.get_by_role("main").get_by_role("button", name=name, exact=True))


def spec_of(draft: WizardDraft) -> WizardSpec:
    """Return what the draft makes as it was saved last."""
    row = WizardDraft.objects.get(pk=draft.pk)
    return read_draft(data_of(row.get_latest_revision_as_object())).spec


def test_what_the_plugin_changed_is_taken_over_and_published(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User, specialist: User
) -> None:
    draft = copy_and_move_on(editor)
    desktop.enter(editor)
    open_offer_by_keyboard(desktop, draft)
    look(desktop, "clash")
    press(desktop, "Take over into the draft")
    assert "1 choice is still to be made" in desktop.text()
    look(desktop, "clash-undecided")

    decide_by_keyboard(desktop)
    look(desktop, "clash-decided")
    assert spec_of(draft).title["en"] == "Renew with us"  # looking changes nothing
    Keyboard(desktop.page).activate("Take over into the draft")
    expect(desktop.page.get_by_text("It is taken over into the draft.")).to_be_visible()
    assert "Somebody with the right to publish wizards does that here." in desktop.text()
    look(desktop, "taken-over")

    second_desktop.enter(specialist)
    second_desktop.go(f"/admin/builder/{draft.pk}/merge/")
    assert second_desktop.path == "/admin/"
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


def open_offer_by_keyboard(window: Window, draft: WizardDraft) -> None:
    """See the offer on the form and on the list, and follow it from there."""
    window.go(f"/admin/builder/edit/{draft.pk}/")
    expect(window.page.get_by_role("link", name=NEWS).first).to_be_attached()
    look(window, "form-offers-it")
    window.go("/admin/builder/")
    look(window, "list-offers-it")
    Keyboard(window.page).activate(NEWS)
    assert window.path == f"/admin/builder/{draft.pk}/merge/"


def decide_by_keyboard(window: Window) -> None:
    """Follow the link of what is left, choose the plugin's side with an arrow, and see what comes of it."""
    hands = Keyboard(window.page)
    window.page.locator("#problems a").focus()
    hands.press("Enter")
    assert window.page.evaluate(FOCUS) == "clash-0-ours"
    hands.press("ArrowDown")
    assert window.page.locator("#clash-0-theirs").is_checked()
    hands.activate("Show what comes of it")
    assert window.page.locator("#clash-0-theirs").is_checked()
    outcome = window.page.locator("#outcome-section")
    expect(outcome).to_be_in_viewport()
    assert "Renew at once" in outcome.inner_text()


def test_draft_that_one_locks_is_left_alone_by_another(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor, TAUGHT)
    desktop.enter(content_reviewer)
    second_desktop.enter(editor)
    for window in (second_desktop, desktop):
        window.go(f"/admin/builder/edit/{draft.pk}/")
    set_lock(desktop)
    expect(banner_of(desktop)).to_contain_text("by you")
    look(desktop, "locked-by-oneself", OWN_PARTS)

    write_title(second_desktop, "Written too late")
    said = second_desktop.page.inner_text("body")
    assert "could not be saved as it is locked" in said
    assert f"Only {content_reviewer.get_username()} can make changes" in said
    look(second_desktop, "locked-while-writing", OWN_PARTS)
    second_desktop.go(f"/admin/builder/edit/{draft.pk}/")
    expect(banner_of(second_desktop)).to_contain_text(content_reviewer.get_username())
    expect(second_desktop.page.get_by_role("button", name="Save draft")).to_have_count(0)
    look(second_desktop, "locked-by-another", OWN_PARTS)
    assert spec_of(draft).title["en"] == TAUGHT.title["en"]

    write_title(desktop, "Written by whoever locked it")
    assert spec_of(draft).title["en"] == "Written by whoever locked it"
    set_lock(desktop)
    second_desktop.go(f"/admin/builder/edit/{draft.pk}/")
    write_title(second_desktop, "Written afterwards")
    assert spec_of(draft).title["en"] == "Written afterwards"


def banner_of(window: Window) -> Locator:
    """Return what stands above the form of a locked draft."""
    return window.page.get_by_text("was locked").first.locator("..")


def write_title(window: Window, title: str) -> None:
    """Give the service another title, and save."""
    window.page.fill("[name=title_en]", title)
    Editor(window.page).save()


def set_lock(window: Window) -> None:
    """Lock, or unlock, on the panel of the draft's state."""
    switch = window.page.locator("label.switch", has_text="Lock")
    if not switch.is_visible():
        window.page.get_by_role("button", name="Toggle status").click()
    window.click(switch)


def test_locked_draft_says_so_on_each_page_that_would_change_it(
    desktop: Window, editor: User, content_reviewer: User
) -> None:
    draft = copy_and_move_on(editor)
    draft.locked, draft.locked_by, draft.locked_at = True, editor, timezone.now()
    draft.save()
    desktop.enter(content_reviewer)

    for page, act in (("publish", "Publish the wizard"), ("merge", "Take over into the draft")):
        desktop.go(f"/admin/builder/{draft.pk}/{page}/")
        assert f"was locked by {editor.get_username()}" in desktop.text()
        assert desktop.page.get_by_role("button", name=act).count() == 0
        look(desktop, f"locked-{page}")
        desktop.page.set_viewport_size(PHONE)
        check_nothing_is_cut_off(desktop.page, page)
        desktop.page.set_viewport_size(DESKTOP)


def test_whoever_may_not_publish_is_offered_no_way_to(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User
) -> None:
    draft = make_draft(editor, TAUGHT)
    desktop.enter(editor)
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    expect(desktop.page.get_by_role("button", name="Publish")).to_have_count(0)
    desktop.page.get_by_role("button", name="Toggle status").click()
    expect(desktop.page.get_by_role("button", name="Set schedule")).to_have_count(0)
    desktop.go(f"/admin/builder/{draft.pk}/publish/")
    assert "Somebody with the right to publish wizards does that here." in desktop.text()
    expect(desktop.page.get_by_role("link", name="Publish it later")).to_have_count(0)
    look(desktop, "not-for-editors")
    desktop.page.evaluate("document.querySelector('#publishing').submit()")
    desktop.page.wait_for_url("**/admin/")
    assert not Wizard.objects.filter(key=draft.key).exists()

    second_desktop.enter(content_reviewer)
    second_desktop.go(f"/admin/builder/{draft.pk}/publish/")
    expect(second_desktop.page.get_by_role("link", name="Publish it later")).to_be_visible()
    look(second_desktop, "for-who-may")
    second_desktop.page.evaluate(UNSTUCK)
    Keyboard(second_desktop.page).activate("Publish the wizard")
    assert "Version 1 is published." in second_desktop.page.inner_text("body")
    assert Wizard.objects.filter(key=draft.key).exists()


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
    look(second_desktop, "in-review", OWN_PARTS)
    second_desktop.page.locator("footer [data-controller~=w-dropdown] button").first.click()
    second_desktop.click(second_desktop.page.get_by_role("button", name="Approve", exact=True))
    assert "It is not offered yet" in second_desktop.page.inner_text("body")
    look(second_desktop, "approved")
    press(second_desktop, "Publish the wizard")
    draft.refresh_from_db()  # saving the form, as an approval does, lets the key follow the title
    assert Wizard.objects.get(key=draft.key).current_version is not None
