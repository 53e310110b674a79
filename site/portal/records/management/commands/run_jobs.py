"""The worker process of long work: exports, imports and bulk actions."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.records.interrupts import stop_on_signals
from portal.records.jobs.running import run_jobs_until, run_next_job


class Command(BaseCommand):
    """Do what was asked for."""

    help = "Do the exports, imports and bulk actions that wait; runs until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a single pass, for a scheduler and for tests."""
        parser.add_argument(
            "--once", action="store_true", help="Do everything that waits, then end."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work until nothing waits, or until a signal."""
        if options["once"]:
            while run_next_job(at=timezone.now()):
                pass
            return
        stop = stop_on_signals()
        self.stdout.write("Waiting for work. Ctrl-C stops.")
        run_jobs_until(stop)
