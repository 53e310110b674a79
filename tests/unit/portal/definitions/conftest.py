"""The plugins made for a test, as tests of the mechanism make them."""

from tests.unit.portal.plugins.conftest import install, write_plugin

__all__ = ["install", "write_plugin"]
