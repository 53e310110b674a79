"""For a plugin's ``apps.py``; it has no models behind it, because that file is imported before them."""

from portal.definitions.texts import lazy_text
from portal.plugins.config import CONTRACT_VERSION, PluginConfig

__all__ = ["CONTRACT_VERSION", "PluginConfig", "lazy_text"]
