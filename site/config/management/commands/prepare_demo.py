"""`portal prepare_demo`: brings the demonstration's records up to date, one repeatable command after the other."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal.accounts.operations.demo import get_demo_email
from portal.accounts.roles import Role

PEOPLE = 2_000
STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("preparing the database", "migrate", {"verbosity": 0, "interactive": False}),
    ("loading reference rows", "load_reference", {"verbosity": 0}),
    ("inventing people", "seed_demo", {"people": PEOPLE, "verbosity": 0}),
    ("filling in what plugins add", "fill_demo", {"verbosity": 0}),
    (
        "writing the pages",
        "load_demo_content",
        {"verbosity": 0, "owner": get_demo_email(Role.EDITOR)},
    ),
    ("giving editors their sections", "sync_roles", {"verbosity": 0}),
)


class Command(BaseCommand):
    """Runs every step in this process and prints the demo accounts in the end."""

    help = "Migrate, load reference rows, invent people, write the demo's pages, list its accounts."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, unless this is no demonstration."""
        if not settings.PORTAL_DEMO:
            raise CommandError("PORTAL_DEMO is off: this is no demonstration.")
        for title, name, chosen in STEPS:
            self.stderr.write(f"· {title}")
            call_command(name, **chosen, stdout=self.stderr, stderr=self.stderr)
        call_command("demo_accounts", stdout=self.stdout)
