"""Views of the staff screens: one module a screen, one operation a posting view."""
