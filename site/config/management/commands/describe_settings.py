"""`portal describe_settings`: brings the tables of docs/operators/settings.md up to date."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.environment import PROJECT_ROOT, env
from config.settings.safety import REFUSALS
from config.settings_table import render_refusals, render_variables, replace_table

DOCUMENT = PROJECT_ROOT / "docs" / "operators" / "settings.md"


class Command(BaseCommand):
    """Rewrites the tables between their markers and leaves the rest of the document as it is."""

    help = "Rewrite the tables of variables and refusals in docs/operators/settings.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another document."""
        parser.add_argument("--document", type=Path, default=DOCUMENT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Rewrite the document."""
        document: Path = options["document"]
        text = replace_table(
            document.read_text(), "variables", render_variables(env.declared.values())
        )
        document.write_text(replace_table(text, "refusals", render_refusals(REFUSALS)))
