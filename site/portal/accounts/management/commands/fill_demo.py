"""Fills the demonstration with what plugins add to it; names those that fail, and goes on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.accounts.operations.demo import DemoRefusedError
from portal.accounts.plugin_demo import fill_demo


class Command(BaseCommand):
    """`portal fill_demo`: safe to repeat; needs the accounts that `portal seed_demo` makes."""

    help = "Add what each plugin adds to the demonstration. Refused outside a demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, and say what became of each plugin."""
        try:
            for filled in fill_demo(at=timezone.now()):
                if filled.error:
                    self.stderr.write(f"{filled.plugin_id} is left out: {filled.error}")
                elif options["verbosity"]:
                    self.stdout.write(f"{filled.plugin_id}: {filled.filed} new applications")
        except DemoRefusedError as refused:
            raise CommandError(str(refused)) from refused
