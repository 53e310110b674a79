"""Removes what is kept for a time only, rule by rule."""
