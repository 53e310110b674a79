"""Management commands of the plugin mechanism."""
