"""Joins work of the content system to the portal's worker; neither of them knows the other."""

from datetime import timedelta

from django.core.management import call_command

from content.images.sizes import make_missing_sizes
from portal.notifications.regular import register_work

EVERY = timedelta(seconds=30)


def publish_scheduled() -> None:
    """Publish the pages whose time has come and take those off whose time is over, by Wagtail's own command."""
    call_command("publish_scheduled")


def register_regular_work() -> None:
    """Have pages published and taken off within a minute of their time, and pictures given their sizes."""
    register_work("publish_scheduled", every=EVERY, do=publish_scheduled)
    register_work("make_missing_sizes", every=EVERY, do=make_missing_sizes)
