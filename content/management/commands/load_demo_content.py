"""`portal load_demo_content`: the public pages of the demo site. Loading again changes nothing that is there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from content.demo.loading import give_to, load_demo_pages
from content.demo.menus import load_demo_menus
from content.demo.notices import load_demo_notices
from content.demo.pictures import load_demo_pictures
from content.demo.spanish import SPANISH
from content.demo.spanish_resources import SPANISH_RESOURCES
from content.demo.translating import load_translations
from content.demo.tree import HOME


class Command(BaseCommand):
    """Loads the demo pages."""

    help = "Create and publish the public pages of the demo site. Pages that exist are kept as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option that writes over existing pages."""
        parser.add_argument(
            "--overwrite", action="store_true", help="write over the pages that exist"
        )
        parser.add_argument("--owner", default="", help="the account to which its pages belong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the pages and say how many."""
        report = load_demo_pages(HOME, overwrite=options["overwrite"])
        translated = load_translations(
            HOME, SPANISH, SPANISH_RESOURCES, language="es", overwrite=options["overwrite"]
        )
        load_demo_menus(overwrite=options["overwrite"])
        load_demo_pictures()
        load_demo_notices(overwrite=options["overwrite"])
        if options["owner"]:
            give_to(options["owner"], HOME)
        if options["verbosity"]:
            self.stdout.write(f"Demo content: {report.written} pages written, {report.kept} kept.")
            self.stdout.write(f"In Spanish: {translated.written} written, {translated.kept} kept.")
