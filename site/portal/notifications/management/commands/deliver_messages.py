"""The worker process of the outbox: sends what is due until stopped, or once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.notifications.delivery import deliver_due
from portal.notifications.plugin_jobs import wait_for_plugin_jobs
from portal.notifications.problems import queue_problem_digest
from portal.notifications.regular import do_due_work
from portal.notifications.worker import deliver_until
from portal.plugins.migrating import park_unmigrated
from portal.records.interrupts import stop_on_signals


class Command(BaseCommand):
    """Deliver waiting messages."""

    help = "Send the messages that wait in the outbox; runs until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a single pass, for a scheduler and for tests."""
        parser.add_argument(
            "--once", action="store_true", help="Send everything that is due now, then end."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Send until nothing is due, or until a signal."""
        park_unmigrated()
        if options["once"]:
            self._drain()
            return
        stop = stop_on_signals()
        self.stdout.write("Waiting for messages. Ctrl-C stops.")
        deliver_until(stop)

    def _drain(self) -> None:
        at, sent, failed = timezone.now(), 0, 0
        queue_problem_digest(at=at)
        do_due_work(at)
        do_due_work(at, apart=True)
        while (report := deliver_due(at=at)).handled:
            sent, failed = sent + report.sent, failed + report.failed
        wait_for_plugin_jobs()
        self.stdout.write(f"{sent} sent, {failed} postponed or given up.")
