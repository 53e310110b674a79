"""``portal releases``: what is planned, and what became of it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localtime

from portal.records.releases.models import Release


class Command(BaseCommand):
    """Lists releases, the latest moment first, each with its moment in the portal's time zone and its state."""

    help = "List the releases with their moments and states."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a release; the reason beside those that failed."""
        for release in Release.objects.order_by("-due_at", "-id"):
            moment = localtime(release.due_at).strftime("%Y-%m-%d %H:%M %Z")
            failure = (release.failure_place, release.failure, release.failure_detail)
            reason = " ".join(filter(None, failure))
            self.stdout.write(
                "  ".join(filter(None, (moment, release.state, release.name, reason)))
            )
