"""Prints the accounts of the demonstration with their password; refuses where they must not exist."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.accounts.operations.demo import (
    DEMO_CAST,
    DemoRefusedError,
    check_demo_allowed,
    get_demo_email,
)
from portal.users.models import User


class Command(BaseCommand):
    """`portal demo_accounts`: list who can be played, and how to sign in."""

    help = "Print the demonstration accounts and their password."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a role that has an account."""
        try:
            check_demo_allowed()
        except DemoRefusedError as refused:
            raise CommandError(str(refused)) from refused
        known = set(User.objects.values_list("email", flat=True).filter(is_active=True))
        emails = [email for email in map(get_demo_email, DEMO_CAST) if email in known]
        if not emails:
            raise CommandError("No demonstration accounts yet: run `portal seed_demo` first.")
        width = max(len(email) for email in emails)
        self.stdout.write("Demonstration accounts (sign in at /account/login/):")
        for email in emails:
            self.stdout.write(f"  {email:<{width}}  {settings.DEMO_PASSWORD}")
