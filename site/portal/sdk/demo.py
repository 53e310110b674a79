"""To add to the demonstration: applications of its cast to a plugin's services. Production never asks."""

from portal.accounts.plugin_demo import DemoFiling, DemoFill

__all__ = ["DemoFiling", "DemoFill"]
