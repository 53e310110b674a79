"""`portal audit_seal`: seals what the audit trail has gained, as the worker does every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.records.audit.sealing import seal_events


class Command(BaseCommand):
    """Seals and says how many events were sealed."""

    help = "Chain the new events of the audit trail and write the signed head of the day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal."""
        self.stdout.write(f"{seal_events(at=timezone.now())} events sealed")
