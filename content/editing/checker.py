"""What Wagtail's checker looks for in the drawn page of a preview: every rule of WCAG at A and AA, not its short list.

It advises, and sees what only a browser can, such as colors. What blocks publication is content.editing.accessibility.
"""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.userbar import ContentCheckerItem

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class PortalCheckerItem(ContentCheckerItem):
    """Wagtail's checker with the rules that the portal's own tests use."""

    axe_run_only = RULES


def use_every_rule(_request: HttpRequest, items: list[Any], _page: Any) -> None:
    """Put the portal's checker in the place of Wagtail's."""
    items[:] = [
        PortalCheckerItem() if isinstance(item, ContentCheckerItem) else item for item in items
    ]
