"""`portal serve`: the web server. config.entry starts it before the apps are loaded; here it is merely listed."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.serve import serve


class Command(BaseCommand):
    """Serves until it is told to stop."""

    help = "Serve the portal on HOST and PORT with WEB_PROCESSES and WEB_THREADS."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve, and leave with the server's status."""
        sys.exit(serve())
