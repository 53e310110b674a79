"""A browser that reads the portal in Spanish: it asks for the Spanish address of whatever a test names."""

from typing import Any

from django.test import Client

from content.addresses import prefix_address


class SpanishReader(Client):
    """Django's client below /es/. Its browser asks for English: only the address may decide."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"headers": {"accept-language": "en"}, **options})

    def generic(self, method: str, path: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask for the Spanish address."""
        return super().generic(method, prefix_address(str(path), "es"), *args, **kwargs)
