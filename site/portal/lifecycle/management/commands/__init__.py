"""Commands of the life of an application."""
