"""Commands of the plugin mechanism."""
