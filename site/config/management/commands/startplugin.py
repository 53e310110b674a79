"""``portal startplugin NAME``: a new plugin that works at once, in a folder of its own."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.scaffold import PluginNameError, check_name, write_plugin


class Command(BaseCommand):
    """Writes the package; installing it is the author's next step, and named at the end."""

    help = "Write a new plugin that offers a wizard in two languages, with its test."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name, and where the folder is made."""
        parser.add_argument("name", help="the plugin's id: small letters, digits, underscores")
        parser.add_argument("--directory", type=Path, default=Path(), help="where to write it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and say what to do with them."""
        name: str = options["name"]
        directory: Path = options["directory"]
        try:
            check_name(name, {config.label for config in apps.get_app_configs()})
            written = write_plugin(name, directory)
        except PluginNameError as error:
            raise CommandError(str(error)) from error
        except FileExistsError as error:
            raise CommandError(f"{directory / name} exists. Nothing was written.") from error
        except FileNotFoundError as error:
            raise CommandError(f"There is no folder {directory}. Nothing was written.") from error
        for path in written:
            self.stdout.write(str(path))
        self.stdout.write(f"Install it beside the portal: uv pip install -e {directory / name}")
        self.stdout.write("Then run: portal migrate")
