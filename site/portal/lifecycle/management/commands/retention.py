"""`portal retention`: removes what is kept for a time only, or counts what would go; the worker does it each day."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.lifecycle.retention.running import (
    FutureDayError,
    RuleReport,
    run_retention,
    tidy_leftovers,
)


class Command(BaseCommand):
    """Runs the rules of retention."""

    help = "Remove what is kept for a time only, by the retention periods in force; repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to count only, and another day."""
        parser.add_argument(
            "--dry-run", action="store_true", help="Count for each rule; change nothing."
        )
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="DATE",
            help="Judge by this day (2027-01-31) instead of today; one to come with --dry-run only.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run every rule and say what came of it."""
        at = timezone.now()
        on = options["as_of"] or timezone.localdate(at)
        try:
            for report in run_retention(on=on, at=at, is_dry=options["dry_run"]):
                self.stdout.write(_describe(report, is_dry=options["dry_run"]))
        except FutureDayError as error:
            raise CommandError(f"{on} is yet to come: add --dry-run to look at it.") from error
        gone = tidy_leftovers(at=at, is_dry=options["dry_run"])
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(f"exports and imports: kept for a week: {gone} {would}removed")


def _describe(report: RuleReport, *, is_dry: bool) -> str:
    """Return a line on what a rule did."""
    if report.period is None:
        return f"{report.rule}: no period holds on that day, nothing is removed"
    reminded, removed = report.counts["reminded"], report.counts["removed"]
    length = f"kept for {report.period.keep_for} {report.period.unit}"
    if not is_dry and not report.period.is_in_force:
        return (
            f"{report.rule}: {length} is a suggestion that nobody has confirmed, nothing is removed"
        )
    note = "" if report.period.is_in_force else " (a suggestion, not in force)"
    would = "would be " if is_dry else ""
    parts = [f"{removed} {would}removed"]
    if report.period.reminders:
        parts.append(f"{reminded} {would}reminded")
    return f"{report.rule}: {length}{note}: {', '.join(parts)}"
