"""Django application of the plugin mechanism."""

from django.apps import AppConfig


class PluginsConfig(AppConfig):
    """Holds no models."""

    name = "portal.plugins"
    label = "plugins"
