"""Hands on a keyboard: what is reached shows that it has the focus, and nothing needs a mouse."""

from playwright.sync_api import Page

MOST_STOPS = 60
# Radio buttons and checkboxes are drawn by their label: there the ring is around the label's own mark.
SHOWS_FOCUS = """() => {
  const at = document.activeElement;
  const drawn = at.matches("[type=radio], [type=checkbox]")
    ? [getComputedStyle(at.nextElementSibling, "::before"), getComputedStyle(at.nextElementSibling)]
    : [getComputedStyle(at)];
  return drawn.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
}"""
NAME = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0] : at;
  return label.textContent.replace(/\\s+/g, " ").trim();
}"""
STATE = "() => document.activeElement.matches('[type=radio], [type=checkbox]') && document.activeElement.checked"


class Keyboard:
    """Hands that know Tab, Enter, Space, the arrows and letters."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def reach(self, name: str) -> None:
        """Press Tab until what is named has the focus; each stop on the way must show it."""
        stops = []
        for _stop in range(MOST_STOPS):
            self.press("Tab")
            stops.append(self.page.evaluate(NAME))
            assert self.page.evaluate(SHOWS_FOCUS), f"no visible focus on “{stops[-1][:80]}”"
            if stops[-1].startswith(name):
                return
        raise AssertionError(f"“{name}” is not among the stops {stops}")

    def activate(self, name: str) -> None:
        """Reach a link or button, and press Enter there until the next page stands."""
        self.reach(name)
        with self.page.expect_navigation():
            self.press("Enter")

    def type(self, name: str, text: str) -> None:
        """Reach a field, and write over what stands there."""
        self.reach(name)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def answer_no(self, question: str) -> None:
        """Reach a question and move on to its second answer."""
        self.reach(question)
        self.press("ArrowDown")
        assert self.page.evaluate(STATE)
