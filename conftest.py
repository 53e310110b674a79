"""Loads what every test depends on: the machine's abilities and a prepared database. The cast: tests/conftest.py."""

from tests.databases import django_db_setup  # noqa: F401 (a fixture: here it goes before pytest-django's)

pytest_plugins = ("tests.environment",)
