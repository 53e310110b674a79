"""`portal synchronize_languages`: a tree of pages for every language, filled up with what is not translated yet."""

from typing import Any

from django.core.management.base import BaseCommand

from content.trees import synchronize_languages


class Command(BaseCommand):
    """Makes the trees of the other languages."""

    help = "Make a tree of pages for every language and fill it with aliases of what is not translated yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the trees and say how many pages were added."""
        self.stdout.write(f"Languages: {synchronize_languages()} pages added.")
