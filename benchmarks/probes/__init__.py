"""Processes that drive the portal and count; each answers requests of a figure, one JSON line each."""
