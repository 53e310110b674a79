"""``portal reconcile_payments``: compares providers, ledger and applications now, as the worker does regularly."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.payments.differences import list_differences
from portal.payments.differing import Kind
from portal.payments.reconciling import BACK, reconcile
from portal.records.ledger.paying import PaymentIssue

MOST_NAMED = 5


class Command(BaseCommand):
    """Tells how many of what was found and what does not agree; exits with 1 where a provider could not be asked."""

    help = "Find payments that nobody told us of, put them right, and list what a person has to decide."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to look further back."""
        parser.add_argument(
            "--days", type=int, default=BACK.days, help="How many days back providers are asked."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and say what was found."""
        if not 0 < options["days"] <= 366:
            raise CommandError("--days is a number from 1 to 366")
        run = reconcile(at=timezone.now(), back=timedelta(days=options["days"]))
        for name, number in sorted(run.counts.items()):
            self.stdout.write(f"{name}: {number}")
        listed = PaymentIssue.objects.filter(settled_at=None).count()
        self.stdout.write(f"exceptions that wait for somebody: {listed}")
        for group in list_differences():
            if group.kind is not Kind.EXCEPTION:
                some = ", ".join(each.reference for each in group.shown[:MOST_NAMED])
                more = ", …" if group.count > MOST_NAMED else ""
                self.stdout.write(f"difference {group.kind.value}: {group.count} ({some}{more})")
        if run.counts.get("could not be asked"):
            raise CommandError("A provider could not be asked; what it knows is not compared.")
