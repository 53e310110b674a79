"""What pages and snippets share on the way to the site: published for a person, they keep no reader out."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from content.editing.accessibility import check_faults

UNTITLED = gettext_lazy("Without a title")
"""The name of a draft that was saved before anybody gave it one."""


class JudgedPublication:
    """Something with drafts, judged at publication whichever way a person takes; stands before Wagtail's class."""

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Publish a version; raises ValidationError where a person asks and some readers could not use it.

        What no person asks for is the demo content, and a schedule, whose version was judged when it was approved.
        """
        if user is not None:
            check_faults(revision.as_object())
        return super().publish(revision, user=user, **kwargs)  # type: ignore[misc]
