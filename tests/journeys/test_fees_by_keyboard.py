"""The builder's fees by keyboard alone: added, by rows, by a rule, refused at their places, and removed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from portal.records.wizards.drafts import WizardDraft
from portal.sdk.testing.cast import fill_fee_schedule
from portal.users.models import User
from tests.factories.drafts import make_draft
from tests.journeys.building_hands import SETTLING_MS, Keyboard
from tests.journeys.test_fees_in_builder import FREE
from tests.journeys.windows import Window

UNDECIDED = "It cannot be told whether this is charged where “Note” is not answered."


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def open_fees(keys: Keyboard) -> None:
    """Go to the tab of the fees by the arrows."""
    keys.reach("Service")
    for _tab in range(2):
        keys.press("ArrowRight")
    expect(keys.page.get_by_role("tab", name="Fees", exact=True)).to_be_focused()


def save(keys: Keyboard) -> None:
    """Save the draft, and come back to its fees, with what is said of them."""
    keys.activate("Save draft")
    open_fees(keys)
    keys.page.locator(".builder-sentence, .builder-fault").first.wait_for()


def add_fee(keys: Keyboard, number: int, item: str) -> str:
    """Add a fee below the others, and pick what is charged; return the name of its value."""
    name = f"fees-{number}-value"
    keys.add_alone("fees")
    if item:
        keys.go_to(f"{name}-item")
        keys.page.keyboard.type(item)
        keys.page.wait_for_timeout(SETTLING_MS)
    return name


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_fees_are_named_refused_and_removed_by_keyboard(
    desktop: Window, content_reviewer: User
) -> None:
    fill_fee_schedule()
    draft = make_draft(content_reviewer, FREE)
    desktop.enter(content_reviewer)
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    page, keys = desktop.page, Keyboard(desktop.page)
    open_fees(keys)

    hurried = add_fee(keys, 0, "Application review")
    keys.only_when(hurried, "In a", "yes")
    add_fee(keys, 1, "Cross")
    keys.pick("Once for each row of", "Copies")
    noted = add_fee(keys, 2, "Duplicate")
    keys.only_when(noted, "Note", "urgent")
    add_fee(keys, 3, "")
    save(keys)

    for said in (UNDECIDED, "Pick the item that is charged."):
        expect(page.locator(".builder-fault", has_text=said)).to_be_visible()
    desktop.see("refused", within="main")
    for number in (3, 2):
        keys.go_to(f"fees-{number}-value-item")
        keys.act(f"fees-{number}", "DELETE")
    keys.act("fees-1", "MOVE_UP")
    save(keys)

    for said in (
        "Today: $100.00 for each row of “Copies”. When: always.",
        "Today: $50.00. When: In a hurry? is yes.",
    ):
        expect(page.locator(".builder-sentence", has_text=said)).to_be_visible()
    expect(page.locator(".builder-fault")).to_have_count(0)
    desktop.see("named", within="main")
    saved = WizardDraft.objects.get(pk=draft.pk).get_latest_revision_as_object()
    items = [(block.value["item"], bool(block.value["per_row"])) for block in saved.fees]
    assert items == [("cross_endorsement", True), ("review", False)]

    keys.activate("Check and publish", key="Shift+Tab")
    keys.activate("Publish the wizard")
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
