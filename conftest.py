"""Loads what every test depends on: the machine's abilities and a prepared database. The cast: tests/conftest.py."""

pytest_plugins = ("tests.environment",)
