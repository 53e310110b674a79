"""For a plugin's ``apps.py``; it has no models behind it, because that file is imported before them."""

from django.apps import AppConfig

from portal.plugins.config import CONTRACT_VERSION, PluginConfig

__all__ = ["CONTRACT_VERSION", "PluginConfig", "SdkConfig"]


class SdkConfig(AppConfig):
    """The public API as a Django application; it holds no models."""

    name = "portal.sdk"
    label = "sdk"
