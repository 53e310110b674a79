"""Django application of the portal's own API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Holds no models."""

    name = "portal.api"
    label = "api"
