"""App configuration of the composition root; it has no models, only commands and checks of the whole installation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the commands that concern the whole installation (backup, restore)."""

    name = "config"
    label = "config"
