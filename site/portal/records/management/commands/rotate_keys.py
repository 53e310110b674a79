"""`portal rotate_keys`: seals every Social Security number anew under the key in use; stopped, it goes on later."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from portal.records.ssn.cipher import sealing_keys
from portal.records.ssn.rotation import count_by_key, list_outdated, rotate

__all__ = ["Command"]


class Command(BaseCommand):
    """Rotates, or says what is to be done."""

    help = "Seal Social Security numbers anew under the first of SSN_KEYS and SSN_INDEX_KEYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="Only say what is to be done.")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        """Rotate; fail where a key that is still needed is gone from the settings."""
        if dry_run:
            self.stdout.write(f"{list_outdated().count()} to seal anew.")
        else:
            counts = rotate(at=timezone.now(), tell=self._tell)
            self.stdout.write(f"{counts['sealed']} sealed anew, {list_outdated().count()} left.")
        known = {key.key_id for key in sealing_keys()}
        for key_id, count in sorted(count_by_key().items()):
            standing = "in use" if key_id == sealing_keys()[0].key_id else "former"
            said = standing if key_id in known else "NOT IN THE SETTINGS"
            self.stdout.write(f"key {key_id} ({said}): {count}")
        if missing := sorted(count_by_key().keys() - known):
            raise CommandError(f"Put the keys back into SSN_KEYS: {', '.join(missing)}.")

    def _tell(self, done: int) -> None:
        self.stdout.write(f"{done} done …")
