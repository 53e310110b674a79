"""App configuration of the composition root; it has no models, only commands and checks of the whole installation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the commands that concern the whole installation (backup, restore)."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Give the worker the work that no layer below can name."""
        from config.schedule import register_regular_work  # its models exist only after loading

        register_regular_work()
