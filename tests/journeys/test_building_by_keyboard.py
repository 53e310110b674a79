"""The builder by keyboard alone: blocks are added, moved, copied, removed, folded, a rule is made, it is published."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from portal.records.models import WizardVersion
from portal.users.models import User
from tests.journeys.building_hands import ACTS_ON, NAME, ORDER, SETTLING_MS, Keyboard
from tests.journeys.windows import Window

SERVICE = ("title_en", "title_es", "summary_en", "summary_es")


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_a_wizard_is_built_and_published_by_keyboard(
    desktop: Window, content_reviewer: User
) -> None:
    desktop.enter(content_reviewer)
    desktop.go("/admin/builder/add/")
    page, keys = desktop.page, Keyboard(desktop.page)
    write_service(keys)
    asked = "steps-0-value-questions"
    build_step(keys, asked)
    assert page.evaluate(ORDER, asked) == ["Is it online?", "Where is it?"]
    keys.only_when(f"{asked}-1-value", "Is it", "no")
    arrange(keys, asked)
    keys.activate("Save draft")

    keys.activate("Preview")
    walk_and_record(keys)
    keys.activate("Publish the wizard")
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    assert WizardVersion.objects.get(wizard__key="bureau.one_course").number == 1


def write_service(keys: Keyboard) -> None:
    """Say what the service is, and go to the tab of the steps."""
    texts = ("One course", "Un curso", "For one course.", "Para un curso.")
    for field, text in zip(SERVICE, texts, strict=True):
        keys.fill(field, text)
    keys.reach("Service", key="Shift+Tab")
    keys.press("ArrowRight")


def build_step(keys: Keyboard, asked: str) -> None:
    """Add a step with two questions, the second before the first."""
    keys.add("steps", "Questions")
    keys.fill("steps-0-value-title-en", "The course")
    keys.fill("steps-0-value-title-es", "El curso")
    keys.add(asked, "Yes or no")
    keys.fill(f"{asked}-0-value-label-en", "Is it online?")
    keys.fill(f"{asked}-0-value-label-es", "¿Es en línea?")
    keys.add(asked, "Short text")
    keys.fill(f"{asked}-1-value-label-en", "Where is it?")
    keys.fill(f"{asked}-1-value-label-es", "¿Dónde es?")


def arrange(keys: Keyboard, asked: str) -> None:
    """Move, copy, remove and fold; the focus stays where the act was."""
    keys.act(f"{asked}-1", "MOVE_UP")
    assert keys.page.evaluate(ORDER, asked) == ["Where is it?", "Is it online?"]
    assert keys.at() == "Move down"
    keys.press("Enter")
    assert keys.page.evaluate(ORDER, asked) == ["Is it online?", "Where is it?"]
    assert keys.at() == "Move up"
    keys.reach("Duplicate")
    keys.press("Enter")
    keys.page.wait_for_timeout(SETTLING_MS)
    assert keys.page.evaluate(NAME) == f"{asked}-2-value-label-en"
    keys.act(f"{asked}-2", "DELETE")
    assert keys.page.evaluate(ORDER, asked) == ["Is it online?", "Where is it?"]
    assert keys.page.evaluate(ACTS_ON, [f"{asked}-1", "FOLD"])
    keys.press("Enter")
    label = keys.page.locator(f'[name="{asked}-1-value-label-en"]')
    expect(label).to_be_hidden()
    keys.press("Enter")
    expect(label).to_be_visible()


def walk_and_record(keys: Keyboard) -> None:
    """Answer the preview, and record the run."""
    keys.reach("Yes")
    keys.press("Space")
    keys.activate("Save and continue")
    keys.fill("name_en", "Online")
    keys.fill("name_es", "En línea")
    keys.activate("Record the scenario")
