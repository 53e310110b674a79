"""What every page state must pass: axe's rules for WCAG 2.0 to 2.2 at A and AA, and no sideways scrolling."""

from playwright.sync_api import Page

from benchmarks.browser import find_violations, scrolls_sideways

WIDTHS = (320, 1280)
AT_REST = "() => Promise.all(document.getAnimations().map(each => each.finished))"
CUT_OFF = """
    () => [...document.querySelectorAll('main *')].filter(each => !each.closest('header')).filter(each => {
        const box = each.getBoundingClientRect();
        if (!box.width || getComputedStyle(each).position === 'absolute') return false;
        for (let up = each.parentElement; up; up = up.parentElement) {
            const style = getComputedStyle(up), edge = up.getBoundingClientRect();
            if (style.overflowX === 'auto' && up.tabIndex === 0) return false;
            if (style.overflowX !== 'visible' && box.right > edge.right + 1) return true;
        }
        return box.right > document.documentElement.clientWidth + 1;
    }).map(each => each.outerHTML.slice(0, 120))
"""
"""What stands outside of the window, or is cut off by what holds it, and cannot be scrolled to by keyboard."""
TITLE_IS_SEEN = """
    () => {
        const title = [...document.querySelectorAll('header nav[aria-label=Breadcrumb] li')].pop();
        const box = title.getBoundingClientRect(), middle = box.top + box.height / 2;
        return [box.left + 4, box.right - 4].every(
            x => title.contains(document.elementFromPoint(x, middle))
        );
    }
"""


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


def check_nothing_is_cut_off(page: Page, state: str) -> None:
    """Raise AssertionError where a staff screen hides some of its main part, or its title, at this width."""
    page.evaluate(AT_REST)
    assert (state, page.evaluate(CUT_OFF)) == (state, [])
    assert (state, page.evaluate(TITLE_IS_SEEN)) == (state, True)
