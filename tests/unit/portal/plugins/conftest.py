"""Plugins made for a test, in a registry of apps of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.urls import get_resolver

from portal.plugins import registry
from portal.plugins.breaker import forget_circuits
from portal.plugins.parking import unpark_all

Install = Callable[..., None]

APPS_MODULE = """
from portal.sdk.apps import PluginConfig


class Config(PluginConfig):
    name = "{name}"
    label = "{name}"
    title = "{name}"
    version = "1.0"
    contract = {contract}
    url_slugs = {slugs}
"""


@pytest.fixture
def write_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that writes a plugin's package and makes it importable."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(
        name: str,
        *,
        contract: tuple[int, int] = (1, 1),
        slugs: tuple[str, ...] = (),
        **modules: str,
    ) -> str:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        described = APPS_MODULE.format(name=name, contract=contract, slugs=slugs)
        (folder / "apps.py").write_text(described)
        for module, source in modules.items():
            (folder / f"{module}.py").write_text(source)
        return name

    return write


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return a function that installs apps, and nothing else, for the registry of plugins.

    The site's addresses are read before: they are read once, and with the plugins of the time.
    """
    get_resolver().url_patterns  # noqa: B018 (reads them)

    def put_in_registry(*names: str) -> None:
        monkeypatch.setattr(registry, "apps", Apps(names))

    yield put_in_registry
    unpark_all()
    forget_circuits()
