"""What a plugin says about itself. Imported before models exist, so it must have none behind it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from django.apps import AppConfig

__all__ = ["CONTRACT_VERSION", "PluginConfig"]

CONTRACT_VERSION = 1
"""Raised when an extension point changes so that a plugin written for the last one would break."""


class PluginConfig(AppConfig):
    """The application configuration of a plugin; its label is the plugin's id.

    ``contract`` is the first and last contract version it supports; ``url_slugs`` are the first
    path segments its ``urls`` module may answer under.
    """

    default = False
    title: ClassVar[Any]
    version: ClassVar[str]
    contract: ClassVar[tuple[int, int]]
    url_slugs: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let Django pick the plugin's own class, not this base, from its ``apps`` module."""
        super().__init_subclass__(**kwargs)
        cls.default = True

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        """Tell Django the folder of a package without ``__init__.py``; an editable install names it in several ways."""
        folders = {each for each in getattr(app_module, "__path__", ()) if Path(each).is_dir()}
        if len(folders) == 1 and not hasattr(self, "path"):
            self.path = folders.pop()
        super().__init__(app_name, app_module)

    @property
    def is_supported(self) -> bool:
        """Tell whether this portal speaks a contract version that the plugin supports."""
        first, last = self.contract
        return first <= CONTRACT_VERSION <= last
