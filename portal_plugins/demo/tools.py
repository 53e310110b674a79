"""The tool of this plugin, which crashes: the page that attaches it shows the rest."""

from typing import Any

from django.http import HttpRequest

from portal.sdk.tools import Tool, text


def fill(request: HttpRequest) -> dict[str, Any]:
    """Raise, where the page wants to know what to show."""
    raise RuntimeError("the demo tool crashes on purpose")


TOOLS = [
    Tool(
        key="demo.broken_tool",
        title=text("Broken tool", "Herramienta averiada"),
        summary=text(
            "For tests and for authors of plugins: it crashes.",
            "Para pruebas y autores de complementos: falla.",
        ),
        template_name="components/alert.html",
        context=fill,
    )
]
