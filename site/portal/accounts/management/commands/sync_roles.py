"""`portal sync_roles`: writes the table of roles into groups, as every migrate does; a renamed section needs it too."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.accounts.operations.roles import sync_roles


class Command(BaseCommand):
    """Writes the table of roles."""

    help = "Make groups hold what the table of roles says, on the pages that exist now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the table; repeating it changes nothing."""
        sync_roles()
