"""What plugins add to the demonstration: filed as people would, once; one that fails is left out whole and named."""

from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.accounts import plugin_demo
from portal.accounts.operations.demo import ensure_demo_accounts
from portal.lifecycle.integrity import check_integrity
from portal.records.applications.models import Application
from portal.records.evidence.queries import list_claimed_items
from portal.users.models import User
from tests.factories.accounts import make_person
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]
pytestmark = [pytest.mark.django_db, pytest.mark.database]

REGISTRY = "portal_plugins.early_childhood_registry"
DEMO = """
from portal.sdk.demo import DemoFiling
from portal.users.models import User

def fill(at):
    User.objects.create(username="own_row")
    {body}

DEMO = fill
"""
BAD_ANSWERS = (
    'return [DemoFiling(account="program_administrator", '
    'service_key="early_childhood_registry.join", answers={"membership": {"role": "none"}})]'
)


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.PORTAL_DEMO = True
    ensure_demo_accounts(password="a password", people={"program_administrator": make_person()})


def fill() -> str:
    """Fill the demonstration and return what was said."""
    told = StringIO()
    call_command("fill_demo", stdout=told, stderr=told)
    return told.getvalue()


def test_application_to_the_registry_is_filed_once_with_items_to_verify() -> None:
    assert fill() == "early_childhood_registry: 1 new applications\n"
    assert fill() == "early_childhood_registry: 0 new applications\n"

    application = Application.objects.get()
    assert application.service_key == "early_childhood_registry.join"
    items = list_claimed_items(application.person_id, application.reference or "")
    assert len(items) == 3
    assert list(check_integrity(at=timezone.now())) == []


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("demo_raises", "1 / 0", "ZeroDivisionError"),
        ("demo_exits", "raise SystemExit(3)", "SystemExit"),
        ("demo_not_filings", "return [5]", "AttributeError"),
        ("demo_bad_answers", BAD_ANSWERS, "IncompleteApplicationError"),
    ],
)
def test_plugin_that_fails_is_left_out_whole_and_named(
    write_plugin: Callable[..., str], install: Install, name: str, body: str, error: str
) -> None:
    install(write_plugin(name, demo=DEMO.format(body=body)), REGISTRY)

    assert fill().splitlines() == [
        f"{name} is left out: {error}",
        "early_childhood_registry: 1 new applications",
    ]
    assert not User.objects.filter(username="own_row").exists()
    assert Application.objects.count() == 1


def test_control_without_the_transaction_half_of_it_stays(
    write_plugin: Callable[..., str], install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(write_plugin("demo_halves", demo=DEMO.format(body=BAD_ANSWERS)), REGISTRY)
    monkeypatch.setattr(plugin_demo, "transaction", SimpleNamespace(atomic=nullcontext))

    assert "demo_halves is left out" in fill()

    assert User.objects.filter(username="own_row").exists()
    assert Application.objects.get().submitted_at is None


@pytest.mark.parametrize(
    ("name", "value"), [("PORTAL_ENVIRONMENT", "production"), ("PORTAL_DEMO", False)]
)
def test_it_is_refused_outside_a_demonstration(settings: Any, name: str, value: object) -> None:
    setattr(settings, name, value)

    with pytest.raises(CommandError, match="refused"):
        fill()

    assert not Application.objects.exists()
