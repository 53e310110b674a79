"""``portal release``: publish one release at once, or all that are due."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.records.releases.models import Release
from portal.records.releases.operations import ReleaseOverError, release_due, release_now


class Command(BaseCommand):
    """Publishes everything of a release, or nothing and says why."""

    help = "Publish a release at once, or those whose moment has come."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name, or the word for those that are due."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("name", nargs="?", help="the release, by its name")
        which.add_argument("--due", action="store_true", help="those whose moment has come")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish and say so; end in failure where something was not published."""
        is_due, name = options["due"], options["name"]
        done = release_due(at=timezone.now()) if is_due else [self._release(name)]
        failed = [release for release in done if release.state == Release.State.FAILED]
        for release in done:
            if release not in failed:
                self.stdout.write(f"{release.name} is released")
        if failed:
            raise CommandError("\n".join(map(_tell, failed)))

    def _release(self, name: str) -> Release:
        release = Release.objects.filter(name=name).first()
        if release is None:
            raise CommandError(f"There is no release {name!r}.")
        try:
            return release_now(public_id=release.public_id, actor=None, at=timezone.now())
        except ReleaseOverError as over:
            raise CommandError(f"Nothing was done: {name} is {over.state}.") from over


def _tell(release: Release) -> str:
    reason = " ".join(filter(None, (release.failure, release.failure_detail)))
    told = ": ".join(filter(None, (release.failure_place, reason)))
    return f"{release.name}: nothing is published. {told}"
