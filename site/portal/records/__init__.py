"""Shared records: one Django app with one applet a subject and one migration history.

Plugins come and go; what is stored here stays readable, exportable and erasable without them.
"""
