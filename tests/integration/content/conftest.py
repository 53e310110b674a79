"""What tests of the public pages share: services on offer without any plugin behind them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from portal.sdk.catalog import Service
from portal.sdk.tools import Tool

Offer = Callable[..., None]


def make_wizard_service(**fields: Any) -> Service:
    """Return a wizard as the registry offers it."""
    values = {
        "key": "example.wizard",
        "title": "Renew something",
        "summary": "It renews something.",
        "minutes": 5,
        "needs": ("Your certificate number",),
        "start_url": "/services/example.wizard/start/",
    }
    return Service(kind="wizard", **{**values, **fields})


def make_tool_service(context: Callable[[Any], dict[str, Any]], **fields: Any) -> Service:
    """Return a tool which draws the alert component with the context given."""
    key, template_name = "example.tool", fields.pop("template_name", "components/alert.html")
    title, summary = {"en": "Look something up"}, {"en": "It finds something."}
    tool = Tool(key=key, title=title, summary=summary, template_name=template_name, context=context)
    values = {"key": key, "title": "Look something up", "summary": "", "plugin_id": "example"}
    return Service(kind="tool", template_name=template_name, tool=tool, **{**values, **fields})


@pytest.fixture
def files_on_disk(settings: Settings, tmp_path: Path) -> None:
    """Keep editors' files in a folder: Wagtail serves documents from a path where it is given one."""
    settings.MEDIA_ROOT = tmp_path
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Return a function that puts services on offer in the place of the plugins' own."""

    def put_on_offer(*services: Service) -> None:
        by_key = {service.key: service for service in services}
        monkeypatch.setattr("content.attachments.get_service", by_key.get)
        monkeypatch.setattr("content.forms.list_services", lambda: list(services))

    return put_on_offer
