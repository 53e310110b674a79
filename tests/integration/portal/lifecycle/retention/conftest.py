"""A private store, a ledger's folder, and the command with what it said."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.factories.stores import use_folder
from tests.integration.portal.records.documents.conftest import object_store, store

__all__ = ["object_store", "store"]


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    """Keep files and the ledger where no other test looks."""
    use_folder(settings, tmp_path / "private")
    settings.ERASURE_LEDGER = tmp_path / "erasures"


@pytest.fixture
def retention() -> Callable[..., str]:
    """Return a function that runs the command and returns what it said."""

    def run(*options: str) -> str:
        out = StringIO()
        call_command("retention", *options, stdout=out)
        return out.getvalue()

    return run
