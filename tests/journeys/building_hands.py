"""Hands on the keyboard in the builder: what is reached shows that it has the focus, and no act needs a mouse."""

from __future__ import annotations

from playwright.sync_api import Page

__all__ = ["ACTS_ON", "NAME", "ORDER", "SETTLING_MS", "Keyboard"]

MOST_STOPS = 120
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
  const by = document.getElementById(at.getAttribute("aria-labelledby"))?.innerText;
  const own = [by, at.getAttribute("aria-label"), at.labels?.[0]?.innerText];
  const words = [...own, at.innerText, at.getAttribute("title"), at.name];
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

    def go_to(self, field: str) -> None:
        """Reach a field, unless it has the focus."""
        if self.page.evaluate(NAME) != field:
            self.reach("", field=field)

    def fill(self, field: str, text: str) -> None:
        """Reach a field, and write over what stands there."""
        self.go_to(field)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def add(self, stream: str, block: str) -> None:
        """Reach what adds to a stream, seek a block by its name and take it; a control of it has the focus then."""
        self.add_alone(stream)
        self.page.get_by_role("option", name=block, exact=True).last.wait_for()
        self.reach("Search options")
        self.page.keyboard.type(block)
        self.page.wait_for_timeout(SETTLING_MS)
        self.press("Enter")
        self.page.wait_for_timeout(SETTLING_MS)

    def add_alone(self, stream: str) -> None:
        """Reach what adds to a stream of one kind, or to a list, and press it."""
        for _stop in range(MOST_STOPS):
            self.press("Tab")
            if self.page.evaluate(ADDS_TO, stream):
                break
        else:
            raise AssertionError(f"nothing adds to {stream}")
        self.press("Enter")
        self.page.wait_for_timeout(SETTLING_MS)

    def pick(self, name: str, letters: str) -> None:
        """Reach a list by its name, and type the beginning of what is picked."""
        self.reach(name)
        self.page.keyboard.type(letters)
        self.page.wait_for_timeout(SETTLING_MS)

    def only_when(self, name: str, question: str, answer: str) -> None:
        """Make a block depend on an answer."""
        self.add(f"{name}-condition", "An answer")
        assert self.at().startswith("Question")
        self.page.wait_for_timeout(SETTLING_MS)
        self.page.keyboard.type(question)
        self.page.wait_for_timeout(SETTLING_MS)
        self.pick("Value", answer)

    def act(self, block: str, action: str, *, key: str = "Shift+Tab") -> None:
        """Reach a button of a block, going back from within it unless told, and press it."""
        for _stop in range(MOST_STOPS):
            self.press(key)
            if self.page.evaluate(ACTS_ON, [block, action]):
                break
        else:
            raise AssertionError(f"{action} of {block} cannot be reached")
        self.press("Enter")
        self.page.wait_for_timeout(SETTLING_MS)

    def activate(self, name: str, *, key: str = "Tab") -> None:
        """Reach a link or button, and press Enter there until the next page stands."""
        self.reach(name, key=key)
        with self.page.expect_navigation():
            self.press("Enter")
