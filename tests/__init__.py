"""The test suite. Mirrors the source tree; people of the cast are fixtures of conftest.py."""
