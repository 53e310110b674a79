"""To offer a tool: a service that is no wizard and is drawn inside the page that attaches it."""

from portal.definitions.texts import text
from portal.definitions.tools import Tool

__all__ = ["Tool", "text"]
