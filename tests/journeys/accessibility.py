"""What every page state must pass: axe's rules for WCAG 2.0 to 2.2 at A and AA, and no sideways scrolling."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

WIDTHS = (320, 390, 1280)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
AT_REST = """() => Promise.allSettled(
  document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
    .map(each => each.finished)
)"""
VIOLATIONS = """([part, options]) => axe.run(part, options).then(
  ({violations}) => ({violations})
)"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def check_accessible(page: Page, state: str, *, within: str | None = None) -> None:
    """Raise AssertionError where the page, at any of the widths, breaks a rule or scrolls sideways.

    ``within`` limits axe to a part of the page: staff screens stand inside Wagtail's own frame.
    """
    size = page.viewport_size
    assert size is not None
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": size["height"]})
        page.evaluate(AT_REST)
        found = AxeResults(page.evaluate(VIOLATIONS, [within or "html", OPTIONS]))
        assert not found.violations_count, f"{state} at {width} px:\n{found.generate_report()}"
        if within is None:
            assert page.evaluate(SIDEWAYS) <= 0, f"{state} scrolls sideways at {width} px"
    page.set_viewport_size(size)
