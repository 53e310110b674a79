"""The worker process of the virus scan."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.records.documents.scanning import scan_waiting
from portal.records.documents.worker import scan_until
from portal.records.interrupts import stop_on_signals


class Command(BaseCommand):
    """Have what was received scanned."""

    help = "Have the documents scanned that wait for it; runs until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a single pass, for a scheduler and for tests."""
        parser.add_argument(
            "--once", action="store_true", help="Scan everything that is due now, then end."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Scan until nothing is due, or until a signal."""
        if options["once"]:
            at, done = timezone.now(), 0
            while scanned := scan_waiting(at=at):
                done += scanned
            self.stdout.write(f"{done} scanned.")
            return
        stop = stop_on_signals()
        self.stdout.write("Waiting for documents. Ctrl-C stops.")
        scan_until(stop)
