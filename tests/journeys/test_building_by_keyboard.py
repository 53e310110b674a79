"""The builder by keyboard alone: blocks are added, moved, copied, removed, folded, a rule is made, it is published."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.records.models import WizardVersion
from portal.users.models import User
from tests.journeys.windows import Window

MOST_STOPS = 120
SERVICE = ("title_en", "title_es", "summary_en", "summary_es")
# The parts of a day are drawn by the browser.
SHOWS_FOCUS = """() => {
  const at = document.activeElement;
  if (at.type === "date") return true;
  const ringed = [at, at.nextElementSibling, at.parentElement].filter(Boolean).flatMap(
    each => [getComputedStyle(each), getComputedStyle(each, "::before"), getComputedStyle(each, "::after")]);
  return ringed.some(style => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
    || style.boxShadow !== "none");
}"""
AT = """() => {
  const at = document.activeElement;
  const own = [at.getAttribute("aria-label"), at.getAttribute("title")];
  const words = [...own, at.labels?.[0]?.innerText, at.innerText, at.name];
  const described = at.getAttribute("aria-describedby");
  const about = described ? document.getElementById(described)?.innerText ?? "" : "";
  return `${words.find(each => each?.trim()) ?? ""} ${about}`.replace(/\\s+/g, " ").trim();
}"""
ADDS_TO = """stream => {
  const at = document.activeElement;
  const around = at.closest("[data-streamfield-stream-container], [data-streamfield-list-container]");
  return at.matches(".c-sf-add-button") && around?.parentElement.querySelector("input").name === `${stream}-count`;
}"""
ACTS_ON = """([block, action]) => {
  const at = document.activeElement;
  const around = at.closest("[data-streamfield-child]");
  const named = around?.querySelector(`:scope > [name="${block}-type"]`);
  const does = action === "FOLD" ? at.matches("[data-panel-toggle]") : at.dataset.streamfieldAction === action;
  return Boolean(named) && does && at.closest("[data-panel]") === around.querySelector("[data-panel]");
}"""
ORDER = """stream => [...document.querySelectorAll(`[name^="${stream}-"][name$="-value-label-en"]`)]
  .filter(each => !each.closest("[aria-hidden=true]")).map(each => each.value)"""
SETTLING_MS = 700
NAME = "() => document.activeElement.name || ''"


class Keyboard:
    """Hands that know Tab, Enter, Space, the arrows and letters; every stop must show that it has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def at(self) -> str:
        """Return what the control with the focus is called."""
        return str(self.page.evaluate(AT))

    def reach(self, name: str, *, key: str = "Tab", field: str = "") -> None:
        """Press Tab until what is called so, or the field of a name, has the focus."""
        stops = []
        for _stop in range(MOST_STOPS):
            self.press(key)
            stops.append(self.at())
            assert self.page.evaluate(SHOWS_FOCUS), f"no visible focus on “{stops[-1]}”"
            if field and self.page.evaluate(NAME) == field:
                return
            if not field and stops[-1].startswith(name):
                return
        raise AssertionError(f"“{name or field}” is not among the stops {stops}")

    def back(self, name: str = "", *, field: str = "") -> None:
        """The same backwards."""
        self.reach(name, key="Shift+Tab", field=field)

    def fill(self, field: str, text: str) -> None:
        """Reach a field, and write over what stands there."""
        if self.page.evaluate(NAME) != field:
            self.reach("", field=field)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def add(self, stream: str, block: str) -> None:
        """Reach what adds to a stream, seek a block by its name and take it; a control of it has the focus then."""
        for _stop in range(MOST_STOPS):
            self.press("Tab")
            if self.page.evaluate(ADDS_TO, stream):
                break
        else:
            raise AssertionError(f"nothing adds to {stream}")
        self.press("Enter")
        self.page.get_by_role("option", name=block, exact=True).last.wait_for()
        self.reach("Search options")
        self.page.keyboard.type(block)
        self.page.wait_for_timeout(SETTLING_MS)
        self.press("Enter")
        self.page.wait_for_timeout(SETTLING_MS)

    def act(self, block: str, action: str) -> None:
        """Reach a button of a block going back from within it, and press it."""
        for _stop in range(MOST_STOPS):
            self.press("Shift+Tab")
            if self.page.evaluate(ACTS_ON, [block, action]):
                break
        else:
            raise AssertionError(f"{action} of {block} cannot be reached")
        self.press("Enter")
        self.page.wait_for_timeout(SETTLING_MS)

    def activate(self, name: str) -> None:
        """Reach a link or button, and press Enter there until the next page stands."""
        self.reach(name)
        with self.page.expect_navigation():
            self.press("Enter")


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
    rule(keys, f"{asked}-1")
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


def rule(keys: Keyboard, question: str) -> None:
    """Let the second question be asked only when the answer to the first is no."""
    keys.add(f"{question}-value-condition", "An answer")
    assert keys.at().startswith("Question of this wizard")
    keys.page.wait_for_timeout(SETTLING_MS)
    keys.page.keyboard.type("Is it")
    keys.page.wait_for_timeout(SETTLING_MS)
    keys.reach("Value to compare with")
    keys.page.keyboard.type("no")


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
