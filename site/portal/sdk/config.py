"""Django application of the public API."""

from django.apps import AppConfig


class SdkConfig(AppConfig):
    """Holds no models."""

    name = "portal.sdk"
    label = "sdk"
