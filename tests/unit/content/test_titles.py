"""Short compounds of a title stay on one line; everything else of it is escaped and left alone."""

import pytest

from content.templatetags.portal_titles import unbroken

KEPT = '<span class="portal-unbroken">{}</span>'


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("Renewal dates", "Renewal dates"),
        ("Out-of-state educators", f"{KEPT.format('Out-of-state')} educators"),
        ("Early-childhood & more", f"{KEPT.format('Early-childhood')} &amp; more"),
        ("A cross-endorsement", "A cross-endorsement"),
        ("2026-27", "2026-27"),
        ("<b>Out-of-date", f"&lt;b&gt;{KEPT.format('Out-of-date')}"),
    ],
)
def test_title_is_set(title: str, html: str) -> None:
    assert unbroken(title) == html
