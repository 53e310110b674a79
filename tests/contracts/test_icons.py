"""Every icon that a page of the admin names is one that the admin has; Wagtail draws nothing for any other."""

import re
from pathlib import Path

from wagtail.admin.icons import get_icons

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("templates", "site", "content", "portal_plugins")
NAMED = re.compile(r'icon(?:_name)?\s*=\s*"([a-z0-9-]+)"|{% icon name="([a-z0-9-]+)"')


def test_every_icon_that_is_named_exists() -> None:
    drawn = set(re.findall(r'id="icon-([a-z0-9-]+)"', get_icons()))
    named = {
        name
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".py"}
        for pair in NAMED.findall(path.read_text())
        for name in pair
        if name
    }

    assert "rotate" in named
    assert named <= drawn, named - drawn
