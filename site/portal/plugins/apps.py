"""Django application of the plugin mechanism."""

from django.apps import AppConfig

from portal.plugins.loading import contain_loading


class PluginsConfig(AppConfig):
    """Holds no models. Stands first in the list of apps, so that it is asked before any plugin is."""

    name = "portal.plugins"
    label = "plugins"

    def import_models(self) -> None:
        """Put a guard around the loading of every plugin: this is the first app to load its models."""
        super().import_models()
        contain_loading()
