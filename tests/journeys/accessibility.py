"""What every page state must pass: axe's rules for WCAG 2.0 to 2.2 at A and AA, and no sideways scrolling."""

from playwright.sync_api import Page

from benchmarks.browser import find_violations, scrolls_sideways

WIDTHS = (320, 1280)


def check_accessible(page: Page, state: str, *, within: str | None = None) -> None:
    """Raise AssertionError where the page, at any of the widths, breaks a rule or scrolls sideways.

    ``within`` limits axe to a part of the page: staff screens stand inside Wagtail's own frame.
    """
    size = page.viewport_size
    assert size is not None
    for width in WIDTHS:
        found = find_violations(page, width, within=within or "html")
        assert not found.violations_count, f"{state} at {width} px:\n{found.generate_report()}"
        if within is None:
            assert not scrolls_sideways(page), f"{state} scrolls sideways at {width} px"
    page.set_viewport_size(size)
