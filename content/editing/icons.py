"""The portal's own icons for the admin, drawn in templates/content/editing/icons."""

ICONS = ["content/editing/icons/narrowest.svg"]


def add_icons(icons: list[str]) -> list[str]:
    """Put the portal's icons among Wagtail's."""
    return [*icons, *ICONS]
