"""How an editor works on the form of a wizard's draft: adds blocks, writes both languages; every act is counted."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

__all__ = ["UNSTUCK", "Editor"]

SETTLING_MS = 700
UNSTUCK = """() => document.querySelectorAll("footer, .w-z-header").forEach(each => each.style.position = "static")"""
"""What happens to lie behind the head or the foot of the form is not too small: one scrolls."""


class Editor:
    """Somebody at the form of a draft; ``acts`` counts what they press, type and pick."""

    def __init__(self, page: Page) -> None:
        self.page, self.acts = page, 0

    def press(self, target: Locator) -> None:
        """Press a button or a link."""
        self.acts += 1
        target.click()

    def type(self, name: str, text: str) -> None:
        """Type into the box of a name."""
        self.acts += 1
        self.page.fill(f'[name="{name}"]', text)

    def write(self, name: str, english: str, spanish: str) -> None:
        """Write a text in both languages."""
        self.type(f"{name}-en", english)
        self.type(f"{name}-es", spanish)

    def pick(self, name: str, words: str) -> None:
        """Pick from a list by what it says."""
        self.acts += 1
        self.page.locator(f'select[name="{name}"]').select_option(label=words)

    def pick_beside(self, name: str, words: str) -> None:
        """Pick from the list that stands beside what is stored under a name."""
        self.acts += 1
        beside = self.page.locator(f'.builder-picker:has([name="{name}"]) select')
        beside.locator("option", has_text=words).first.wait_for(state="attached")
        labels = beside.locator("option").all_inner_texts()
        beside.select_option(label=next(each for each in labels if words in each))

    def add(self, stream: str, block: str) -> str:
        """Add a block at the end of a stream, and return the name of its value."""
        place = int(self.page.input_value(f'[name="{stream}-count"]'))
        self.press(self.add_button(stream, "stream"))
        option = self.page.get_by_role("option", name=block, exact=True).last
        if not option.is_visible():
            self.page.wait_for_timeout(SETTLING_MS)  # the list slides out
        if not option.is_visible():
            self.add_button(stream, "stream").click()  # the page moved away under the pointer
        self.press(option)
        return f"{stream}-{place}-value"

    def add_alone(self, stream: str) -> str:
        """Add a block to a stream of one kind, and return the name of its value."""
        place = int(self.page.input_value(f'[name="{stream}-count"]'))
        self.press(self.add_button(stream, "stream"))
        self.page.locator(f'[name="{stream}-{place}-type"]').wait_for(state="attached")
        return f"{stream}-{place}-value"

    def append(self, listed: str) -> str:
        """Add an entry at the end of a list, and return the name of its value."""
        place = int(self.page.input_value(f'[name="{listed}-count"]'))
        self.press(self.add_button(listed, "list"))
        return f"{listed}-{place}-value"

    def add_button(self, name: str, kind: str) -> Locator:
        """Return the button that adds at the end of a stream or a list."""
        container = f'[name="{name}-count"] ~ [data-streamfield-{kind}-container]'
        within = "> div > button" if kind == "stream" else "> button"
        return self.page.locator(f"{container} {within}.c-sf-add-button").last

    def ask(self, stream: str, block: str, english: str, spanish: str) -> str:
        """Add a question with its words."""
        name = self.add(stream, block)
        self.write(f"{name}-label", english, spanish)
        return name

    def only_when(self, name: str, question: str, answer: str) -> None:
        """Make a question, a step or a requirement depend on an answer."""
        rule = self.add(f"{name}-condition", "An answer")
        self.pick_beside(f"{rule}-question", question)
        self.pick_beside(f"{rule}-value", answer)

    def unfold(self, block: str) -> str:
        """Open a block that is folded, and return the name of its value."""
        own = f'[data-streamfield-child]:has(> [name="{block}-type"])'
        toggle = f"{own} > section > .w-panel__header [data-panel-toggle]"
        self.press(self.page.locator(toggle))
        return f"{block}-value"

    def open_tab(self, words: str) -> None:
        """Open a tab of the form."""
        self.press(self.page.get_by_role("tab", name=words, exact=True))

    def save(self) -> None:
        """Save the draft."""
        with self.page.expect_navigation():
            self.press(self.page.get_by_role("button", name="Save draft"))
