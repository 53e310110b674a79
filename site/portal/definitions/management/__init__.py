"""Commands of the definitions layer."""
