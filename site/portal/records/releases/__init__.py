"""Releases: parts that are published together at a moment, or not at all."""
