"""The platform, always on: layers that import only what is under them (see pyproject.toml, import-linter)."""
